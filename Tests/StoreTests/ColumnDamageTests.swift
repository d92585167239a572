import Engine
import Foundation
import GRDB
import Reporting
import Statistics
import Testing

@testable import Store

@Suite("damaged column files")
struct ColumnDamageTests {
  private typealias Fixture = ColumnFileTests.Fixture

  private func shown(_ dataset: Dataset) -> String { ColumnFileTests.shown(dataset) }

  @Test("a flipped bit in any section gives the right rows, a warning, and a new file")
  func flips() throws {
    let fixture = try Fixture()
    let stored = try fixture.stored()
    let whole = try fixture.bytes()
    var random = SplitMix64(seed: 7)
    var tried = 0
    for (section, _) in try fixture.layout.sections where section.length > 0 {
      var bytes = whole
      bytes[section.offset + random.below(section.length)] ^= 1 << UInt8(random.below(8))
      try fixture.replace(bytes)
      let dataset = try fixture.open()
      #expect(shown(dataset) == stored)
      #expect(try ColumnFileTests.codes(dataset) == ["W581"])
      #expect(try fixture.bytes() == whole)
      tried += 1
    }
    #expect(tried > 20)
  }

  @Test("a flipped bit anywhere gives the right rows", arguments: 0..<4)
  func anywhere(seed: UInt64) throws {
    let fixture = try Fixture()
    let stored = try fixture.stored()
    let whole = try fixture.bytes()
    var random = SplitMix64(seed: seed)
    for _ in 0..<40 {
      var bytes = whole
      bytes[random.below(whole.count)] ^= 1 << UInt8(random.below(8))
      try fixture.replace(bytes)
      let dataset = try fixture.open()
      #expect(shown(dataset) == stored, "seed \(seed)")
    }
  }

  @Test("a file that was cut or grew is made again when it is opened")
  func lengths() throws {
    let fixture = try Fixture()
    let stored = try fixture.stored()
    let whole = try fixture.bytes()
    let lengths = [0, 1, 7, 8, 63, 127, 128, 129] + stride(from: 200, to: whole.count, by: 211)
    for length in lengths {
      try fixture.replace(Array(whole.prefix(length)))
      let dataset = try fixture.open()
      #expect(try ColumnFileTests.codes(dataset) == ["W580"], "\(length) bytes")
      #expect(shown(dataset) == stored)
      #expect(try fixture.bytes() == whole)
    }
    try fixture.replace(whole + [0])
    let dataset = try fixture.open()
    #expect(try ColumnFileTests.codes(dataset) == ["W580"])
    #expect(shown(dataset) == stored)
  }

  @Test("garbage never traps", arguments: 0..<4)
  func garbage(seed: UInt64) throws {
    let fixture = try Fixture()
    let stored = try fixture.stored()
    let whole = try fixture.bytes()
    var random = SplitMix64(seed: seed)
    for turn in 0..<30 {
      var bytes = (0..<random.below(4000)).map { _ in UInt8(random.below(256)) }
      // Every second one begins as a file of ours does.
      if turn % 2 == 0 { bytes = Array(whole.prefix(16)) + bytes }
      try fixture.replace(bytes)
      let dataset = try fixture.open()
      #expect(try ColumnFileTests.codes(dataset) == ["W580"], "seed \(seed)")
      #expect(shown(dataset) == stored)
    }
  }

  @Test("a layout that lies is refused, though its checksum is right")
  func lyingLayout() throws {
    let fixture = try Fixture()
    let whole = try fixture.bytes()
    let header = try whole.withUnsafeBytes { try ColumnHeader(reading: $0) }
    let start = Int(header.layoutOffset)
    let json = String(decoding: whole[start...], as: UTF8.self)
    let lies = [
      ("\"offset\":128", "\"offset\":-64"), ("\"offset\":128", "\"offset\":9223372036854775744"),
      ("\"offset\":128", "\"offset\":1"), ("\"length\":", "\"length\":9"),
      ("\"count\":5", "\"count\":9223372036854775807"), ("\"count\":5", "\"count\":-5"),
      ("\"count\":4", "\"count\":9223372036854775807"), ("\"sums\":[", "\"sums\":[1,"),
      ("\"kind\":\"money\"", "\"kind\":\"text\""), ("\"type\":\"money\"", "\"type\":\"none\""),
      ("\"amount\":", "\"amount\":7"),
    ]
    let stored = try fixture.stored()
    for (truth, lie) in lies {
      let forged = Array(json.replacing(truth, with: lie).utf8)
      #expect(forged != Array(json.utf8), "\(truth) does not occur")
      var told = header
      told.layoutLength = UInt64(forged.count)
      told.layoutSum = forged.withUnsafeBytes { BlockHash.sum($0) }
      told.length = header.layoutOffset + UInt64(forged.count)
      try fixture.replace(told.bytes + whole[128..<start] + forged)
      let dataset = try fixture.open()
      #expect(try ColumnFileTests.codes(dataset) == ["W580"], "\(lie)")
      #expect(shown(dataset) == stored)
    }
  }

  @Test("values that lie are refused, though their checksum is right")
  func lyingValues() throws {
    let fixture = try Fixture()
    let stored = try fixture.stored()
    let layout = try fixture.layout
    let whole = try fixture.bytes()
    let header = try whole.withUnsafeBytes { try ColumnHeader(reading: $0) }
    let start = Int(header.layoutOffset)
    let text = try #require(layout.events.properties.first { $0.kind == .text })
    for section in [layout.events.codes, layout.events.offsets, text.values] {
      var body = Array(whole[..<start])
      for place in section.offset..<section.offset + section.length { body[place] = 0x7f }
      let sum = body[section.offset..<section.offset + section.length].withUnsafeBytes {
        BlockHash.sums($0)
      }
      let json = Array(
        String(decoding: whole[start...], as: UTF8.self)
          .replacing("[\(section.sums[0])]", with: "[\(sum[0])]").utf8)
      var told = header
      told.layoutLength = UInt64(json.count)
      told.layoutSum = json.withUnsafeBytes { BlockHash.sum($0) }
      told.length = header.layoutOffset + UInt64(json.count)
      try fixture.replace(told.bytes + body[128...] + json)
      let dataset = try fixture.open()
      #expect(shown(dataset) == stored)
      #expect(try ColumnFileTests.codes(dataset) == ["W581"])
    }
  }

  @Test("the file of another dataset is never read")
  func swapped() throws {
    let (one, other) = (try Fixture(), try Fixture(users: nil, answers: nil))
    let (first, second) = (try one.bytes(), try other.bytes())
    try one.replace(second)
    try other.replace(first)
    for fixture in [one, other] {
      let dataset = try fixture.open()
      #expect(try ColumnFileTests.codes(dataset) == ["W580"])
      #expect(shown(dataset) == (try fixture.stored()))
    }
  }

  @Test("a change of the database makes its columns stale")
  func stale() throws {
    let fixture = try Fixture()
    let before = try fixture.stored()
    let queue = try DatabaseQueue(path: fixture.database)
    try queue.write { db in try db.execute(sql: "UPDATE event_rows SET event = 0") }
    try queue.close()
    let dataset = try fixture.open()
    #expect(try ColumnFileTests.codes(dataset) == ["W580"])
    #expect(Set(dataset.events.codes) == [0])
    #expect(shown(dataset) != before)
    let again = try fixture.open()
    #expect(try ColumnFileTests.codes(again).isEmpty)
    #expect(Set(again.events.codes) == [0])
  }

  @Test("an import that adds rows writes their columns too")
  func added() throws {
    let fixture = try Fixture(users: nil, answers: nil)
    let more = try fixture.scratch.write(
      "events.csv", Fixture.events + "u9,visit,2024-01-09,,,,,,\n")
    let request = ImportRequest(files: [more], repetition: .replacing)
    _ = try fixture.scratch.store.import(request, into: fixture.folder)
    let dataset = try fixture.open()
    #expect(dataset.events.count == 6)
    #expect(try ColumnFileTests.codes(dataset).isEmpty)
    #expect(shown(dataset) == (try fixture.stored()))
  }

  @Test("where columns and database are both damaged no answer is given")
  func bothDamaged() throws {
    let fixture = try Fixture()
    var bytes = try fixture.bytes()
    bytes[try fixture.layout.events.times.offset] ^= 1
    try fixture.replace(bytes)
    let dataset = try fixture.open()
    try Data("gone".utf8).write(to: URL(fileURLWithPath: fixture.database))
    #expect(dataset.events.times.count == 5)
    #expect(throws: Diagnostic.self) { try dataset.notices.take() }
    #expect(dataset.notices.failure?.code == "E503")
  }

  @Test("a folder that cannot be written is read as it is; a file of another kind is left alone")
  func unwritable() throws {
    let fixture = try Fixture()
    let stored = try fixture.stored()
    // A folder cannot be replaced by a file, not even by root.
    try FileManager.default.removeItem(atPath: fixture.file.path)
    try FileManager.default.createDirectory(
      atPath: fixture.file.path + "/kept", withIntermediateDirectories: true)
    #expect(shown(try fixture.open()) == stored)
    let names = try FileManager.default.contentsOfDirectory(atPath: fixture.folder).sorted()
    #expect(names == ["dataset.columns", "dataset.sqlite"])

    let own = fixture.scratch.file("own.sqlite")
    try FileManager.default.copyItem(atPath: fixture.database, toPath: own)
    try fixture.scratch.write("own.columns", "a,b\n")
    try fixture.scratch.write("own.columns.csv", "a,b\n")
    #expect(shown(try DatasetReader(path: own).read()) == stored)
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: fixture.scratch.file("own.columns"))).count == 4)
    #expect(FileManager.default.fileExists(atPath: fixture.scratch.file("own.columns.csv")))
  }

  @Test("a write that was killed leaves no half file under the name, and no rest for long")
  func killed() throws {
    let fixture = try Fixture()
    let stored = try fixture.stored()
    let half = Array(try fixture.bytes().prefix(500))
    try Data(half).write(to: URL(fileURLWithPath: fixture.file.path + ".0"))
    try FileManager.default.removeItem(atPath: fixture.file.path)
    let dataset = try fixture.open()
    #expect(shown(dataset) == stored)
    #expect(try ColumnFileTests.codes(dataset).isEmpty)
    let names = try FileManager.default.contentsOfDirectory(atPath: fixture.folder).sorted()
    #expect(names == ["dataset.columns", "dataset.sqlite"])
  }

  @Test("any one changed bit changes the sum of a block", arguments: [1, 7, 8, 31, 32, 33, 100])
  func sums(count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    var bytes = (0..<count).map { _ in UInt8(random.below(256)) }
    let sum = bytes.withUnsafeBytes { BlockHash.sum($0) }
    for bit in 0..<count * 8 {
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(bytes.withUnsafeBytes { BlockHash.sum($0) } != sum)
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    }
  }
}

import Engine
import Foundation
import Reporting
import Statistics
import Testing

@testable import Store

@Suite("column files")
struct ColumnFileTests {
  /// A dataset in a folder of its own, with every kind of column.
  struct Fixture {
    let scratch: Scratch
    let folder: String

    init(
      events: String = Self.events, users: String? = Self.users, answers: String? = Self.answers
    ) throws {
      scratch = try Scratch()
      folder = scratch.file("d")
      try add(events: events, users: users, answers: answers, into: folder)
    }

    func add(events: String, users: String?, answers: String?, into folder: String) throws {
      var files = [try scratch.write("events.csv", events)]
      if let users { files.append(try scratch.write("users.csv", users)) }
      if let answers { files.append(try scratch.write("feedback.csv", answers)) }
      _ = try scratch.store.import(ImportRequest(files: files), into: folder)
    }

    var database: String { folder + "/dataset.sqlite" }
    var file: ColumnFile { ColumnFile(database: database) }
    func open() throws -> Dataset { try DatasetReader(path: database).read() }
    func stored() throws -> String {
      ColumnFileTests.shown(try DatasetReader(path: database).readRows())
    }

    func bytes() throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: file.path))) }

    func replace(_ bytes: [UInt8]) throws {
      try Data(bytes).write(to: URL(fileURLWithPath: file.path))
    }

    var layout: ColumnLayout {
      get throws {
        let hash = try DatasetReader(path: database).readRows().contentHash
        guard case .columns(let mapped) = file.find(contentHash: hash) else {
          throw Diagnostic.damaged(file.path, reason: "no columns")
        }
        return mapped.layout
      }
    }

    static let events = #"""
      uid,event,ts,sid,amount,channel,n,flag,at
      u1,visit,2024-01-01 00:00:00,s1,,ads,1,true,2024-02-01 10:00:00
      u1,pay,2024-01-02 00:00:00,s1,12.50,,2,false,
      u2,visit,2024-01-01 00:00:01,,,"搜索, ""x""",,,2024-02-03 10:00:00
      u3,signup,2024-01-05 00:00:00,s3,-1,ads,4.5,true,
      u3,pay,2024-01-05 00:00:00,s3,3,,,,

      """#
    static let users = "uid,city,age\nu1,Köln,30\nu2,,\nu4,北京,41\n"
    static let answers = """
      uid,ts,score,comment,kind
      u1,2024-01-03,9,good,nps
      u2,,3,,nps
      zz,2024-01-04,,unknown user,rating

      """
  }

  /// A dataset as text: equal where all rows are.
  static func shown(_ dataset: Dataset) -> String {
    func columns(_ columns: [PropertyColumn]) -> [String] {
      columns.map { column in
        "\(column.name) \(column.type) \((0..<column.count).map { column.cell($0) })"
      }
    }
    let (log, users) = (dataset.events, dataset.users)
    let answers = dataset.feedback
    let times = answers.map { Array($0.times) }
    let scores = answers.map { $0.scores.map(\.bitPattern) }
    return
      ([
        "\(users.ids) \(users.count) \(users.derivedAttributes)", "\(log.names) \(log.offsets)",
        "\(log.codes) \(log.times) \(String(describing: log.sessions))",
        "\(log.count) \(log.userCount) \(String(describing: log.amountIndex))",
        "\(String(describing: answers?.users)) \(String(describing: times))",
        "\(String(describing: scores)) \(answers?.count ?? -1)",
      ] + columns(users.attributes) + columns(log.properties) + columns(answers?.columns ?? [])
      + columns([answers?.kinds, answers?.texts].compactMap { $0 })).joined(separator: "\n")
  }

  static func codes(_ dataset: Dataset) throws -> [String] {
    try dataset.notices.take().map(\.code)
  }

  @Test("the columns give the rows of the database, without a word")
  func roundTrip() throws {
    let fixture = try Fixture()
    let dataset = try fixture.open()
    let layout = try fixture.layout
    #expect(layout.events.sessions != nil && layout.feedback != nil)
    #expect(Set(layout.events.properties.map(\.kind)) == [.text, .number, .money, .time])
    #expect(Self.shown(dataset) == (try fixture.stored()))
    #expect(try Self.codes(dataset).isEmpty)
    #expect(dataset.end == (try DatasetReader(path: fixture.database).readRows().end))
  }

  @Test(
    "bundled datasets give the same from columns as from rows",
    arguments: ["shop", "community", "saas", "live"])
  func bundled(name: String) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let scratch = try Scratch()
    let folder = scratch.file("d")
    let source = root.appendingPathComponent("datasets/\(name)").path
    _ = try scratch.store.import(ImportRequest(files: [source]), into: folder)
    let reader = DatasetReader(path: folder + "/dataset.sqlite")
    let (mapped, stored) = (try reader.read(), try reader.readRows())
    #expect(try Self.codes(mapped).isEmpty)
    let (left, right) = (mapped.events, stored.events)
    #expect(left.codes == right.codes && left.times == right.times)
    #expect(left.offsets == right.offsets && left.sessions == right.sessions)
    #expect(mapped.users.ids == stored.users.ids && left.names == right.names)
    let pairs = zip(
      left.properties + mapped.users.attributes, right.properties + stored.users.attributes)
    for (left, right) in pairs {
      #expect(left.name == right.name && left.type == right.type && left.cells == right.cells)
    }
    for (left, right) in zip(mapped.feedback?.columns ?? [], stored.feedback?.columns ?? []) {
      #expect(left.name == right.name && left.cells == right.cells)
    }
    #expect(mapped.feedback?.times == stored.feedback?.times)
    #expect(mapped.feedback?.users == stored.feedback?.users)
  }

  @Test("random datasets give the same from columns as from rows", arguments: 0..<24)
  func random(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let names = seed % 4 == 0 ? 300 : 1 + random.below(5)
    let texts = [
      "", "a", "A\u{301}", "\"q\"\"", "x,y", "多", "\u{1F469}\u{200D}\u{1F680}", "0", "-1",
    ]
    func quoted(_ text: String) -> String { "\"\(text.replacing("\"", with: "\"\""))\"" }
    let hasSessions = seed % 3 != 0
    var events = "uid,event,ts\(hasSessions ? ",sid" : ""),p,n\n"
    for row in 0..<(1 + random.below(600)) {
      let second = random.below(60)
      let part = seed % 2 == 0 ? "" : ".\(100 + random.below(900))"
      let name = row < names ? row : random.below(names)
      var fields = [
        quoted("u\(random.below(20))\(texts[random.below(texts.count)])"), "e\(name)",
        "2024-03-\(10 + random.below(20)) 10:00:\(second < 10 ? "0" : "")\(second)\(part)",
      ]
      if hasSessions { fields.append(random.below(3) == 0 ? "" : "s\(random.below(40))") }
      fields.append(quoted(texts[random.below(texts.count)]))
      fields.append(random.below(2) == 0 ? "" : "\(random.below(100)).5")
      events += fields.joined(separator: ",") + "\n"
    }
    let fixture = try Fixture(events: events, users: nil, answers: nil)
    let dataset = try fixture.open()
    #expect(Self.shown(dataset) == (try fixture.stored()), "seed \(seed)")
    #expect(try Self.codes(dataset).isEmpty)
    if names == 300, dataset.events.names.count > 256 {
      #expect(try fixture.layout.events.areCodesWide)
    }
  }

  @Test("what is not touched is not read: damage in it is not even seen")
  func lazy() throws {
    let fixture = try Fixture()
    let stored = try fixture.stored()
    let layout = try fixture.layout
    var bytes = try fixture.bytes()
    let place = try #require(layout.events.properties.first).values.offset
    bytes[place] ^= 1
    try fixture.replace(bytes)
    let dataset = try fixture.open()
    #expect(dataset.events.times.count == 5 && dataset.events.codes.count == 5)
    #expect(try Self.codes(dataset).isEmpty)
    #expect(Self.shown(dataset) == stored)
    #expect(try Self.codes(dataset) == ["W581"])
    // The file was made again.
    let again = try fixture.open()
    #expect(Self.shown(again) == stored)
    #expect(try Self.codes(again).isEmpty)
  }
}

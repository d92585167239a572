import Engine
import Foundation
import Statistics
import Synchronization
import Testing

@testable import Store

@Suite("cache")
struct CacheTests {
  private func reading(_ source: DatasetSource, _ scratch: Scratch) throws -> (Dataset, Bool) {
    let (dataset, report) = try scratch.store.open(source)
    return (dataset, report != nil)
  }

  @Test("the second opening reads the cache alone; changed content is imported anew")
  func secondOpening() throws {
    let scratch = try Scratch()
    let path = try scratch.write("e.csv", "uid,ts\nu1,2024-01-01\n")
    let source = DatasetSource(path: path)
    #expect(try reading(source, scratch).1)
    #expect(try !reading(source, scratch).1)
    try scratch.write("e.csv", "uid,ts\nu2,2024-01-01\n")
    let (changed, wasImported) = try reading(source, scratch)
    #expect(wasImported)
    #expect(changed.users.ids == ["u2"])
    // What was there before is still known by its content.
    try scratch.write("e.csv", "uid,ts\nu1,2024-01-01\n")
    let (back, again) = try reading(source, scratch)
    #expect(!again)
    #expect(back.users.ids == ["u1"])
  }

  @Test("a file changed in place is noticed, though its size and time were set back")
  func changedInPlace() throws {
    let scratch = try Scratch()
    let path = try scratch.write("e.csv", "uid,ts\nu1,2024-01-01\n")
    let past = [FileAttributeKey.modificationDate: Date(timeIntervalSince1970: 1_000_000)]
    try FileManager.default.setAttributes(past, ofItemAtPath: path)
    _ = try reading(DatasetSource(path: path), scratch)
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.seek(toOffset: 7)
    try file.write(contentsOf: Data("u2".utf8))
    try file.close()
    try FileManager.default.setAttributes(past, ofItemAtPath: path)
    #expect(try reading(DatasetSource(path: path), scratch).0.users.ids == ["u2"])
  }

  @Test("a file that was only touched, or moved in its folder, is not imported again")
  func touched() throws {
    let scratch = try Scratch()
    let path = try scratch.write("a/e.csv", "uid,ts\nu1,2024-01-01\n")
    _ = try reading(DatasetSource(path: path), scratch)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_000_000)], ofItemAtPath: path)
    #expect(try !reading(DatasetSource(path: path), scratch).1)
    let copy = try scratch.write("b/e.csv", "uid,ts\nu1,2024-01-01\n")
    #expect(try !reading(DatasetSource(path: copy), scratch).1)
  }

  @Test("another mapping or zone is another dataset; the first stays")
  func mappings() throws {
    let scratch = try Scratch()
    let path = try scratch.write("e.csv", "uid,ts\nu1,2024-01-01\n")
    let plain = DatasetSource(path: path)
    let mapped = DatasetSource(path: path, mapping: try ColumnMapping(parsing: "event=visit"))
    let zoned = DatasetSource(path: path, zone: "Asia/Shanghai")
    for source in [plain, mapped, zoned] { #expect(try reading(source, scratch).1) }
    for source in [plain, mapped, zoned] { #expect(try !reading(source, scratch).1) }
    #expect(try reading(zoned, scratch).0.events.times == [1_704_038_400_000])
  }

  @Test("a damaged copy is made again from its source, never trusted")
  func damaged() throws {
    let scratch = try Scratch()
    let path = try scratch.write("e.csv", "uid,ts\nu1,2024-01-01\n")
    _ = try reading(DatasetSource(path: path), scratch)
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: scratch.file("cache/datasets"))
    let copy = scratch.file("cache/datasets/\(try #require(folders.first))/dataset.sqlite")
    let half = try Data(contentsOf: URL(fileURLWithPath: copy)).prefix(20_000)
    try half.write(to: URL(fileURLWithPath: copy))
    let (dataset, wasImported) = try reading(DatasetSource(path: path), scratch)
    #expect(wasImported)
    #expect(dataset.users.ids == ["u1"])
    #expect(try !reading(DatasetSource(path: path), scratch).1)
  }

  @Test("where the cache cannot be written the data is opened all the same, and that is said")
  func noCache() throws {
    let scratch = try Scratch()
    let path = try scratch.write("e.csv", "uid,ts\nu1,2024-01-01\n")
    let store = DatasetStore(cacheFolder: try scratch.write("file", "no folder"))
    let (dataset, report) = try store.open(DatasetSource(path: path))
    #expect(dataset.users.ids == ["u1"])
    #expect(report?.notices.contains { $0.english.hasPrefix("not kept in the cache") } == true)
  }

  @Test("the order of rows and columns does not change the content hash; any value does")
  func contentHash() throws {
    let header = "uid,ts,event,amount,page,flag"
    let rows = [
      "u1,2024-01-01,visit,,home,true", "u1,2024-01-02,pay,9.5,,false",
      "u2,2024-01-01,visit,,list,", "u2,2024-01-01,visit,,list,",
    ]
    func hash(_ header: String, _ rows: [String]) throws -> String {
      try Scratch().open(([header] + rows).joined(separator: "\n")).dataset.contentHash
    }
    let first = try hash(header, rows)
    #expect(first.count == 32)
    var random = SplitMix64(seed: 0x4A54)
    for _ in 0..<10 { #expect(try hash(header, rows.shuffled(using: &random)) == first) }
    #expect(
      try hash(
        "event,flag,uid,page,ts,amount",
        [
          "visit,true,u1,home,2024-01-01,", "pay,false,u1,,2024-01-02,9.50",
          "visit,,u2,list,2024-01-01 00:00,", "visit,,u2,list,2024-01-01T00:00:00Z,",
        ]) == first)
    #expect(try hash(header, Array(rows.dropLast())) != first)
    #expect(try hash(header, rows + [rows[0]]) != first)
    #expect(try hash(header.replacing("page", with: "site"), rows) != first)
    for row in rows.indices {
      for (old, new) in [("u", "v"), ("2024", "2023"), ("visit", "look"), ("list", "home")]
      where rows[row].contains(old) {
        var changed = rows
        changed[row] = rows[row].replacing(old, with: new)
        #expect(try hash(header, changed) != first)
      }
    }
  }
}

import Engine
import Reporting
import Testing

@testable import Store

/// Files that are imported into a dataset that has rows already.
@Suite("adding files")
struct AddingTests {
  private static let header = "uid,ts,event,n\n"
  private static let first = header + "u1,2024-01-01,visit,1\nu2,2024-01-02,pay,2\n"

  private struct Folder {
    let scratch = try? Scratch()

    func add(
      _ name: String, _ text: String, table: String? = nil, mapping: String = "",
      _ repetition: DatasetAccess.Repetition = .refused, time: Int64? = nil
    ) throws -> ImportReport {
      let scratch = try #require(scratch)
      let file = try scratch.write(name, text)
      return try scratch.store.import(
        ImportRequest(
          files: [file], table: table, mapping: try ColumnMapping(parsing: mapping),
          repetition: repetition, time: time), into: scratch.file("d"))
    }

    func open() throws -> Dataset {
      let scratch = try #require(scratch)
      return try scratch.store.open(DatasetSource(path: scratch.file("d"))).dataset
    }
  }

  @Test("the same content is refused by its hash, the table and the time, whatever the file's name")
  func sameContent() throws {
    let folder = Folder()
    _ = try folder.add("events.csv", Self.first, time: 1_704_067_200_000)
    let hash = try #require(try folder.open().tables.first?.sources.first?.sha256)
    for name in ["events.csv", "copy.csv"] {
      let error = try #require(throws: Diagnostic.self) { _ = try folder.add(name, Self.first) }
      #expect(error.code == "E429")
      #expect(
        error.message.english
          == "expected new rows, found '\(name)' in table 'events' already,"
          + " imported 2024-01-01 00:00:00")
      #expect(error.notes.first?.english == "SHA-256 \(hash)")
    }
    #expect(try folder.open().events.count == 2)
  }

  @Test("said to be added again, its rows are there once more, and both stand in the provenance")
  func again() throws {
    let folder = Folder()
    _ = try folder.add("events.csv", Self.first, time: 1)
    let report = try folder.add("events.csv", Self.first, .again, time: 2)
    #expect(
      report.notices.map(\.english) == ["events: the 2 rows of events.csv were added once more"])
    let dataset = try folder.open()
    #expect(dataset.events.count == 4)
    #expect(dataset.tables[0].sources.map(\.file) == ["events.csv", "events.csv (2)"])
    #expect(dataset.tables[0].sources.map(\.importedAt) == [1, 2])
  }

  @Test("a file that has grown adds only the rows behind those that are there, time after time")
  func grown() throws {
    let folder = Folder()
    var text = Self.first + "u9,2024-01-03\n"
    _ = try folder.add("events.csv", text)
    text += "u3,2024-01-04,visit,x\n,2024-01-04,visit,4\n"
    let report = try folder.add("events.csv", text)
    #expect(
      report.notices.map(\.english) == [
        "events: events.csv has grown: its first 3 rows are here already, the 2 behind them were added"
      ])
    text += "u4,2024-01-05,pay,5\n"
    _ = try folder.add("events.csv", text)
    let dataset = try folder.open()
    #expect(dataset.users.ids == ["u1", "u2", "u3", "u4"])
    #expect(dataset.events.count == 4)
    #expect(dataset.tables[0].sources.map(\.rowsRead) == [3, 2, 1])
    #expect(dataset.tables[0].sources.map(\.rowsRejected) == [1, 1, 0])
    let table = try #require(try dataset.table("events"))
    #expect(table.lines == [2, 3, 5, 7])
    #expect(table.rejected.map(\.line) == [4, 6])
    #expect(table.column("n")?.type == .text)
  }

  @Test("a last line that was cut off in the middle is no beginning of the whole one")
  func cutOff() throws {
    let folder = Folder()
    _ = try folder.add("events.csv", Self.first + "u3,2024-01-03,vi")
    let report = try folder.add("events.csv", Self.first + "u3,2024-01-03,visit,3\n")
    #expect(report.notices.contains { $0.english.contains("another events.csv was here already") })
    #expect(report.notices.contains { $0.english.contains(" 2 of them just like rows") })
    #expect(try folder.open().events.count == 5)
  }

  @Test(
    "other content under a known name is added, and it is said how many rows were there already")
  func otherContent() throws {
    let folder = Folder()
    _ = try folder.add("events.csv", Self.first)
    let other = Self.header + "u2,2024-01-02,pay,2\nu2,2024-01-02,pay,2\nu5,2024-01-05,visit,1\n"
    let report = try folder.add("events.csv", other)
    let notice = try #require(report.notices.first?.english)
    #expect(notice.contains("the 3 rows of this one were added, 1 of them just like rows"))
    #expect(notice.contains("--replace"))
    #expect(try folder.open().events.count == 5)
    let replaced = try folder.add("events.csv", Self.first, .replacing)
    #expect(
      replaced.notices.map(\.english) == [
        "events: events.csv took the place of its 5 old rows"
      ])
    #expect(try folder.open().events.count == 2)
    // What was said once is not said again.
    #expect(try folder.add("users.csv", "uid,city\nu1,x\n").notices.isEmpty)
  }

  @Test("a number column that gets a text becomes text, its old values as they were written")
  func widening() throws {
    let folder = Folder()
    _ = try folder.add(
      "a.csv", "uid,ts,rate,day\nu1,2024-01-01,1.0,2024-01-05\nu1,2024-01-02,2.50,2024-01-06\n",
      table: "events")
    #expect(try folder.open().property("rate")?.type == .float)
    #expect(try folder.open().property("day")?.type == .time)
    _ = try folder.add("b.csv", "uid,ts,rate,day\nu1,2024-01-03,many,soon\n", table: "events")
    let dataset = try folder.open()
    #expect(dataset.property("rate")?.cells == [.text("1.0"), .text("2.50"), .text("many")])
    #expect(
      dataset.property("day")?.cells == [.text("2024-01-05"), .text("2024-01-06"), .text("soon")])
  }

  @Test("a column that plays a role under another name takes the table's name for it")
  func renamed() throws {
    let folder = Folder()
    _ = try folder.add("a.csv", "uid,ts\nu1,2024-01-01\n", table: "events")
    let report = try folder.add(
      "b.csv", "person,ts\nu2,2024-01-02\n", table: "events", mapping: "user=person")
    #expect(report.rowsRejected == 0)
    #expect(
      report.notices.map(\.english) == ["events: the column person of b.csv stands under uid"])
    #expect(try folder.open().users.ids == ["u1", "u2"])
  }

  @Test("a refused file leaves the dataset's bytes as they were")
  func untouched() throws {
    let folder = Folder()
    _ = try folder.add("events.csv", Self.first)
    let path = try #require(folder.scratch).file("d/dataset.sqlite")
    let before = try ByteSource(path: path).sha256()
    #expect(throws: Diagnostic.self) { _ = try folder.add("events.csv", Self.first) }
    #expect(try ByteSource(path: path).sha256() == before)
  }
}

import Engine
import Foundation
import Reporting
import Testing

@testable import Store

/// Schemas that are corrected without reading the files again.
@Suite("schema changes")
struct SchemaTests {
  private static let text = """
    user_id,session_id,ts,event,price
    u1,s1,2024-03-31 23:30,visit,
    u1,s2,2024-03-31T23:30:00Z,pay,007.5
    u2,s3,2024-03-31 08:00,visit,
    """

  /// An imported dataset whose file is gone.
  private func imported(_ mapping: String = "") throws -> Scratch {
    let scratch = try Scratch()
    let file = try scratch.write("e.csv", Self.text)
    _ = try scratch.store.import(
      ImportRequest(files: [file], mapping: try ColumnMapping(parsing: mapping), time: 7),
      into: scratch.file("d"))
    try FileManager.default.removeItem(atPath: file)
    return scratch
  }

  private func open(_ scratch: Scratch, _ change: String = "") throws -> Dataset {
    try scratch.store.open(
      DatasetSource(path: scratch.file("d"), change: try SchemaChange(parsing: change))
    ).dataset
  }

  /// The same said of the file itself.
  private func direct(_ change: String) throws -> Dataset {
    let scratch = try Scratch()
    let path = try scratch.write("d.csv", Self.text)
    return try scratch.store.open(
      DatasetSource(path: path, change: try SchemaChange(parsing: change))
    ).dataset
  }

  @Test(
    "an imported dataset is understood anew as its file would be",
    arguments: [
      "user=user_id", "user=session_id", "zone=Asia/Shanghai", "zone=America/New_York",
      "event=session_id", "event:=look", "amount=price", "user=user_id session=session_id",
    ])
  func anew(change: String) throws {
    for mapping in ["", "user=session_id"] {
      let scratch = try imported(mapping)
      let changed = try open(scratch, (mapping + " user=user_id " + change))
      let expected = try direct("user=user_id " + change)
      #expect(changed.users.ids == expected.users.ids)
      #expect(changed.eventTexts == expected.eventTexts)
      #expect(changed.events.amountIndex == expected.events.amountIndex)
    }
  }

  @Test("another zone reads the times again that name none, and leaves the others")
  func zone() throws {
    let times = try open(imported(), "zone=Asia/Shanghai").events.times.sorted()
    #expect(times == [1_711_843_200_000, 1_711_899_000_000, 1_711_927_800_000])
  }

  @Test("a dataset's roles are rewritten on disk without a file, its provenance kept")
  func onDisk() throws {
    let scratch = try imported("user=session_id")
    #expect(try open(scratch).users.ids == ["s1", "s2", "s3"])
    _ = try scratch.store.import(
      ImportRequest(
        files: [],
        change: try SchemaChange(parsing: "user=user_id zone=Asia/Tokyo week=sunday currency=cny")),
      into: scratch.file("d"))
    let dataset = try open(scratch)
    #expect(dataset.users.ids == ["u1", "u2"])
    #expect(dataset.calendar.zone == "Asia/Tokyo")
    #expect(dataset.calendar.weekStart == .sunday)
    #expect(dataset.currency == "CNY")
    #expect(dataset.tables[0].sources.map(\.importedAt) == [7])
    #expect(dataset.events.sessions != nil)
  }

  @Test("without files and without a dataset there is nothing to change")
  func nothing() throws {
    let scratch = try Scratch()
    let error = #expect(throws: Diagnostic.self) {
      _ = try scratch.store.import(
        ImportRequest(files: [], zone: "Asia/Tokyo"), into: scratch.file("d"))
    }
    #expect(error?.code == "E424")
    #expect(!FileManager.default.fileExists(atPath: scratch.file("d")))
  }

  @Test("week, last day, currency, roles of events and labels change what is seen, no row")
  func view() throws {
    let scratch = try imported()
    let plain = try open(scratch)
    var change = try SchemaChange(
      parsing: "week=sunday asof=2024-03-31 currency=usd key=pay signup=VISIT active=visit,pay")
    change.add(.init(kind: .event, name: "pay", text: "支付", language: .chinese))
    change.add(.init(kind: .event, name: "pay", text: "payment", language: .english))
    let (dataset, report) = try scratch.store.open(
      DatasetSource(path: scratch.file("d"), change: change))
    #expect(report == nil)
    #expect(dataset.contentHash == plain.contentHash)
    #expect(dataset.calendar.weekStart == .sunday)
    #expect(dataset.asof.isDeclared && dataset.asof.day.label == "2024-03-31")
    #expect(dataset.currency == "USD")
    #expect(dataset.roles == EventRoles(active: ["visit", "pay"], key: "pay", signup: "visit"))
    #expect(dataset.labels.events == ["pay": Phrase("payment", "支付")])
  }

  @Test(
    "what cannot be meant is an error with what was probably meant",
    arguments: [
      ("zone=Shanghai", "E421", "Asia/Shanghai"), ("zone=Mars/Base", "E421", nil),
      ("usr=user_id", "E426", "user"), ("user=userid", "E418", "user_id"),
      ("key=pya", "E201", "pay"), ("tabel role=orders", "E428", nil),
      ("ee role=costs", "E428", nil),
      ("e role=order", "E426", "orders"), ("role=orders", "E425", nil),
      ("week=someday", "E427", nil), ("asof=soon", "E427", nil), ("currency=yuan", "E427", nil),
      ("user=", "E425", nil), ("amount:=5", "E425", nil), ("e", "E425", nil),
      ("e zone=UTC", "E426", nil),
    ] as [(String, String, String?)])
  func refused(change: String, code: String, suggestion: String?) throws {
    let scratch = try imported()
    let error = try #require(throws: Diagnostic.self) { _ = try open(scratch, change) }
    #expect(error.code == code)
    #expect(error.suggestion == suggestion)
    #expect(error.message.english != error.message.chinese)
    #expect(!error.notes.isEmpty)
  }

  @Test("a table is said to be for something else, and its columns are found for it")
  func tableRole() throws {
    let scratch = try Scratch()
    let events = try scratch.write("e.csv", "uid,ts\nu1,2024-01-01\n")
    let spend = try scratch.write("log2.csv", "uid,ts,spend\nx,2024-01-01,5\n")
    _ = try scratch.store.import(ImportRequest(files: [events, spend]), into: scratch.file("d"))
    #expect(try open(scratch).users.ids == ["u1", "x"])
    let dataset = try open(scratch, "log2 role=costs")
    #expect(dataset.users.ids == ["u1"])
    #expect(dataset.tables.map(\.role) == ["events", "costs"])
    #expect(dataset.tables[1].mapping["amount"] == "spend")
    let back = try open(scratch, "LOG2 role=costs, log2 role=orders amount=spend")
    #expect(back.tables.map(\.role) == ["events", "orders"])
    #expect(back.events.names.contains("purchase"))
  }

  @Test("a role that was guessed is guessed again once a column is said to be something else")
  func roleAgain() throws {
    let scratch = try Scratch()
    let file = try scratch.write("people.csv", "nr,born\n7,2024-01-01\n8,2024-01-02\n")
    let costs = try scratch.write("costs.csv", "day,spend\n2024-01-01,5\n")
    _ = try scratch.store.import(
      ImportRequest(files: [costs, file], change: try SchemaChange(parsing: "people user=nr")),
      into: scratch.file("d"))
    #expect(try open(scratch).tables.map(\.role) == ["costs", "users"])
    #expect(try open(scratch, "people time=born").events.names == ["people"])
  }
}

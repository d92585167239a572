import Engine
import Reporting
import Testing

@testable import Store

@Suite("how values are written")
struct FormatTests {
  private func formats(_ column: String, _ values: [String]) throws -> ColumnFormats? {
    let scratch = try Scratch()
    let rows = values.enumerated().map { "u,2024-01-01,e,\"\($1)\"\n" }.joined()
    let opened = try scratch.open("uid,ts,event,\(column)\n" + rows)
    let table = try #require(try opened.dataset.table("events"))
    return table.formats.first { $0.column == column }
  }

  private func texts(_ values: [String]) throws -> [String] {
    try formats("x", values)?.formats.map { "\($0.pattern) × \($0.rows)" } ?? []
  }

  private let days = (10...19).map { "2024-01-\($0)" }

  @Test("dates in other ways than the usual one are counted, in typed columns and in text")
  func dates() throws {
    #expect(try texts(days) == ["9999-99-99 × 10"])
    #expect(try texts(days + ["2024/1/5"]) == ["9999-99-99 × 10", "9999/9/9 × 1"])
    #expect(
      try texts(days + ["05/01/2024", "5 Jan 2024", "2024年1月5日", "n/a", "2024-01-05 10:00"])
        == [
          "9999-99-99 × 10", "9 Aaa 9999 × 1", "99/99/9999 × 1", "9999-99-99 99:99 × 1",
          "9999年9月9日 × 1", "n/a × 1",
        ])
  }

  @Test("the unusual values come with file and line, the first five")
  func unusual() throws {
    let found = try #require(
      try formats("x", days + (1...7).map { "0\($0)/02/2024" }))
    #expect(found.kind == .date)
    #expect(found.unusual.count == 5)
    #expect(
      found.unusual.first
        == ColumnFormats.Unusual(file: "events.csv", line: 12, text: "01/02/2024"))
  }

  @Test("days without leading zeros are one way of writing, single ones among padded are not")
  func padding() throws {
    let unpadded = (5...14).map { "2024-3-\($0)" }
    #expect(try texts(unpadded).count == 1)
    #expect(try texts(days + days.map { $0 + " " } + ["2024-1-5"]).count == 2)
    // A fraction of a second has as many digits as it needs.
    #expect(
      try texts((0...9).map { "2024-01-01 10:00:00.\($0)\($0)5".replacing("005", with: "5") }).count
        == 1)
  }

  @Test("the mapped time is looked at whatever it is, epochs too; rejected rows count")
  func mappedTime() throws {
    let scratch = try Scratch()
    let opened = try scratch.open(
      "uid,ts,event\nu,1704067200,e\nu,1704067201,e\nu,1704067200000,e\nu,soon,e\n")
    let table = try #require(try opened.dataset.table("events"))
    let formats = try #require(table.formats.first { $0.column == "ts" })
    #expect(formats.formats.map(\.pattern) == ["9999999999", "9999999999999", "Aaa"])
    #expect(formats.unusual.map(\.line) == [4, 5])
    #expect(table.rejected.count == 1)
  }

  @Test("what is no number is counted where nine in ten are numbers; other texts are left alone")
  func numbers() throws {
    let numbers = (0..<19).map { "\($0 * 7).5" }
    #expect(try texts(numbers) == ["9 × 19"])
    #expect(try texts(numbers + ["1,200.50"]) == ["9 × 19", "9,9.9 × 1"])
    #expect(try texts(numbers + ["¥12"]) == ["9 × 19", "¥9 × 1"])
    #expect(try texts(["a", "b", "1", "2"]).isEmpty)
    #expect(try texts(["192.168.1.1", "10.0.0.1"]).isEmpty)
    #expect(try texts([""]).isEmpty)
  }

  @Test("a column of prose among dates has too many shapes to be one of dates")
  func prose() throws {
    let many = (0..<250).map { String(repeating: "-", count: $0 % 45 + 1) + "\($0)x" }
    #expect(try texts(days + days + many).isEmpty)
  }

  @Test("a far future event does not make the last day where none is declared")
  func lastDay() throws {
    let scratch = try Scratch()
    let rows = (0..<250).map { "u,2024-01-\(10 + $0 % 20),e\n" }.joined()
    let dataset = try scratch.open("uid,ts,event\n" + rows + "u,2099-01-01,e\n").dataset
    #expect(dataset.asof.day.label == "2024-01-29")
    #expect(dataset.events.count == 251)
    let read = dataset.read(asof: dataset.asof.day, isDeclared: false)
    #expect(read.asof.laterEvents == 1)
    #expect(RuleLine.asofNote(read)?.english.contains("left out as future: 1 later") == true)
    let audit = try Audit(of: ["events"], in: dataset)
    #expect(audit.findings.first { $0.check.name == "future" }?.count == 1)
  }
}

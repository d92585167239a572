import Engine
import Export
import Reporting
import Statistics
import TestKit
import Testing

@Suite("CSV")
struct CSVTests {
  @Test("the first table is written, another by its name")
  func tables() throws {
    let steps = try CSVOutput().text(Samples.answer)
    #expect(
      steps == "step,event,rate,median_seconds\r\n1,visit,1,\r\n2,pay,0.30000000000000004,41112\r\n"
    )
    #expect(try CSVOutput(tableName: "total").text(Samples.answer) == "users\r\n7\r\n")
  }

  @Test("an unknown table is an error that names those there are")
  func unknownTable() throws {
    let error = #expect(throws: Diagnostic.self) {
      try CSVOutput(tableName: "curve").text(Samples.answer)
    }
    #expect(error?.code == "E522")
    #expect(error?.notes.last?.english == "its tables: steps, total")
  }

  @Test(
    "fields are quoted only where they must be",
    arguments: [
      ("a", "a"), ("", "\"\""), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""),
      ("=1+1", "=1+1"), (" a ", " a "),
    ])
  func quoting(text: String, field: String) { #expect(CSVText.field(text) == field) }

  @Test("a table of any values reads back as itself")
  func roundTrip() throws {
    var random = SplitMix64(seed: 0xC5_F00D)
    for _ in 0..<500 {
      let types = (0...random.below(4)).map { _ in
        ColumnType.allCases[random.below(ColumnType.allCases.count)]
      }
      let rows = (0..<random.below(5)).map { _ in types.map { random.cell($0) } }
      let text = rows.map { CSVText.record($0) + "\n" }.joined()
      let records = try CSVText.records(in: text)
      let read = records.map { record in
        zip(record.fields, types).map { TableText.cell($0, as: $1) }
      }
      #expect(read == rows.map { $0.map(Optional.some) }, "\(text)")
    }
  }

  @Test("open and stray quotes are refused with their line")
  func malformed() {
    #expect(throws: CSVText.Malformed.openQuote(line: 2)) { try CSVText.records(in: "a\n\"b\nc") }
    #expect(throws: CSVText.Malformed.strayQuote(line: 1)) { try CSVText.records(in: "a\"b\n") }
    #expect(throws: CSVText.Malformed.strayQuote(line: 1)) { try CSVText.records(in: "\"a\"b") }
  }

  @Test("CRLF ends a line as LF does, and the last line needs no end")
  func lineEnds() throws {
    let records = try CSVText.records(in: "a,b\r\n\"x\r\ny\",\n,z")
    #expect(records.map { $0.fields.map(\.text) } == [["a", "b"], ["x\r\ny", ""], ["", "z"]])
    #expect(records.map(\.line) == [1, 2, 4])
  }

  @Test("fields that are none of their type are refused")
  func types() {
    let wrong: [(String, ColumnType)] = [
      ("1.5", .int), ("x", .float), ("nan", .rate), ("0x10", .float), ("inf", .duration),
      ("yes", .bool), ("2024-03-15", .time), ("2024-02-30T00:00:00Z", .time),
      ("2024-03-15T24:00:00Z", .time), ("1,2", .money), ("99999999999999999999", .int),
    ]
    for (text, type) in wrong {
      #expect(TableText.cell(CSVText.Field(text), as: type) == nil, "\(text) as \(type)")
    }
    #expect(TableText.cell(CSVText.Field("0.33333"), as: .money) == .real(0.33333))
  }
}

extension SplitMix64 {
  /// A value as a verb may put into a column of this type.
  mutating func cell(_ type: ColumnType) -> Cell {
    if below(5) == 0 { return .missing }
    switch type {
    case .int: return .int(Int(truncatingIfNeeded: next()))
    case .float, .rate, .duration:
      let value = Double(bitPattern: next())
      return value.isFinite ? .real(value) : .missing
    case .money:
      return .money(Money(tenThousandths: Int64(truncatingIfNeeded: next())))
    case .date, .text: return .text(text())
    case .bool: return .bool(below(2) == 0)
    case .time: return .time(Int64(next() % 100_000_000_000_000) - 50_000_000_000_000)
    }
  }
}

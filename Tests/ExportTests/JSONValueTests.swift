import Engine
import Export
import Reporting
import Statistics
import TestKit
import Testing

@Suite("JSON values")
struct JSONValueTests {
  @Test(
    "each kind of cell has its form in JSON",
    arguments: [
      (Cell.missing, "null"), (.int(-3), "-3"), (.real(0.1), "0.1"), (.real(1), "1"),
      (.real(.nan), "null"), (.real(.infinity), "null"), (.real(-0.0), "0"),
      (.real(1e-9), "1.0e-09"), (.real(1.5e300), "1.5e+300"),
      (.money(Money(tenThousandths: 125_000)), "12.5"),
      (.money(Money(tenThousandths: -1)), "-0.0001"),
      (.money(Money(tenThousandths: 120_000)), "12"),
      (.money(Money(tenThousandths: .min)), "-922337203685477.5808"),
      (.text("a\"b\\\n\u{1B}é"), #""a\"b\\\n\u001bé""#), (.bool(true), "true"),
      (.time(1_710_479_109_250), #""2024-03-15T05:05:09.250Z""#),
      (.time(0), #""1970-01-01T00:00:00Z""#),
      (.time(-1), #""1969-12-31T23:59:59.999Z""#),
    ])
  func cell(cell: Cell, text: String) { #expect(JSONValue(cell).written() == text) }

  @Test("a written value reads back as itself")
  func roundTrip() throws {
    var random = SplitMix64(seed: 0x15_0B)
    for _ in 0..<500 {
      let value = random.value(depth: 3)
      #expect(try JSONValue(parsing: value.written()) == value)
      #expect(try JSONValue(parsing: value.written(.spaced)) == value)
    }
  }

  @Test(
    "what is no JSON is refused",
    arguments: [
      "", "{", "[1,]", "01", "1.", ".5", "+1", "1e", "tru", "\"a", "\"\\x\"", "\"\u{01}\"",
      "{\"a\" 1}", "{a:1}", "[1 2]", "nan", "1 2", "\"\\u12\"", "{\"a\":1,}",
    ])
  func malformed(text: String) {
    #expect(throws: JSONMalformed.self) { try JSONValue(parsing: text) }
  }

  @Test("deep nesting is refused, not followed")
  func deep() {
    let text = String(repeating: "[", count: 100_000)
    #expect(throws: JSONMalformed.self) { try JSONValue(parsing: text) }
  }

  @Test("escapes of two halves are one character, a lone half is none")
  func surrogates() throws {
    #expect(try JSONValue(parsing: #""\ud83d\ude00""#) == .text("😀"))
    #expect(try JSONValue(parsing: #""\ud83dx""#) == .text("\u{FFFD}x"))
    #expect(try JSONValue(parsing: #""\ud83d\u0041""#) == .text("\u{FFFD}A"))
  }
}

extension SplitMix64 {
  mutating func value(depth: Int) -> JSONValue {
    switch below(depth == 0 ? 5 : 7) {
    case 0: .null
    case 1: .bool(below(2) == 0)
    case 2: .int(Int(truncatingIfNeeded: next()))
    case 3: .real(Double(bitPattern: next()))
    case 4: .text(text())
    case 5: .list((0..<below(4)).map { _ in value(depth: depth - 1) })
    default:
      .object((0..<below(4)).map { _ in JSONValue.Member(text(), value(depth: depth - 1)) })
    }
  }
}

import Language
import Reporting
import Testing

@Suite struct DepthTests {
  private static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  /// Texts that nest by a number of levels.
  private static func nests(_ count: Int) -> [String] {
    [
      "segment where \(repeated("(", count))a = 1\(repeated(")", count))",
      "segment where \(repeated("not ", count))a = 1",
      "segment where \(repeated("f(", count))a\(repeated(")", count)) > 1",
      "segment where \(repeated("f(a[", count))a = 1\(repeated("])", count)) > 1",
      "funnel \(repeated("(", count))a\(repeated(")", count)) -> b",
      "segment from \(repeated("(", count))a\(repeated(")", count))",
      "segment from (\(repeated("not ", count))a)",
      "define x = \(repeated("(", count))a\(repeated(")", count))",
    ]
  }

  @Test("forty brackets in one another read back") func shallow() {
    for text in Self.nests(40) {
      let script = parse(text).script
      #expect(faults(in: text) == [])
      #expect(parse(format(script, .chinese)).script == script)
    }
  }

  @Test("twenty thousand brackets are a fault, not an overflow") func deep() {
    for text in Self.nests(20_000) {
      #expect(parse(text).diagnostics.map(\.code) == ["E117"])
    }
    #expect(parse("segment where \(Self.repeated("-", 20_000))a").diagnostics.count == 1)
    #expect(parse(Self.repeated("按", 20_000)).diagnostics.map(\.code) == ["E202"])
  }

  @Test("long chains are a fault as well, long lists are none") func long() {
    let chain = "segment where a = 1" + Self.repeated(" and a = 1", 20_000)
    #expect(parse(chain).diagnostics.map(\.code) == ["E117"])
    let sum = "define x = a" + Self.repeated(" + a", 20_000)
    #expect(parse(sum).diagnostics.map(\.code) == ["E117"])
    let list = "segment where a in (1" + Self.repeated(", 1", 10_000) + ")"
    #expect(faults(in: list) == [])
    #expect(faults(in: "funnel a" + Self.repeated(" -> a", 10_000)) == [])
  }
}

import Reporting
import Testing

@Suite struct SuggestionTests {
  @Test(
    "the nearest name is meant",
    arguments: [
      ("sgement", "segment"), ("purchse", "purchase"), ("pya", "pay"), ("bby", "by"),
      ("PAY_", "pay"), ("funel", "funnel"), ("支付夜", "支付页"), ("purch", "purchase"),
      ("visit_page", "visit"), ("分裙", "分群"),
    ])
  func nearest(_ typed: String, _ meant: String) {
    let names = ["segment", "purchase", "pay", "by", "funnel", "支付页", "visit", "分群", "as"]
    #expect(Suggestion.closest(to: typed, among: names) == meant)
  }

  @Test("far and very short names have none", arguments: ["xy", "b", "", "zzzzzz", "付", "注册"])
  func none(_ typed: String) {
    #expect(Suggestion.closest(to: typed, among: ["by", "segment", "支付", "at"]) == nil)
  }

  @Test("a swap of neighbours is one edit, and long names may have three") func distance() {
    #expect(Suggestion.closest(to: "abcd", among: ["abdc", "xbyd"]) == "abdc")
    #expect(Suggestion.closest(to: "abcdefgh", among: ["xxxdefgh"]) == "xxxdefgh")
    #expect(Suggestion.closest(to: "abcdef", among: ["xxxdef"]) == nil)
  }

  @Test("of equally near names the first in order wins, whatever the order given") func ties() {
    #expect(Suggestion.closest(to: "cat", among: ["hat", "bat", "rat"]) == "bat")
    #expect(Suggestion.closest(to: "cat", among: ["rat", "bat", "hat"]) == "bat")
    #expect(Suggestion.closest(to: "cat", among: ["cat"]) == nil)
  }
}

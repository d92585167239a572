import Engine
import Reporting
import TestKit
import Testing

@testable import Verbs

@Suite("what texts say")
struct FeedbackTextTests {
  @Test(
    "Chinese is cut into the words people read",
    arguments: [
      ("支付页面闪退", "支付 页面 闪退"), ("客服态度很好", "客服 态度 很好"),
      ("快递第二天就到了", "快递 第二天 就 到 了"), ("我喜欢这个产品", "我 喜欢 这个 产品"),
      ("不满意", "不满意"), ("pay后crash了", "pay 后 crash 了"), ("Don’t STOP", "don't stop"),
      ("退款100元", "退款 100 元"), ("", ""), ("👍👍", ""),
    ])
  func cut(text: String, words: String) {
    let cutter = WordCutter(own: DomainWords.all + SentimentLexicon.words)
    #expect(cutter.words(of: text).map(\.text).joined(separator: " ") == words)
  }

  @Test("no character is lost or doubled by cutting, whatever the text")
  func lossless() {
    let cutter = WordCutter(own: DomainWords.all)
    for text in ["支付页面点了三次没反应最后闪退了", "䶮龘㐀一龥", "的的的的的", "中a国b人"] {
      let joined = cutter.words(of: text).map(\.text).joined()
      #expect(joined == text)
    }
  }

  @Test(
    "negations and degrees turn what words say",
    arguments: [
      ("很好用", 1), ("不好用", -1), ("一点也不好", -1), ("没有问题", 1), ("不高兴", -1),
      ("客服很差", -1), ("good", 1), ("not good", -1), ("I don't love it", -1), ("never fails", 1),
      ("第二天收到", 0), ("the box", 0), ("好贵", -1), ("不是不满意", 1),
    ])
  func side(text: String, side: Int) {
    #expect(SentimentReader().read(text).side == side, "\(text)")
  }

  @Test("degree words strengthen and weaken, a negation stops at the clause")
  func degrees() {
    let reader = SentimentReader()
    func score(_ text: String) -> Int { reader.read(text).score }
    #expect(score("very good") > score("good"))
    #expect(score("slightly good") < score("good"))
    #expect(score("非常满意") > score("满意"))
    #expect(score("有点慢") > score("很慢"))
    #expect(score("not bad") > 0)
    #expect(score("没有, 好用") > 0)
    #expect(reader.read("不太满意").decisions.map(\.text).first?.hasSuffix("满意") == true)
  }

  @Test("the decision names the words that made it")
  func decisions() {
    let reading = SentimentReader().read("not very good, but the support was great")
    #expect(reading.decisions.map(\.text).contains("not very good"))
    #expect(reading.decisions.contains { $0.text == "great" && $0.isPositive })
  }

  private static let hostile = [
    "\0支付\0", "\u{202E}支付\u{202C} pay", "\u{1B}[31mpay\u{1B}[0m", "👨‍👩‍👧‍👦支付👍🏽",
    String(repeating: "支", count: 3) + "付", "e\u{301}\u{301}\u{301}pay", "\u{FEFF}pay\r\n\tpay",
    String(repeating: "a", count: 2_000) + "支付" + String(repeating: "\u{301}", count: 2_000),
    "İSTANBUL pay ẞ", "",
  ]

  @Test("snippets hold the phrase, no controls, and never more cells than they may")
  func snippets() {
    let measure = DisplayWidth()
    for text in Self.hostile + [String(repeating: "长文本 ", count: 400) + "支付 pay 结束"] {
      for phrase in ["支付", "pay"] {
        let search = TextSearch(phrase)
        for width in [4, 10, 20, 60] {
          let snippet = search.snippet(of: text, width: width)
          #expect(measure.width(of: snippet) <= width, "\(snippet)")
          #expect(Escaping.visible(snippet) == snippet)
          if search.count(in: text) == 0 { #expect(snippet.isEmpty) }
          if search.count(in: text) > 0, width >= 20, text.count < 100 {
            #expect(snippet.lowercased().contains(phrase), "\(snippet)")
          }
        }
      }
    }
  }

  @Test("what is cut off is marked, what is whole is not")
  func cutOff() {
    let search = TextSearch("pay")
    #expect(search.snippet(of: "I pay now", width: 40) == "I pay now")
    let long = String(repeating: "word ", count: 30) + "PAY" + String(repeating: " word", count: 30)
    let snippet = search.snippet(of: long, width: 30)
    #expect(snippet.hasPrefix("…") && snippet.hasSuffix("…") && snippet.contains("PAY"))
  }

  @Test("hostile texts go through every facet")
  func everyFacet() throws {
    var world = World(asof: "2024-03-01")
    world.topics = FeedbackWorlds.topics
    world.users["u"] = [:]
    world.feedback = Self.hostile.enumerated().map { index, text in
      .answer(
        Double(index), user: "u", time: "2024-02-0\(1 + index % 9)", kind: "nps", text: text,
        columns: ["severity": 3, "first_reply_at": .time(.written("2024-02-20"))])
    }
    let long = String(repeating: "支付页面 pay 不好用，", count: 12_000)
    world.feedback?.append(.answer(3, time: "2024-02-10", kind: "nps", text: long))
    let query =
      "feedback nps topics terms sentiment search \"pay\" response priority mentions loop list"
    let answer = try world.ask(query)
    #expect(try answer.table(named: "topics").cell(0, "topic") == .text("payment"))
    for language in DisplayLanguage.allCases {
      let shown = try world.picture(query, language)
      #expect(shown.allSatisfy { DisplayWidth().width(of: $0) <= 80 })
      #expect(!shown.joined().unicodeScalars.contains { Escaping.spelling(of: $0) != nil })
    }
  }
}

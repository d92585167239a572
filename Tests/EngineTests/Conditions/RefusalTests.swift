import Engine
import Reporting
import TestKit
import Testing

@Suite("what a condition refuses")
struct RefusalTests {
  let shop = World.shop

  @Test(
    "names that do not exist, and what was probably meant",
    arguments: [
      ("citty = 'Oslo'", "E215", "city"), ("did(pya)", "E201", "pay"),
      ("cuont(pay) > 1", "E212", "count"), ("first(visit.chanel) = 'web'", "E215", "channel"),
      ("sum(pay.amuont) > 1", "E215", "amount"),
      ("channel = 'web'", "E208", "first(visit.channel)"),
      ("chanel = 'web'", "E215", "first(any.channel)"), ("city = Oslo", "E215", "'Oslo'"),
      ("城池 = 'x'", "E215", "城市"),
      ("member(ghost)", "E211", nil), ("did(pay[amout > 3])", "E210", "amount"),
      ("pay = 3", "E215", nil),
    ] as [(String, String, String?)])
  func names(condition: String, code: String, suggestion: String?) throws {
    let refusal = try shop.refusal(where: condition)
    #expect(refusal.code == code)
    #expect(refusal.suggestion == suggestion)
    #expect(!refusal.notes.isEmpty && refusal.notes.count <= 3)
  }

  @Test(
    "sides of different types, naming both",
    arguments: [
      ("age = 'x'", "a number", "a text"), ("city = 3", "a text", "a number"),
      ("joined = 'soon'", nil, nil), ("city = age", "a text", "a number"),
      ("age = joined", "a number", "a time"), ("count(pay) > 2024-01-01", "a number", "a date"),
      ("days_since(pay) > 30d", "a number", "a length of time"),
      ("vip = 7", "true or false", "a number"),
      ("age contains 'x'", "a text", "'x'"), ("sum(visit.channel) > 3", "numbers", "a text"),
      ("city + 1 > 3", "a text", "a number"),
      ("last(pay) - first(pay) > 1mo", "a length of time", nil),
    ] as [(String, String?, String?)])
  func types(condition: String, expected: String?, found: String?) throws {
    let refusal = try shop.refusal(where: condition)
    #expect(refusal.code == (expected == nil ? "E303" : "E310"))
    for part in [expected, found].compactMap({ $0 }) {
      #expect(refusal.message.english.contains(part), "\(refusal.message.english)")
    }
  }

  @Test("a type error shows a value that occurs")
  func example() throws {
    let refusal = try shop.refusal(where: "city = 3")
    #expect(refusal.notes.first?.english.contains("'Oslo'") == true)
  }

  @Test(
    "what is no condition, and what comes later",
    arguments: [
      ("count(pay)", "E312"), ("first(signup)", "E312"), ("did(pay.amount)", "E311"),
      ("sum(pay) > 1", "E311"), ("count(pay, 2024-01, 2024-02) > 1", "E311"),
      ("did(signup -> pay)", "E204"), ("median(pay.amount) > 3", "E204"),
      ("streak(pay) > 3", "E204"), ("retained(d7)", "E204"),
      ("quantile(sum(pay.amount), 5) = 1", "E204"),
      ("count(pay[count(visit) > 1]) > 0", "E314"), ("did(pay[visit.channel = 'x'])", "E314"),
      ("age = $lost", "E206"), ("'x' = 'y'", "E311"),
      ("users(pay) > 1", "E212"),
    ])
  func meaning(condition: String, code: String) throws {
    let refusal = try shop.refusal(where: condition)
    #expect(refusal.code == code)
    #expect(refusal.span != nil)
    #expect(!refusal.notes.isEmpty)
  }

  @Test("a bare event property offers the event that carries it, or any where several do")
  func bareProperty() throws {
    let refusal = try shop.refusal(where: "coupon = true")
    #expect(refusal.code == "E208")
    #expect(refusal.suggestion == "first(pay.coupon)")
    var several = shop
    several.events.append(
      .event("dan", "visit", "2024-02-01T00:00:00Z", ["coupon": true, "channel": "web"]))
    #expect(try several.refusal(where: "coupon = true").suggestion == "first(any.coupon)")
  }

  @Test("a partition needs its part named")
  func partition() throws {
    let all = UserSet(all: true, count: shop.dataset.users.count)
    let sets = ["tiers": SavedSet(name: "tiers", kind: .partition([("high", all)]))]
    let whole = try shop.refusal(where: "member(tiers)", sets: sets)
    #expect(whole.code == "E211")
    #expect(whole.notes.last?.english.contains("tiers.high") == true)
    let part = try shop.refusal(where: "member(tiers.hihg)", sets: sets)
    #expect(part.suggestion == "tiers.high")
  }

  @Test("every message is written in both languages")
  func languages() throws {
    for condition in ["citty = 1", "age = 'x'", "channel = 'web'", "count(pay)", "sum(pay) > 1"] {
      let refusal = try shop.refusal(where: condition)
      for phrase in [refusal.message] + refusal.notes {
        #expect(phrase.chinese.contains { $0 >= "\u{4E00}" }, "\(phrase.chinese)")
        #expect(!phrase.english.contains { $0 >= "\u{4E00}" && $0 <= "\u{9FFF}" })
      }
    }
  }
}

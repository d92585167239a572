import Engine
import Reporting
import Statistics
import TestKit
import Testing

@testable import Verbs

@Suite("feedback by SQL")
struct FeedbackSQLTests {
  private static let queries = [
    "nps", "nps by source, month", "csat rating by week", "nps by plan", "nps by did(pay)",
    "topics", "topics by source", "topics by class", "topics by month where source = 'mail'",
    "topics where topic = 'bug'", "topics where topic != 'bug' and not topic in ('payment')",
    "topics compare before 2024-03-10", "priority by source", "priority with impact=revenue",
    "loop", "search \"PAY\" by source", "search \"支付\"", "response within 24h by source",
    "response within 5h", "response within 1mo since 2024-03-05", "list where score > 3 limit 5",
    "nps where plan = 'pro' compare rest", "nps since 2024-03-05 until 2024-03-20 compare previous",
    "nps topics response", "topics sort share asc limit 2",
  ]

  @Test("both engines agree on every facet that SQL can count", arguments: UInt64(0)..<4)
  func agree(seed: UInt64) throws {
    var random = SplitMix64(seed: 3_900 + seed)
    let zones = ["Europe/Berlin", "Asia/Shanghai", "America/New_York", "UTC"]
    var world = FeedbackWorlds.world(&random, zone: zones[Int(seed)])
    // So that a query about replies always has one.
    world.feedback?.append(
      .answer(
        nil, time: "2024-03-01 10:00", kind: "ticket",
        columns: ["first_reply_at": .time(.written("2024-03-02 10:00"))]))
    var engines = try Engines(world.dataset)
    for query in Self.queries { try engines.assertAgree("feedback \(query)") }
  }

  @Test("mentions with their alerts")
  func mentions() throws {
    var random = SplitMix64(seed: 3_910)
    var world = World(zone: "Europe/Berlin", asof: "2024-04-20")
    world.feedback = (0..<300).map { _ in
      .answer(
        random.below(3) == 0 ? -1 : 1,
        time: "2024-03-\(10 + random.below(20)) \(10 + random.below(13)):00", kind: "mention",
        columns: ["source": random.below(2) == 0 ? "a" : "b"])
    }
    var engines = try Engines(world.dataset)
    for query in [
      "mentions", "mentions by day with alert=2", "mentions by source, day with alert=1",
      "mentions by day with alert=2 since 2024-03-20", "mentions by week",
    ] { try engines.assertAgree("feedback \(query)") }
  }

  /// Texts in which words turn, raise and lower each other, in the case of many scripts.
  private static let texts = [
    "not good at all", "not very good, but really fast", "very very good!", "good but awful",
    "it did not arrive", "never ever bad", "不太 好用", "不是很满意，但是客服非常好", "好贵", "真的很好",
    "好好", "没有收到货", "有点贵，不过质量不错", "ok", "I don’t like it; it's bad", "DIDN'T work",
    "ÉCLAIR was great", "e\u{301}clair was bad", "İstanbul pay", "K\u{212A}elvin pay", "pay\0crash",
    "…", "123 456 789", "great great great", "slow. not slow", "slightly bad, hardly good",
    "支付失败太多次，非常失望", "不 不 好", "less bad", "lack of support, no refund", "but", "非常 不 好 用",
  ]

  private static func spoken(_ random: inout SplitMix64, zone: String) -> World {
    var world = FeedbackWorlds.world(&random, zone: zone)
    for index in world.feedback?.indices ?? 0..<0 where random.below(4) > 0 {
      let own = (0..<(1 + random.below(2))).map { _ in random.pick(texts) }
      world.feedback?[index].text = own.joined(separator: random.pick([" ", ", ", "\n", ""]))
      if random.below(3) == 0 { world.feedback?[index].score = nil }
    }
    world.feedback?.append(.answer(nil, kind: "mention", text: "pay\0crash, not good"))
    world.feedback?.append(.answer(-1, kind: "mention", text: "pay"))
    world.feedback?.append(.answer(1, kind: "mention", text: "great"))
    world.feedback?.append(
      .answer(
        nil, time: "2024-03-01 10:00", kind: "ticket",
        columns: ["first_reply_at": .time(.written("2024-03-02 10:00"))]))
    return world
  }

  private static let spokenQueries = [
    "sentiment", "sentiment by source", "sentiment by plan, month", "sentiment since 2024-03-01",
    "sentiment where plan = 'pro' compare rest", "sentiment where topic = 'bug'",
    "terms", "terms by source", "terms where plan = 'pro'", "terms since 2024-03-01",
    "terms where plan = 'pro' compare rest", "terms where topic = 'payment'", "mentions",
    "mentions by source", "mentions by day with alert=1", "nps sentiment topics terms",
    "topics by source", "topics where topic != 'bug'", "search \"É\"", "search \"é\"",
    "search \"i\u{307}\" by source", "search \"kk\"", "search \"PAY\"", "search \"好\"",
    "nps as voices", "csat rating as voices", "rating as voices where plan = 'pro'",
    "topics as voices", "topics with topic=bug as voices", "priority as voices since 2024-03-01",
    "sentiment as voices", "sentiment as voices where topic = 'payment'",
    "search \"pay\" as voices",
    "mentions as voices", "list as voices", "response within 24h as voices",
  ]

  @Test(
    "words, feelings, letters of every script and users, seeds 0 to 3", arguments: UInt64(0)..<4)
  func spoken(seed: UInt64) throws {
    var random = SplitMix64(seed: 3_920 + seed)
    let world = Self.spoken(&random, zone: ["Europe/Berlin", "Asia/Shanghai"][Int(seed % 2)])
    var engines = try Engines(world.dataset)
    for query in Self.spokenQueries { try engines.assertAgree("feedback \(query)") }
  }

  @Test("a word that plays two parts plays the one that a reader looks for first")
  func roles() {
    let roles = SentimentLexicon.roles
    #expect(roles["不太"] == "not")
    #expect(roles["very"] == "more")
    #expect(roles["but"] == "but")
    #expect(
      roles.allSatisfy { word, role in
        SentimentLexicon.isNegation(word) == (role == "not")
          && (role != "but") == !SentimentLexicon.turns.contains(word)
          && (!SentimentLexicon.raising.contains(word) || role == "more")
      })
  }

  @Test("printed SQL says what its own tables hold")
  func printed() throws {
    var random = SplitMix64(seed: 3_930)
    var engines = try Engines(Self.spoken(&random, zone: "UTC").dataset)
    let sql = try engines.explained("feedback sentiment")
    #expect(sql.contains("-- reads answer_words(answer, position, word, begins_clause):"))
    #expect(sql.contains("VALUES … "))
  }
}

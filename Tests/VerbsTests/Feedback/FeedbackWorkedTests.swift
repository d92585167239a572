import Engine
import Reporting
import TestKit
import Testing

@Suite("worked examples of feedback")
struct FeedbackWorkedTests {
  private func world(_ answers: [World.FeedbackAnswer]) -> World {
    var world = World(
      zone: "Asia/Shanghai", asof: "2024-03-31", events: [.event("u", "visit", "2024-01-01")],
      users: ["u": [:], "v": [:], "w": [:]], feedback: answers)
    world.topics = [
      Topic(id: "price", label: Phrase("price", "价格"), words: ["price"], group: "goods"),
      Topic(id: "bug", label: Phrase("bug", "故障"), words: ["bug", "crash"]),
    ]
    return world
  }

  /// 50 promoters, 30 passives, 20 detractors of 100; of the 20 texts on the price, 2 promoters,
  /// 6 passives and 12 detractors.
  private var priced: World {
    let price = (2, 6, 12)
    var answers: [World.FeedbackAnswer] = []
    func add(_ score: Double, _ all: Int, _ own: Int) {
      for index in 0..<all {
        answers.append(.answer(score, kind: "nps", text: index < own ? "the price" : "fine"))
      }
    }
    add(10, 50, price.0)
    add(8, 30, price.1)
    add(2, 20, price.2)
    return world(answers)
  }

  @Test("a topic of 20 with NPS -50 inside +30 of 100: +50 without it, impact -20")
  func impact() throws {
    let topics = try priced.ask("feedback topics").table(named: "topics")
    #expect(topics.cell(0, "topic") == .text("price"))
    #expect(topics.cell(0, "answers") == .int(20))
    #expect(topics.cell(0, "share") == .real(0.2))
    #expect(abs((topics.cell(0, "impact").realValue ?? 0) + 20) < 1e-9)
    let without = try priced.ask("feedback nps where topic != 'price'").table(named: "nps")
    #expect(abs((without.cell(0, "nps").realValue ?? 0) - 50) < 1e-9)
    // n/N z √(v_t/20 + v_r/80): v_t = 0.7 - 0.25, v_r = 56/80 - 0.25.
    let reach = 0.2 * 1.959963984540054 * (0.45 / 20 + 0.45 / 80).squareRoot() * 100
    #expect(abs((topics.cell(0, "impact_low").realValue ?? 0) + 20 + reach) < 1e-9)
    #expect(abs((topics.cell(0, "impact_high").realValue ?? 0) + 20 - reach) < 1e-9)
  }

  @Test("+30 to +38 with 100 answers each means nothing")
  func nothing() throws {
    var answers: [World.FeedbackAnswer] = []
    for (month, counts) in [("2024-01-10", (50, 30, 20)), ("2024-02-10", (54, 30, 16))] {
      for (score, count) in [(10.0, counts.0), (8, counts.1), (1, counts.2)] {
        answers += Array(repeating: .answer(score, time: month, kind: "nps"), count: count)
      }
    }
    let difference = try world(answers)
      .ask("feedback nps during 2024-02 compare previous").table(named: "difference")
    #expect(difference.cell(0, "metric") == .text("nps"))
    #expect(difference.cell(0, "a") == .real(38))
    #expect(difference.cell(0, "b") == .real(30))
    #expect(abs((difference.cell(0, "difference").realValue ?? 0) - 8) < 1e-9)
    #expect((difference.cell(0, "low").realValue ?? 0) < 0)
    #expect((difference.cell(0, "p").realValue ?? 0) > 0.4)
    #expect(difference.cell(0, "p") == difference.cell(0, "p_adjusted"))
  }

  @Test("who was asked and said nothing counts in the response rate")
  func responseRate() throws {
    let answers: [World.FeedbackAnswer] = [
      .answer(10, kind: "nps"), .answer(3, kind: "nps"), .answer(nil, kind: "nps"),
      .answer(nil, kind: "nps"), .answer(nil, kind: "nps", text: "no score, but words"),
    ]
    let nps = try world(answers).ask("feedback nps").table(named: "nps")
    #expect(nps.cell(0, "asked") == .int(5))
    #expect(nps.cell(0, "response_rate") == .real(0.4))
    let known = try world([.answer(10, kind: "nps")]).ask("feedback nps")
    #expect(known.table("nps")?.index(of: "asked") == nil)
    #expect(known.notes.contains { $0.english.contains("response rate unknown") })
  }

  @Test("a reply at the very end is in time; a ticket still in time is not judged")
  func response() throws {
    func ticket(_ time: String, _ reply: String?) -> World.FeedbackAnswer {
      .answer(
        nil, time: time, kind: "ticket",
        columns: ["first_reply_at": reply.map { .time(.written($0)) } ?? .missing])
    }
    let answer = try world([
      ticket("2024-03-01 10:00", "2024-03-02 10:00"),
      ticket("2024-03-01 10:00", "2024-03-02 10:00:01"),
      ticket("2024-03-05 10:00", nil),
      ticket("2024-03-31 10:00", nil),
      ticket("2024-03-31 11:00", "2024-03-31 12:00"),
      // Known only after today.
      ticket("2024-03-29 11:00", "2024-04-01 12:00"),
      ticket("2024-03-10 10:00", "2024-03-09 10:00"),
    ]).ask("feedback response within 24h")
    let table = try answer.table(named: "response")
    #expect(table.ints("answers") == [7])
    #expect(table.ints("judged") == [5])
    #expect(table.ints("in_time") == [2])
    #expect(table.ints("waiting") == [1])
    #expect(table.ints("replied") == [3])
    #expect(table.reals("median") == [86_400])
    #expect(answer.warnings.contains { $0.code == "W552" })
    let waits = try answer.table(named: "waits")
    #expect(waits.ints("answers") == [1, 0, 0, 1, 1, 0, 0, 0, 3])
  }

  @Test("a day is held against the 14 before it, quiet days among them")
  func alerts() throws {
    var answers: [World.FeedbackAnswer] = []
    for day in 1...20 where day != 5 {
      let count = day == 16 ? 6 : 2
      let date = "2024-02-\(day < 10 ? "0" : "")\(day)"
      answers += Array(
        repeating: .answer(day == 16 ? -1 : 1, time: date, kind: "mention"), count: count)
    }
    let answer = try world(answers).ask("feedback mentions by day with alert=3")
    let table = try answer.table(named: "mentions")
    #expect(table.ints("mentions")[4] == 0)
    #expect(table.rows.count == 20)
    // Days 1 to 14 have no 14 days before them.
    #expect(table.rows.indices.filter { table.cell($0, "alert") == .missing } == Array(0..<14))
    // Day 16: 13 days of two mentions and one of none, mean 26/14, s² = (52 - 26²/14)/13.
    let mean = 26.0 / 14
    let deviation = ((52 - 26.0 * 26 / 14) / 13).squareRoot()
    #expect(abs((table.cell(15, "expected").realValue ?? 0) - mean) < 1e-12)
    #expect(abs((table.cell(15, "threshold").realValue ?? 0) - mean - 3 * deviation) < 1e-12)
    #expect(table.rows.indices.filter { table.cell($0, "alert") == .bool(true) } == [15])
    #expect(table.cell(15, "negative_share") == .real(1))
  }

  @Test("what an answer can know of its loop, and what it cannot")
  func loop() throws {
    let answer = try world([
      .answer(nil, time: "2024-02-01", text: "a bug"),
      .answer(nil, time: "2024-02-05", text: "crash bug"), .answer(nil, text: "hello"),
    ]).ask("feedback loop")
    let loop = try answer.table(named: "loop")
    #expect(
      loop.rows == [
        [
          .text("bug"), .int(2), .text("2024-02-01"), .text("2024-02-05"), .bool(true),
          .bool(true), .missing, .missing, .missing,
        ],
        [
          .missing, .int(1), .missing, .missing, .bool(true), .bool(false), .missing, .missing,
          .missing,
        ],
      ])
    #expect(answer.notes.contains { $0.english.contains("answers do not tell what was done") })
  }

  @Test("the users of an answer are saved by what they said last")
  func saved() throws {
    let answers: [World.FeedbackAnswer] = [
      .answer(10, user: "u", time: "2024-01-01", kind: "nps", text: "price"),
      .answer(2, user: "u", time: "2024-02-01", kind: "nps"),
      .answer(9, user: "v", time: "2024-01-05", kind: "nps", text: "a bug at that price"),
      .answer(9, time: "2024-01-05", kind: "nps"),
    ]
    var workspace = world(answers).workspace()
    _ = try workspace.ask("feedback nps as voices")
    func users(_ query: String) throws -> [Int] {
      try #require(workspace.ask(query).tables.first).ints("users")
    }
    #expect(try users("segment from voices.detractors") == [1])
    #expect(try users("segment from voices.promoters") == [1])
    _ = try workspace.ask("feedback topics as spoke")
    #expect(try users("segment from spoke.price") == [2])
    #expect(try users("segment from spoke.bug") == [1])
    _ = try workspace.ask("feedback topics with topic=bug as hunters")
    #expect(try users("segment from hunters") == [1])
    _ = try workspace.ask("feedback search \"PRICE\" as priced")
    #expect(try users("segment from priced") == [2])
    let compared = try workspace.ask("feedback nps compare hunters, priced")
    #expect(compared.warnings.contains { $0.code == "W521" })
  }

  @Test("several facets stand one after the other")
  func facets() throws {
    let answer = try priced.ask("feedback nps topics terms")
    #expect(["nps", "topics", "terms"].allSatisfy { answer.table($0) != nil })
  }

  @Test("limit counts within each group, and texts of no topic stay apart")
  func limits() throws {
    let answers: [World.FeedbackAnswer] = [
      .answer(nil, text: "bug price", columns: ["source": "a"]),
      .answer(nil, text: "bug", columns: ["source": "a"]),
      .answer(nil, text: "price", columns: ["source": "b"]),
      .answer(nil, text: "nothing", columns: ["source": "b"]),
    ]
    let topics = try world(answers).ask("feedback topics by source limit 1")
    let table = try topics.table(named: "topics")
    #expect(table.texts("topic") == ["bug", "price"])
    #expect(table.ints("answers") == [2, 1])
    #expect(try topics.table(named: "texts").ints("unclassified") == [0, 1])
    #expect(try topics.table(named: "texts").ints("multiple") == [1, 0])
    let test = try topics.table(named: "test")
    #expect(test.columns.prefix(4).map(\.name) == ["source", "topic", "metric", "against"])
    #expect(test.rows.count == 4)
  }
}

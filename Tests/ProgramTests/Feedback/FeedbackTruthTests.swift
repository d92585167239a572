import Engine
import Testing

/// What was planted in the bundled datasets, asked for as a user would.
@Suite("planted truths of feedback")
struct FeedbackTruthTests {
  private func ask(_ query: String, of dataset: String = "shop") throws -> Answer {
    var session = try TestSession(Repository.dataset(dataset))
    return try session.ask(query)
  }

  private func table(
    _ name: String, _ query: String, of dataset: String = "shop"
  ) throws -> ResultTable {
    try #require(ask(query, of: dataset).table(name))
  }

  @Test("SH15: the NPS rises from +10 to +35, which no chance explains")
  func nps() throws {
    let answer = try ask("feedback nps by quarter")
    let nps = try #require(answer.table("nps"))
    #expect(nps.ints("promoters") == [80, 110])
    #expect(nps.ints("passives") == [60, 50])
    #expect(nps.ints("detractors") == [60, 40])
    #expect(nps.reals("nps").map { ($0 ?? 0).rounded() } == [10, 35])
    let test = try #require(answer.table("test"))
    #expect(test.rows.count == 1)
    #expect(
      test.cell(0, "against") == .text("2024-Q1") || test.cell(0, "against") == .text("2024Q1"))
    let difference = try #require(test.cell(0, "difference").realValue)
    #expect(abs(difference - 25) < 1e-9)
    // p + d - (p - d)²: 0.7 - 0.01 and 0.75 - 0.1225, each over 200.
    let error = (0.69 / 200 + 0.6275 / 200).squareRoot()
    let low = try #require(test.cell(0, "low").realValue)
    #expect(abs(low - 100 * (0.25 - 1.959963984540054 * error)) < 1e-6)
    #expect((test.cell(0, "p").realValue ?? 1) < 0.01)
  }

  @Test("SH16: the rating rises from 4.1 to 4.5")
  func rating() throws {
    let rating = try table("rating", "feedback rating by quarter")
    #expect(rating.reals("rating").map { (($0 ?? 0) * 1e9).rounded() / 1e9 } == [4.1, 4.5])
    let compared = try table("difference", "feedback rating compare before 2024-04-01")
    let difference = try #require(compared.cell(0, "difference").realValue)
    #expect(abs(difference - 0.4) < 1e-9)
    #expect(compared.cell(0, "low").realValue ?? 0 > 0)
    let csat = try table("csat", "feedback csat by quarter")
    #expect(csat.rows.count == 2)
  }

  @Test("SH17: the median first reply falls from 48 h to 24 h, within 24 h from 20% to 60%")
  func response() throws {
    let response = try table("response", "feedback response within 24h by quarter")
    #expect(response.reals("median") == [48 * 3600, 24 * 3600])
    #expect(response.reals("share").map { (($0 ?? 0) * 1e9).rounded() / 1e9 } == [0.2, 0.6])
    #expect(response.ints("answers") == response.ints("judged"))
  }

  @Test("SH18: payment falls from 120 of 300 comments to 36, logistics rises from 60 to 90")
  func topics() throws {
    let answer = try ask("feedback topics compare before 2024-04-01")
    let topics = try #require(answer.table("topics"))
    var counts: [String: [String: Int]] = [:]
    for row in topics.rows.indices {
      let population = topics.cell(row, "population").textValue ?? ""
      let topic = topics.cell(row, "topic").textValue ?? ""
      counts[population, default: [:]][topic] = topics.cell(row, "answers").intValue
    }
    #expect(
      counts["before"] == [
        "payment": 120, "logistics": 60, "quality": 45, "service": 45, "price": 20, "bug": 10,
      ])
    #expect(
      counts["this"] == [
        "payment": 36, "logistics": 90, "quality": 60, "service": 54, "price": 40, "bug": 20,
      ])
    #expect(topics.ints("texts").allSatisfy { $0 == 300 })
    let texts = try #require(answer.table("texts"))
    #expect(texts.ints("unclassified") == [0, 0])
    #expect(texts.ints("multiple") == [0, 0])
    let difference = try #require(answer.table("difference"))
    let payment = try #require(
      difference.rows.indices.first { difference.cell($0, "topic") == .text("payment") })
    #expect(abs((difference.cell(payment, "difference").realValue ?? 0) + 0.28) < 1e-12)
    #expect((difference.cell(payment, "p_adjusted").realValue ?? 1) < 0.001)
  }

  @Test("classes of topics, and a topic in a condition")
  func classes() throws {
    let classes = try table("topics", "feedback topics by class during 2024Q1")
    let counts = Dictionary(
      uniqueKeysWithValues: classes.rows.indices.map {
        (classes.cell($0, "topic").textValue ?? "", classes.cell($0, "answers").intValue ?? 0)
      })
    #expect(
      counts == ["feature": 120, "service_experience": 105, "goods": 65, "technical": 10])
    let payment = try table("texts", "feedback topics where topic = \"payment\"")
    #expect(payment.ints("texts") == [156])
    let chinese = try table("texts", "反馈 主题 其中 主题 = '支付' 且 来源 = 'app_form'")
    let english = try table(
      "texts", "feedback topics where source = 'app_form' and topic = payment")
    #expect(chinese.rows == english.rows)
  }

  @Test("CO11, Y12: the first alert on 10 May, 80 of 100 negative, a quarter in the week after")
  func mentions() throws {
    let answer = try ask("feedback mentions by day with alert=3", of: "community")
    let mentions = try #require(answer.table("mentions"))
    let days = mentions.rows.indices.filter { mentions.cell($0, "alert") == .bool(true) }
    let first = try #require(days.first)
    #expect(mentions.cell(first, "day") == .text("2024-05-10"))
    #expect(mentions.cell(first, "mentions") == .int(100))
    #expect(mentions.cell(first, "negative") == .int(80))
    #expect(mentions.cell(first, "negative_share") == .real(0.8))
    // Twenty mentions a day before it.
    #expect(mentions.cell(first, "expected") == .real(20))
    #expect(mentions.cell(first, "threshold") == .real(20))
    for day in 13...19 {
      let row = try #require(
        mentions.rows.indices.first { mentions.cell($0, "day") == .text("2024-05-\(day)") })
      #expect(mentions.cell(row, "mentions") == .int(40))
      #expect(mentions.cell(row, "negative_share") == .real(0.25))
      #expect(mentions.cell(row, "alert") == .bool(false))
    }
    #expect(answer.warnings.contains { $0.code == "W553" })
    let since = try table(
      "mentions", "feedback mentions by day with alert=3 since 2024-05-01", of: "community")
    // The days before the range are still what a day is held against.
    let rows = mentions.rows.filter { ($0[0].textValue ?? "") >= "2024-05-01" }
    #expect(since.rows == rows)
  }

  @Test("the crisis was answered within two hours")
  func crisis() throws {
    let response = try table(
      "response", "feedback response since 2024-05-10 until 2024-05-12", of: "community")
    #expect(response.reals("median") == [7200])
  }

  @Test(
    "two-character Chinese words are found",
    arguments: [("支付", "shop"), ("PAY", "shop"), ("隐私", "community")])
  func search(phrase: String, dataset: String) throws {
    let answer = try ask("feedback search \"\(phrase)\"", of: dataset)
    let search = try #require(answer.table("search"))
    let found = try #require(search.cell(0, "matches").intValue)
    #expect(found > 0)
    let matches = try #require(answer.table("matches"))
    #expect(matches.rows.count == found)
    for row in matches.rows.indices {
      let snippet = matches.cell(row, "snippet").textValue ?? ""
      #expect(snippet.lowercased().contains(phrase.lowercased()), "\(snippet)")
    }
  }

  @Test("every query of the vocabulary runs, in both languages")
  func vocabulary() throws {
    for (dataset, queries) in Self.vocabulary {
      var session = try TestSession(Repository.dataset(dataset))
      for query in queries { _ = try session.ask(query) }
    }
  }

  static let vocabulary = [
    "shop": [
      "feedback nps", "反馈 净推荐值", "feedback topics", "反馈 主题",
      "feedback topics limit 5 since 2024-04-01", "反馈 主题 取 5 自 2024-04-01",
      "feedback rating by month chart line", "反馈 评分 按 月 图 line",
      "feedback response within 24h by quarter", "反馈 响应 24小时内 按 季度",
      "feedback topics by class compare before 2024-04-01",
      "反馈 主题 按 类别 对比 之前 2024-04-01",
      "feedback nps by member_level compare previous during 2024Q2",
      "feedback priority limit 5 with impact=revenue", "反馈 优先级 取 5 参数 impact=revenue",
      "feedback mentions by day with alert=3 since 2024-05-01",
      "反馈 声量 按 日 参数 alert=3 自 2024-05-01", "feedback loop", "反馈 loop", "反馈 闭环",
      "feedback list by source limit 20", "feedback topics by source", "feedback priority",
      "feedback response by source", "feedback topics until 2024-03-31", "feedback terms",
      "feedback topics where kind = \"ticket\"", "feedback list where text contains \"建议\"",
      "feedback topics where topic = \"logistics\" compare before 2024-04-01",
      "feedback nps csat rating", "feedback sentiment by week",
    ],
    "community": [
      "feedback mentions by day with alert=3", "feedback sentiment by day since 2024-05-01",
      "feedback mentions", "feedback response since 2024-05-10 until 2024-05-12",
      "feedback terms compare before 2024-05-10", "feedback mentions by source, week",
    ],
  ]
}

extension ResultTable {
  func reals(_ column: String) -> [Double?] { rows.indices.map { cell($0, column).realValue } }
}

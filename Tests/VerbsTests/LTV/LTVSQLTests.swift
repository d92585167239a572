import Engine
import Reporting
import Statistics
import TestKit
import Testing

@Suite("ltv by SQL")
struct LTVSQLTests {
  private static let questions = [
    "ltv within 7d", "ltv by plan within 20d using net", "ltv by month within 1mo",
    "ltv by week, plan within 10d using all", "ltv within 2mo with age=month",
    "ltv by plan within 1q using all with discount=1%, trim=2%", "ltv within 0d",
    "ltv within 14d with margin=40%, cac=3", "ltv by plan within 10d sort ltv desc limit 2",
    "ltv within 10d where plan = 'a' compare rest", "ltv by plan within 10d compare a, b",
    "ltv within 10d during 2024-03-01..2024-03-10 compare previous",
    "ltv by month within 10d where did(pay) compare before 2024-03-01",
    "ltv by did(pay) within 10d as kept", "ltv within 10d as kept",
    "ltv from a within 1y using all",
    "ltv by plan within 10d where plan = 'none'", "ltv within 10d where plan = 'none'",
    "ltv using projected", "ltv by plan using projected, net with margin=50%",
    "ltv using projected during 2024-03 with cap=12mo",
    "ltv using projected with arpa=20, margin=80%, churn=5%",
    "ltv by hour within 3d", "ltv by quarter within 3w with age=week",
  ]

  private static let zones = ["America/New_York", "America/Santiago", "Asia/Shanghai"]

  private static func sets(_ dataset: Dataset) -> [SavedSet] {
    ["a", "b"].enumerated().map { place, name in
      SavedSet(
        name: name,
        kind: .segment(UserSet((0..<dataset.users.count).map { $0 % 3 == place })))
    }
  }

  @Test("every kind of question, seed 51", arguments: 0..<3)
  func questions(part: Int) throws {
    var random = SplitMix64(seed: 51, part: UInt64(part))
    let made = LTVWorld(
      &random, zone: Self.zones[part], from: 19_750, days: 45, asof: "2024-04-12", users: 80)
    let dataset = made.world.dataset
    var engines = try Engines(dataset, sets: Self.sets(dataset))
    for question in Self.questions { try engines.assertAgree(question) }
  }

  @Test("costs beside payments, seed 52", arguments: 0..<2)
  func costs(part: Int) throws {
    var random = SplitMix64(seed: 52, part: UInt64(part))
    let made = LTVWorld(
      &random, zone: Self.zones[part], from: 19_750, days: 45, asof: "2024-04-12", users: 80,
      hasCosts: true)
    var dataset = made.world.dataset
    dataset.tables = [
      TableSummary(
        name: "events", role: "events", rows: made.events.count, columns: [],
        mapping: ["user": "user", "time": "time", "amount": "amount", "cost": "cost"], sources: [])
    ]
    var engines = try Engines(dataset)
    for question in [
      "ltv within 20d", "ltv by plan within 20d with cac=2", "ltv by month within 7d using net",
      "ltv using projected", "ltv within 20d using revenue",
    ] {
      try engines.assertAgree(question)
    }
  }

  // MARK: Tables of their own

  /// Costs by user and spend by plan, with rows before, after and of nobody known.
  private static func withTables(_ made: LTVWorld, _ random: inout SplitMix64) -> Dataset {
    var dataset = made.world.dataset
    let first: Int64 = 19_740 * 86_400_000
    func instants(_ count: Int) -> PropertyColumn.Storage {
      .time(
        (0..<count).map { _ in
          random.below(20) == 0
            ? PropertyColumn.missing : first + Int64(random.below(90 * 24)) * 3_600_000
        })
    }
    func money(_ count: Int) -> PropertyColumn.Storage {
      .money(
        (0..<count).map { _ in
          random.below(20) == 0 ? PropertyColumn.missing : Int64(random.below(90) - 9) * 2500
        })
    }
    func texts(_ count: Int, _ values: [String]) -> PropertyColumn.Storage {
      .text(
        codes: (0..<count).map { _ in Int32(random.below(values.count + 1)) - 1 },
        dictionary: values)
    }
    func table(
      _ name: String, _ role: String, _ rows: Int, _ columns: [PropertyColumn],
      _ mapping: [String: String]
    ) -> DataTable {
      DataTable(
        summary: TableSummary(
          name: name, role: role, rows: rows,
          columns: columns.map { ResultColumn($0.name, $0.type) }, mapping: mapping, sources: []),
        columns: columns, lines: (0..<rows).map { Int32($0) })
    }
    let ids = (0..<80).map { "u\($0)" } + ["nobody's"]
    let tables = [
      table(
        "handling", "other", 150,
        [
          PropertyColumn(name: "who", type: .text, storage: texts(150, ids)),
          PropertyColumn(name: "at", type: .time, storage: instants(150)),
          PropertyColumn(name: "cost", type: .money, storage: money(150)),
        ], ["user": "who", "time": "at", "cost": "cost"]),
      table(
        "ads", "costs", 60,
        [
          PropertyColumn(name: "day", type: .time, storage: instants(60)),
          PropertyColumn(name: "plan", type: .text, storage: texts(60, ["a", "b", "tv"])),
          PropertyColumn(name: "paid", type: .money, storage: money(60)),
        ], ["time": "day", "amount": "paid"]),
    ]
    dataset.tables = tables.map(\.summary)
    dataset.table = { name in tables.first { $0.summary.name == name } }
    return dataset
  }

  @Test("costs and spend in tables of their own, seed 53", arguments: 0..<3)
  func tables(part: Int) throws {
    var random = SplitMix64(seed: 53, part: UInt64(part))
    let made = LTVWorld(
      &random, zone: Self.zones[part], from: 19_750, days: 45, asof: "2024-04-12", users: 80)
    let dataset = Self.withTables(made, &random)
    var engines = try Engines(dataset, sets: Self.sets(dataset))
    for question in [
      "ltv within 20d", "ltv by plan within 20d using net", "ltv by month within 1mo using all",
      "ltv using projected", "ltv by plan using projected, net during 2024-03",
      "ltv within 30d with cac=ads", "ltv by plan within 30d with cac=ads, discount=2%",
      "ltv by month, plan within 14d using all with cac=ads, age=week",
      "ltv within 10d compare a, b", "ltv within 20d using revenue with cac=ads",
      "ltv from a within 10d with trim=5%, age=day as kept",
    ] { try engines.assertAgree(question) }
  }

  @Test("models in a range, as of the day before or of today")
  func models() throws {
    var random = SplitMix64(seed: 54)
    let made = LTVWorld(
      &random, zone: Self.zones[0], from: 19_750, days: 45, asof: "2024-04-12", users: 60)
    let dataset = made.world.dataset
    var engines = try Engines(dataset)
    let before = try engines.assertAgree("ltv by lifecycle within 5d since 2024-02-20")
    let current = try engines.assertAgree(
      "ltv by lifecycle within 5d using current since 2024-02-20")
    #expect(before.tables != current.tables)
    try engines.assertAgree("ltv by tier within 9d using current, net, all during 2024-03")
  }

  /// A question put together of one choice of each kind.
  private static func question(_ random: inout SplitMix64) -> String {
    func pick(_ choices: [String]) -> String { random.pick(choices) }
    let isProjected = random.below(5) == 0
    var using = [
      pick(["", "net"]), pick(["", "all", ""]), pick(["", "revenue", ""]),
      isProjected ? "projected" : pick(["", "historical", ""]), pick(["", "", "current"]),
    ].filter { !$0.isEmpty }
    if isProjected { using.removeAll { $0 == "all" } }
    var with =
      isProjected
      ? [pick(["", "margin=40%"]), pick(["", "churn=5%"]), pick(["", "cap=12mo"])]
      : [
        pick(["", "age=day", "age=week", "age=month"]), pick(["", "", "discount=1%"]),
        pick(["", "", "trim=5%"]), pick(["", "", "cac=3", "cac=ads"]),
        pick(["", "", "margin=40%"]), pick(["", "", "immature=show"]),
      ]
    with.removeAll(where: \.isEmpty)
    return [
      "ltv", pick(["", "from a"]),
      pick(["", "where plan = 'a'", "where did(pay)", "where count(visit) > 1"]),
      pick(["", "by plan", "by month", "by week, plan", "by did(pay)", "by lifecycle"]),
      isProjected ? "" : pick(["within 7d", "within 20d", "within 1mo", "within 3w", ""]),
      pick(["", "", "since 2024-02-01", "during 2024-03", "during 2024-03-01..2024-03-10"]),
      using.isEmpty ? "" : "using " + using.joined(separator: ", "),
      with.isEmpty ? "" : "with " + with.joined(separator: ", "),
      pick([
        "", "", "compare rest", "compare a, b", "compare previous", "compare before 2024-03-01",
      ]),
      pick(["", "", "limit 2", "as kept"]),
    ].filter { !$0.isEmpty }.joined(separator: " ")
  }

  @Test("questions put together by chance, seed 55", arguments: 0..<3)
  func random(part: Int) throws {
    var random = SplitMix64(seed: 55, part: UInt64(part))
    let made = LTVWorld(
      &random, zone: Self.zones[part], from: 19_750, days: 45, asof: "2024-04-12", users: 50)
    let dataset = Self.withTables(made, &random)
    var engines = try Engines(dataset, sets: Self.sets(dataset))
    var answered = 0
    for _ in 0..<60 {
      if try engines.agreeWhereAnswered(Self.question(&random)) { answered += 1 }
    }
    #expect(answered >= 15, "\(answered) of 60")
  }
}

import Charts
import Engine
import Reporting
import TestKit
import Testing

@Suite("cohorts ordered, drawn and saved")
struct CohortShownTests {
  /// Ten users of January, four of February, six of March; half, three and all come back.
  private var world: World {
    var world = World(asof: "2024-04-30")
    for (month, users, back) in [("01", 10, 5), ("02", 4, 3), ("03", 6, 6)] {
      for user in 0..<users {
        let name = "u\(month)-\(user)"
        world.users[name] = ["plan": .text(user % 2 == 0 ? "pro" : "free")]
        world.events.append(.event(name, "signup", "2024-\(month)-10T08:00:00Z"))
        if user < back { world.events.append(.event(name, "open", "2024-\(month)-11T08:00:00Z")) }
      }
    }
    return world
  }

  private func cohorts(_ clause: String) throws -> [String?] {
    try world.ask("cohort signup -> open \(clause)").table(named: "retention").texts("cohort")
  }

  @Test("sorted by a point, the size or the cohort, and cut")
  func order() throws {
    #expect(try cohorts("by month at d1 sort d1") == ["2024-03", "2024-02", "2024-01"])
    #expect(try cohorts("by month at d1 sort rate asc limit 2") == ["2024-01", "2024-02"])
    #expect(try cohorts("by month at d1 sort size limit 1") == ["2024-01"])
    #expect(try cohorts("by month sort cohort desc limit 1") == ["2024-03", "2024-03"])
    #expect(try cohorts("by month sort m0 limit 1") == ["2024-03", "2024-03"])
    let plans = try world.ask("cohort signup -> open by plan at d1 sort d1 asc")
    #expect(
      try plans.table(named: "retention").texts("plan") == ["pro", "free"]
        || plans.table(named: "retention").texts("plan") == ["free", "pro"])
  }

  @Test("a limit cuts each group of a triangle by itself")
  func groupsOfTriangles() throws {
    let table = try world.ask("cohort signup -> open by plan, month limit 1")
      .table(named: "retention")
    #expect(Set(table.texts("plan")) == ["free", "pro"])
    #expect(Set(table.texts("cohort")) == ["2024-01"])
  }

  @Test("users are kept: all by cohort, those who were back, those who were not")
  func saved() throws {
    var workspace = world.workspace()
    _ = try workspace.ask("cohort signup -> open by month as began")
    #expect(
      try workspace.ask("segment from began.`2024-02`").table(named: "groups").ints("users")
        == [4])
    _ = try workspace.ask("cohort signup -> open at d1 with retained=d1 as back")
    _ = try workspace.ask("cohort signup -> open at d1 with lost=d1 as gone")
    _ = try workspace.ask("cohort signup -> open within 30d with retained=30d as soon")
    for (name, users) in [("back", 14), ("gone", 6), ("soon", 14)] {
      let counted = try workspace.ask("segment from \(name)").table(named: "groups").ints("users")
      #expect(counted == [users])
    }
    _ = try workspace.ask("cohort signup -> open as everybody")
    #expect(
      try workspace.ask("segment from everybody").table(named: "groups").ints("users") == [20])
  }

  static let drawn = [
    "by month", "by month chart line", "by month chart none", "by plan, month", "at d1, d7",
    "by month at d1 chart none", "by plan at d1 chart bar", "at d1 where plan = 'pro' compare rest",
    "by month compare before 2024-02-15", "by month compare before 2024-02-15 chart heat",
    "by day with fit=exponential", "by day with fit=sbg chart line",
    "by week with fit=power chart heat",
    "by day where plan = 'pro' compare rest with fit=power", "within 30d by month",
    "using stickiness by day", "using stickiness by month chart none", "using interval",
    "using interval by plan", "by month sort m0",
  ]

  @Test("every form draws within its width, with a sentence in both languages", arguments: drawn)
  func pictures(clause: String) throws {
    let isActivity = clause.hasPrefix("using")
    let query = isActivity ? "cohort \(clause)" : "cohort signup -> open \(clause)"
    var workspace = world.workspace()
    let outcome = try #require(workspace.run(query, interrupt: Interrupt()).last)
    #expect(outcome.diagnostics.map(\.message.english) == [], "\(query)")
    guard case .answer(_, let render) = outcome.kind else { return }
    for width in [40, 80, 120] {
      for language in DisplayLanguage.allCases {
        let canvas = Canvas(width: width, language: language)
        var count = 0
        for case .chart(let chart) in render(canvas) {
          count += 1
          let sentence = chart.alternative
          #expect(sentence.english.hasSuffix(".") && sentence.chinese.hasSuffix("。"))
          for line in chart.lines {
            #expect(canvas.displayWidth.width(of: line.plain) <= width, "\(line.plain)")
          }
        }
        #expect(count > 0)
      }
    }
  }

  @Test("of a triangle of a year by day the newest rows that fit are drawn, and it is said")
  func manyDays() throws {
    var world = World(asof: "2024-12-31")
    for day in 0..<366 {
      let date = CivilDay(number: 19_723 + day).label
      world.events.append(.event("u\(day)", "signup", "\(date)T08:00:00Z"))
    }
    let lines = try world.picture("cohort signup -> any by day")
    #expect(lines.count < 40)
    #expect(lines.contains { $0.contains("the newest 24 of 366 cohorts") })
    #expect(lines.contains { $0.hasPrefix("2024-12-31") })
  }

  @Test("the difference is told in words where one stays longer")
  func words() throws {
    var world = World(asof: "2024-03-31")
    for user in 0..<60 {
      let name = "u\(user)"
      world.users[name] = ["plan": .text(user % 2 == 0 ? "pro" : "free")]
      world.events.append(.event(name, "signup", "2024-01-10T08:00:00Z"))
      if user % 2 == 0 { world.events.append(.event(name, "open", "2024-03-11T08:00:00Z")) }
    }
    let query = "cohort signup -> open by month where plan = 'pro' compare rest"
    let lines = try world.picture(query)
    #expect(lines.contains { $0.contains("this stays longer (log-rank") })
    #expect(lines.contains { $0.contains("A = rest, B = this") })
  }
}

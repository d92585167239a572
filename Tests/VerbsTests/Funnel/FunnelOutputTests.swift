import Charts
import Engine
import Language
import Reporting
import TestKit
import Testing

@Suite("what a funnel says")
struct FunnelOutputTests {
  /// The funnel of the design's example Y01: 7,500, 3,750, 1,750, 1,225, 1,000 and 750, in tens.
  private static let pipeline: World = {
    let reached = [750, 375, 175, 122, 100, 75]
    var seconds: [String: [(String, Double)]] = [:]
    for user in 0..<750 {
      let depth = reached.count { $0 > user }
      seconds["u\(user)"] = ["a", "b", "c", "d", "e", "f"].prefix(depth).enumerated().map {
        ($0.element, Double($0.offset * 60))
      }
    }
    return World(seconds: seconds, asof: "2024-02-01")
  }()

  @Test("two readings of the bottleneck are both named")
  func bottlenecks() throws {
    let answer = try Self.pipeline.ask("funnel a -> b -> c -> d -> e -> f")
    let notes = answer.notes.map(\.english)
    #expect(notes.contains("largest loss: a → b (375)"))
    #expect(notes.contains("lowest step rate: c (46.7%)"))
    let losses = try answer.table(named: "losses")
    #expect(losses.texts("to") == ["b", "c", "d", "f", "e"])
    #expect(losses.ints("lost") == [375, 200, 53, 25, 22])
    #expect(losses.reals("share").compactMap { $0 }.reduce(0, +) == 1)
  }

  @Test("times: quartiles of each step and from the entry, and how they are spread")
  func times() throws {
    let world = World(
      seconds: [
        "u": [("a", 0), ("b", 10), ("c", 40)], "v": [("a", 0), ("b", 20), ("c", 60)],
        "w": [("a", 0), ("b", 30), ("c", 600)], "x": [("a", 0), ("b", 40)],
      ], asof: "2024-02-01")
    let answer = try world.ask("funnel a -> b -> c")
    let times = try answer.table(named: "times")
    #expect(times.texts("from") == ["previous", "previous", "entry", "entry"])
    #expect(times.ints("users") == [4, 3, 4, 3])
    #expect(times.reals("median_seconds") == [25, 40, 25, 60])
    #expect(times.reals("lower_quartile_seconds") == [17.5, 35, 17.5, 50])
    #expect(times.reals("upper_quartile_seconds") == [32.5, 305, 32.5, 330])
    // Bins of a minute: 40 in the first, 60 in the second, 600 in the eleventh.
    let histogram = try answer.table(named: "histogram")
    #expect(histogram.ints("users") == [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1])
    #expect(histogram.reals("to_seconds").last == 660)
  }

  @Test("an excluded event is counted by the steps it cost")
  func excluded() throws {
    let world = World(
      seconds: [
        "u": [("a", 0), ("x", 1), ("b", 2), ("c", 3)], "v": [("a", 0), ("b", 2), ("c", 3)],
        "w": [("a", 0), ("x", 5)],
      ], asof: "2024-02-01")
    let void = try world.ask("funnel a -> b -> c excluding x")
    #expect(try void.table(named: "steps").ints("users") == [3, 1, 1])
    #expect(try void.table(named: "steps").ints("excluded") == [0, 1, 1])
    #expect(
      void.notes.map(\.english).contains("1 users got less far because of x between the steps"))
    let out = try world.ask("funnel a -> b -> c excluding x using exclude_user")
    #expect(try out.table(named: "steps").ints("users") == [1, 1, 1])
    #expect(try out.table(named: "steps").ints("excluded") == [2, 1, 1])
    #expect(out.notes.map(\.english).contains("2 users did x on the way and are left out"))
  }

  @Test("the users lost at a step, who reached it, or of each furthest step are kept by name")
  func saved() throws {
    let world = World(
      asof: "2024-01-10",
      events: [
        .event("u", "a", "2024-01-01T10:00:00Z"), .event("u", "b", "2024-01-01T11:00:00Z"),
        .event("v", "a", "2024-01-01T10:00:00Z"), .event("w", "a", "2024-01-09T10:00:00Z"),
        .event("x", "b", "2024-01-09T10:00:00Z"),
      ])
    var workspace = world.workspace()
    func users(_ name: String) throws -> Int {
      try workspace.ask("segment from \(name)").table(named: "groups").ints("users")[0]
    }
    _ = try workspace.ask("funnel a -> b within 3d with lost=2 as gone")
    #expect(try users("gone") == 1)
    _ = try workspace.ask("funnel a -> b within 3d with reached=1 as came")
    #expect(try users("came") == 3)
    _ = try workspace.ask("funnel a -> b within 3d as depth")
    #expect(try users("depth.step1") == 2)
    #expect(try users("depth.step2") == 1)
    #expect(
      try workspace.ask("segment by depth").table(named: "groups").texts("depth")
        == ["step1", "step2", nil])
  }

  @Test(
    "what does not go together is refused with its reason",
    arguments: [
      ("funnel a -> b using strict, any_order", "E330"),
      ("funnel a -> b using session, entries", "E330"),
      ("funnel a -> b using session with unit=p", "E330"),
      ("funnel a -> b within 1h each using any_order", "E330"),
      ("funnel a -> b? using any_order", "E330"),
      ("funnel a -> b excluding x between 1 and 2 using any_order", "E330"),
      ("funnel a -> b excluding x using strict", "E330"),
      ("funnel a -> b? -> x using entries", "E330"),
      ("funnel a -> b using entries, strict", "E330"),
      ("funnel a -> b within 5h using calendar", "E330"),
      ("funnel a -> b within 1h each with each=1h", "E330"),
      ("funnel a -> b with touch=first", "E330"),
      ("funnel a -> b by a.p using entries with touch=first", "E330"),
      ("funnel a -> b using session with lost=2 as gone", "E330"),
      ("funnel a -> b with lost=2, reached=2 as gone", "E330"),
      ("funnel a -> b with lost=2, lost=2 as gone", "E330"),
      ("funnel a -> b using calendar", "E331"), ("funnel a -> b using exclude_user", "E331"),
      ("funnel a -> b with lost=2", "E331"), ("funnel a -> b chart line", "E331"),
      ("funnel a -> b excluding x between 2 and 3", "E332"),
      ("funnel a -> b excluding x between 2 and 1", "E332"),
      ("funnel a -> b with reached=3 as gone", "E332"),
      ("funnel a -> b with lost=1 as gone", "E332"),
      ("funnel a -> b? -> x with lost=2 as gone", "E332"),
      ("funnel a -> b by b.p with touch=step3", "E332"),
      ("funnel a? -> b", "E333"), ("funnel a -> (b? or x)", "E333"),
      ("funnel a -> b or x?", "E333"), ("funnel a -> b? -> x excluding x between 1 and 2", "E333"),
      ("funnel a -> b with hold=3", "E334"), ("funnel a -> b with unit=3", "E334"),
      ("funnel a -> b by a.p with touch=middle", "E334"),
      ("funnel a -> b with immature=hide", "E334"), ("funnel a -> b with each=3", "E334"),
      ("funnel a -> b limit 3", "E335"), ("funnel a -> b sort users", "E335"),
      ("funnel a -> b by week limit 3", "E335"), ("funnel a -> b by p limit 10%", "E335"),
      ("funnel a -> b chart heat", "E214"), ("funnel a -> b by p sort nothing", "E213"),
      ("funnel a -> b with hold=nothing", "E210"), ("funnel a -> b by b.p", "E308"),
      ("funnel a -> b with bins=0", "E334"), ("funnel a -> b with timed=(2..1)", "E334"),
      ("funnel a -> b with held=(1, 2)", "E331"), ("funnel a -> b with turns=3", "E205"),
    ])
  func refusals(query: String, code: String) throws {
    let world = World(
      asof: "2024-02-01",
      events: ["a", "b", "x"].map { .event("u", $0, "2024-01-01T10:00:00Z", ["p": "1"]) }
        + [.event("u", "a", "2024-01-02T10:00:00Z", ["p": "2"])],
      users: ["u": ["p2": "1"]])
    let refusal = try world.refusal(of: query.replacing("by p ", with: "by p2 "))
    #expect(refusal.code == code, "\(query): \(refusal.message.english)")
    #expect(!refusal.notes.isEmpty || refusal.hint != nil)
    #expect(refusal.message.chinese != refusal.message.english)
  }

  @Test(
    "every chart is drawn within its width in both languages",
    arguments: [
      "chart funnel", "chart bar", "chart none", "by p2 chart funnel", "by p2 chart bar",
      "by p2 chart none", "by week chart line", "by week, p2 chart line", "by week",
      "excluding x", "using any_order",
    ])
  func charts(clauses: String) throws {
    var events: [World.Event] = []
    var users: [String: [String: Value]] = [:]
    for user in 0..<40 {
      users["u\(user)"] = ["p2": .text(user < 20 ? "north" : "south")]
      let day = "2024-01-\(10 + user % 20)"
      events.append(.event("u\(user)", "a", "\(day)T10:00:00Z"))
      if user % 3 == 0 { events.append(.event("u\(user)", "x", "\(day)T10:30:00Z")) }
      if user % 2 == 0 { events.append(.event("u\(user)", "b", "\(day)T11:00:00Z")) }
    }
    let world = World(asof: "2024-02-01", events: events, users: users)
    var workspace = world.workspace()
    let outcome = workspace.run("funnel a -> b within 2d \(clauses)", interrupt: Interrupt()).last
    guard case .answer(_, let render) = outcome?.kind else {
      Issue.record("\(clauses): \(outcome?.diagnostics.map(\.message.english) ?? [])")
      return
    }
    for language in DisplayLanguage.allCases {
      for width in [40, 80] {
        let canvas = Canvas(width: width, language: language)
        let charts = render(canvas).compactMap { block -> Chart? in
          if case .chart(let chart) = block { chart } else { nil }
        }
        #expect(!charts.isEmpty)
        for chart in charts {
          #expect(chart.lines.allSatisfy { canvas.displayWidth.width(of: $0.plain) <= width })
          #expect(!chart.alternative.text(in: language).isEmpty)
        }
      }
    }
  }
}

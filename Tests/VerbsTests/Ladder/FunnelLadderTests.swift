import Charts
import Engine
import Language
import Reporting
import Statistics
import TestKit
import Testing

@testable import Verbs

@Suite("one user in a funnel")
struct FunnelLadderTests {
  private func findings(
    _ world: World, _ query: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [String: String] {
    let table = try world.ask(query, sourceLocation: sourceLocation)
      .table(named: "findings", sourceLocation: sourceLocation)
    var found: [String: String] = [:]
    for row in table.rows.indices {
      found[table.cell(row, "kind").textValue ?? ""] = table.cell(row, "text").textValue
    }
    return found
  }

  private let late = World(
    asof: "2024-06-30",
    events: [
      .event("1042", "visit", "2024-06-10 10:00"), .event("1042", "help", "2024-06-10 11:00"),
      .event("1042", "add", "2024-06-11 09:00"), .event("1042", "pay", "2024-06-12 12:00"),
      .event("7", "visit", "2024-06-10 10:00"), .event("7", "visit", "2024-06-29 12:00"),
    ])

  @Test("which event took which step, what expired, and what was missing by how much")
  func worked() throws {
    let query = "explain user 1042 funnel visit -> add -> pay within 2d"
    let found = try findings(late, query)
    #expect(found["depth"] == "2")
    #expect(
      found["reached"]?.contains("visit 2024-06-10 10:00:00 → add 2024-06-11 09:00:00") == true)
    #expect(
      found["change"]
        == "What would have changed it: pay on 2024-06-12 12:00:00 came 2.0 h after the window.")
    #expect(found["open"] == nil)
    let ladder = try late.ask(query).table(named: "ladder")
    #expect(ladder.texts("event") == ["visit", "add", "pay"])
    #expect(
      ladder.texts("note").map { $0 ?? "" } == [
        "took step 1 of the deepest reading; opens an attempt: reached 2 of 3, expired at"
          + " 2024-06-12 10:00:00",
        "took step 2 of the deepest reading",
        "could be step 3, after the window of every attempt",
      ])
  }

  @Test("what is open is said, and a step that was never done")
  func open() throws {
    let found = try findings(late, "explain user 7 funnel visit -> add -> pay within 2d")
    #expect(found["depth"] == "1")
    #expect(found["open"]?.contains("2024-07-01 12:00:00") == true)
    #expect(found["change"] == "Nothing would have changed it: the user never did add.")
  }

  @Test("an excluded event is named as what struck")
  func excluded() throws {
    let world = World(seconds: ["u": [("a", 0), ("x", 1), ("b", 2)]])
    let found = try findings(world, "explain user u funnel a -> b within 100s excluding x")
    #expect(found["depth"] == "1")
    #expect(found["change"]?.contains("without x") == true)
    let notes = try world.ask("explain user u funnel a -> b within 100s excluding x")
      .table(named: "ladder").texts("note")
    #expect(notes[0]?.contains("voided by an excluded event") == true)
    #expect(notes[1] == "excluded (x): voids the attempt it falls into")
    let out = try findings(
      world, "explain user u funnel a -> b within 100s excluding x using exclude_user")
    #expect(out["depth"] == "0")
    #expect(out["counted"]?.hasPrefix("Not counted") == true)
  }

  @Test("wrong order, a strict chain broken, the time between steps, and the range")
  func changes() throws {
    let early = World(seconds: ["u": [("b", 0), ("a", 5)]], asof: "2024-01-09")
    #expect(
      try findings(early, "explain user u funnel a -> b within 100s")["change"]?
        .contains("came before a") == true)
    let broken = World(seconds: ["u": [("a", 0), ("d", 5), ("b", 6)]], asof: "2024-01-09")
    #expect(
      try findings(broken, "explain user u funnel a -> b within 100s using strict")["change"]?
        .contains("d on 2024-01-01 00:00:05 came between") == true)
    let slow = World(seconds: ["u": [("a", 0), ("b", 90)]], asof: "2024-01-09")
    #expect(
      try findings(slow, "explain user u funnel a -> b within 1min each")["change"]?
        .contains("30 s") == true)
    let outside = try findings(
      late, "explain user 7 funnel visit -> add within 2d during 2024-05")
    #expect(outside["depth"] == "0")
    #expect(outside["change"]?.contains("lies outside the range") == true)
    let nobody = try findings(
      late, "explain user 7 funnel visit -> add within 2d where did(pay)")
    #expect(nobody["counted"]?.hasPrefix("Not counted") == true)
  }

  @Test("other questions and users are refused in words")
  func refusals() throws {
    #expect(try late.refusal(of: "explain user 99 funnel visit -> pay").code == "E392")
    #expect(try late.refusal(of: "explain user 7 segment").code == "E393")
    #expect(try late.refusal(of: "explain user 7 cohort visit using stickiness").code == "E393")
    #expect(try late.refusal(of: "explain user 7 funnel visit -> nothing").code == "E201")
    var workspace = late.workspace()
    workspace.privacy = Privacy(isOn: true)
    let outcome = workspace.run("explain user 7 funnel visit -> pay", interrupt: Interrupt()).last
    #expect(outcome?.diagnostics.first?.code == "E394")
    // No other person's id is told.
    let refusal = try late.refusal(of: "explain user 1043 funnel visit -> pay")
    #expect(!refusal.notes.contains { $0.english.contains("1042") })
  }

  @Test("a long history shows its newest events and says so; names cannot steer the screen")
  func long() throws {
    var events = (0..<100).map { day in
      World.Event.event("u", "a", "2024-0\(1 + day / 28)-\(day % 28 < 9 ? "0" : "")\(1 + day % 28)")
    }
    events.append(.event("u", "b\u{1B}[31m", "2024-01-02 10:00"))
    let world = World(asof: "2024-06-01", events: events)
    var workspace = world.workspace()
    let outcome = try #require(
      workspace.run("explain user u funnel a -> `b\u{1B}[31m` within 2d", interrupt: Interrupt())
        .last)
    guard case .answer(let answer, let render) = outcome.kind else {
      Issue.record("no answer: \(outcome.diagnostics)")
      return
    }
    #expect(try answer.table(named: "ladder").rows.count == 60)
    for language in [DisplayLanguage.english, .chinese] {
      var lines: [String] = []
      for case .lines(let own) in render(Canvas(width: 80, language: language)) {
        lines += own.map(\.plain)
      }
      #expect(!lines.contains { $0.unicodeScalars.contains { $0.value < 0x20 } })
      #expect(lines[1].contains("41"))
    }
  }

  @Test(
    "the ladder's depth is the funnel's for every user of random worlds, seed 71",
    arguments: [
      "", " using strict", " using any_order", " excluding x", " excluding x using exclude_user",
      " excluding x between 1 and 2", " using strictly",
    ])
  func agrees(clause: String) throws {
    var random = SplitMix64(seed: 71)
    for _ in 0..<12 {
      var users: [String: [(String, Double)]] = [:]
      for user in 0..<12 {
        users["u\(user)"] = (0..<random.below(8)).map { _ in
          (random.pick(["a", "b", "c", "x"]), Double(random.below(40)))
        }
      }
      users["u0"] = [("a", 1), ("b", 2), ("c", 3), ("x", 9)]
      let world = World(seconds: users, asof: "2024-01-09")
      let funnel = "funnel a -> b -> c within 15s\(clause)"
      let steps = try world.ask(funnel).table(named: "steps").ints("users")
      var counts = [0, 0, 0]
      for user in users.keys where users[user]?.isEmpty == false {
        let found = try findings(world, "explain user \(user) \(funnel)")
        let depth = Int(found["depth"] ?? "") ?? -1
        for step in 0..<max(0, depth) { counts[step] += 1 }
        let taken = try world.ask("explain user \(user) \(funnel)").table(named: "ladder")
          .texts("note").count { $0?.contains("took step") == true }
        #expect(taken == depth, "\(funnel) \(users[user] ?? [])")
        if depth > 0, depth < 3 { #expect(found["change"] != nil) }
      }
      #expect(counts == steps, "\(funnel) \(users)")
    }
  }
}

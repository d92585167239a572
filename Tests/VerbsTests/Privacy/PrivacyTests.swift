import Charts
import Commands
import Engine
import Language
import Reporting
import TestKit
import Testing
import Verbs

@Suite("privacy")
struct PrivacyTests {
  /// Regions with as many users as said; `n` of each pay.
  static func world(_ regions: [(String, users: Int, payers: Int)]) -> World {
    var world = World(asof: "2024-01-31")
    for (region, users, payers) in regions {
      for number in 0..<users {
        let id = "\(region)\(number)"
        world.users[id] = [
          "region": .text(region), "phone": .text("1380000\(1000 + world.users.count)"),
          "consent": .int(number % 2),
        ]
        world.events.append(.event(id, "visit", "2024-01-01 10:00"))
        if number < payers { world.events.append(.event(id, "pay", "2024-01-02 10:00")) }
      }
    }
    return world
  }

  static func workspace(_ world: World, commands: [Command] = StandardCommands.all) -> Workspace {
    var workspace = Workspace(
      catalogue: Catalogue(verbs: StandardVerbs.all, commands: commands),
      access: DatasetAccess { _, _ throws(Diagnostic) in
        throw Diagnostic("E400", Phrase("tests open no files", "测试不打开文件"), at: nil)
      }, pseudonym: Pseudonym { "u_of_" + $0 })
    var dataset = world.dataset
    dataset.tables = [
      TableSummary(
        name: "users", role: "users", rows: dataset.users.count, columns: [], mapping: [:],
        sources: [], personal: ["phone": .phone, "mail": .email])
    ]
    workspace.use(dataset)
    return workspace
  }

  private func refusal(_ query: String, _ workspace: Workspace) throws -> Diagnostic {
    var workspace = workspace
    return try #require(workspace.run(query, interrupt: Interrupt()).last?.diagnostics.first)
  }

  @Test("a small group alone would follow from the total, so the next smallest goes with it")
  func complementary() throws {
    var workspace = Self.workspace(
      Self.world([("east", 3, 0), ("north", 20, 0), ("south", 12, 0), ("west", 40, 0)]))
    let answer = try workspace.ask("set privacy on; segment by region")
    let groups = try answer.table(named: "groups")
    #expect(groups.texts("region") == ["east", "north", "south", "west"])
    #expect(
      groups.rows.map { $0[1] } == [.under(5), .int(20), .missing, .int(40)])
    #expect(groups.rows.map { $0[2] == .missing } == [true, false, true, false])
    #expect(answer.rule.english.hasSuffix("privacy k=5"))
    #expect(answer.notes.contains { $0.english.hasPrefix("2 groups suppressed") })
  }

  @Test("two small groups that are five together need no third, two that are not do")
  func together() throws {
    let worlds = [("east", 3), ("north", 20), ("west", 3)].map { ($0.0, $0.1, 0) }
    var workspace = Self.workspace(Self.world(worlds))
    var groups = try workspace.ask("set privacy on; segment by region").table(named: "groups")
    #expect(groups.rows.map { $0[1] } == [.under(5), .int(20), .under(5)])
    // 1 + 2 = 3 people: their sum is a small number itself.
    workspace = Self.workspace(
      Self.world([("east", 1, 0), ("north", 20, 0), ("west", 2, 0), ("y", 30, 0)]))
    groups = try workspace.ask("set privacy on; segment by region").table(named: "groups")
    #expect(groups.rows.map { $0[1] } == [.under(5), .missing, .under(5), .int(30)])
  }

  @Test("1 and 5 are not hidden alone: who knows that the second is no small number knows both")
  func bounds() throws {
    var workspace = Self.workspace(
      Self.world([("a", 1, 0), ("b", 5, 0), ("c", 9, 0), ("d", 30, 0)]))
    let groups = try workspace.ask("set privacy on; segment by region").table(named: "groups")
    #expect(groups.rows.map { $0[1] } == [.under(5), .missing, .missing, .int(30)])
  }

  @Test("zero is told; those who do not meet a condition count as well")
  func complement() throws {
    var workspace = Self.workspace(
      Self.world([("a", 30, 0), ("b", 30, 27), ("c", 30, 10), ("d", 30, 12)]))
    let groups = try workspace.ask("set privacy on; segment where did(pay) by region")
      .table(named: "groups")
    #expect(groups.ints("base") == [30, 30, 30, 30])
    #expect(groups.rows.map { $0[1] } == [.int(0), .missing, .int(10), .int(12)])
  }

  @Test("k is settable in every spelling, and told")
  func settings() throws {
    var workspace = Self.workspace(Self.world([("a", 9, 0)]))
    let spellings = [
      ("set privacy on with k=10", 10), ("set privacy k = 7", 7), ("设置 隐私 开", 7),
      ("设置 隐私 on 参数 k=3", 3),
    ]
    for (text, least) in spellings {
      _ = try workspace.ask(text)
      #expect(workspace.privacy == Privacy(isOn: true, least: least), "\(text)")
    }
    let told = try workspace.ask("set privacy").table(named: "set")
    #expect(told.texts("text")[0]?.contains("k = 3") == true)
    _ = try workspace.ask("设置 隐私 关")
    #expect(!workspace.privacy.isOn)
    for text in ["set privacy maybe", "set privacy k = 1", "set privacy on with k=x"] {
      #expect(try refusal(text, workspace).code == "E345", "\(text)")
    }
  }

  @Test("fewer people than k are not told of at all")
  func tooFew() throws {
    var workspace = Self.workspace(Self.world([("a", 3, 1)]))
    workspace.privacy = Privacy(isOn: true)
    #expect(try refusal("segment where did(pay)", workspace).code == "E341")
  }

  @Test("nothing is split by a phone number under privacy, nor ever saved under it")
  func personal() throws {
    var workspace = Self.workspace(Self.world([("a", 9, 1)]))
    #expect(try refusal("segment by phone as x", workspace).code == "E344")
    _ = try workspace.ask("segment by phone")
    workspace.privacy = Privacy(isOn: true)
    for query in [
      "segment by phone", "funnel visit -> pay by phone", "cohort by phone", "ltv by phone",
    ] where query != "ltv by phone" {
      #expect(try refusal(query, workspace).code == "E343", "\(query)")
    }
  }

  @Test("no message shows a telephone number as an example or as what was meant")
  func messages() throws {
    let workspace = Self.workspace(Self.world([("a", 9, 1)]))
    for query in ["segment where phone = 5", "segment where phone = '138000010'"] {
      var copy = workspace
      let outcome = try #require(copy.run(query, interrupt: Interrupt()).last)
      let said =
        outcome.diagnostics.flatMap { diagnostic in
          [diagnostic.message.english, diagnostic.suggestion ?? ""]
            + diagnostic.notes.map(\.english)
        } + (outcome.answer?.warnings.map(\.message.english) ?? [])
      #expect(!said.isEmpty, "\(query)")
      #expect(!said.contains { $0.contains("138000010") && $0.contains("1380000100") }, "\(query)")
    }
  }

  @Test("saved sets stay exact")
  func saved() throws {
    var workspace = Self.workspace(Self.world([("a", 3, 1), ("b", 20, 0), ("c", 20, 0)]))
    _ = try workspace.ask("set privacy on; segment where region = 'a' as few")
    guard case .segment(let users)? = workspace.sets["few"]?.kind else {
      Issue.record("the set is not there")
      return
    }
    #expect(users.count == 3)
  }

  @Test("sorted rows that are not told stand at the end, in the order of their names")
  func order() throws {
    var workspace = Self.workspace(
      Self.world([("b", 3, 0), ("a", 4, 0), ("c", 2, 0), ("x", 20, 0), ("y", 30, 0)]))
    let groups = try workspace.ask("set privacy on; segment by region sort users asc")
      .table(named: "groups")
    #expect(groups.texts("region") == ["x", "y", "a", "b", "c"])
  }

  @Test("no note or warning states a number of people")
  func notes() throws {
    var workspace = Self.workspace(Self.world([("a", 12, 6), ("b", 20, 1), ("c", 3, 1)]))
    workspace.privacy = Privacy(isOn: true)
    for query in ["segment where did(pay) by region", "funnel visit -> pay within 60d by region"] {
      let answer = try workspace.ask(query)
      let said = answer.warnings.map(\.message.english) + answer.notes.map(\.english)
      for text in said where !text.contains("suppressed") {
        #expect(!text.contains { $0.isNumber }, "\(text)")
      }
    }
  }

  @Test("a verb that declares nothing is refused under privacy")
  func undeclared() throws {
    var workspace = Workspace(
      catalogue: Catalogue(verbs: [Silent.self], commands: []),
      access: DatasetAccess { _, _ throws(Diagnostic) in
        throw Diagnostic("E400", Phrase("no files", "没有文件"), at: nil)
      })
    workspace.use(Self.world([("a", 9, 0)]).dataset)
    _ = try workspace.ask("segment")
    workspace.privacy = Privacy(isOn: true)
    #expect(try refusal("segment", workspace).code == "E340")
  }

  @Test("a chart shows what is not told, and no bar for it")
  func chart() throws {
    var workspace = Self.workspace(Self.world([("a", 3, 0), ("b", 20, 0), ("c", 4, 0)]))
    let outcome = try #require(
      workspace.run("set privacy on; segment by region", interrupt: Interrupt()).last)
    let lines = outcome.picture
    let small = try #require(lines.first { $0.hasPrefix("a ") })
    #expect(small.contains("<5") && !small.contains("█"))
  }
}

/// Segment without its disclosure.
private enum Silent: Verb {
  static var signature: Signature { Segment.signature }

  static func plan(_ call: VerbCall, in scope: Scope) throws(Diagnostic) -> Segment.Plan {
    try Segment.plan(call, in: scope)
  }

  static func evaluate(
    _ plan: Segment.Plan, on dataset: Dataset, interrupt: Interrupt
  ) throws(Diagnostic) -> Answer {
    try Segment.evaluate(plan, on: dataset, interrupt: interrupt)
  }

  static func render(_ answer: Answer, for plan: Segment.Plan, on canvas: Canvas) -> [Block] {
    Segment.render(answer, for: plan, on: canvas)
  }

  static func words(_ plan: Segment.Plan, on dataset: Dataset) -> Phrase {
    Segment.words(plan, on: dataset)
  }
}

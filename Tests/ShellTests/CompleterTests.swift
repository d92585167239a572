import Commands
import Engine
import Language
import Reporting
import Shell
import Statistics
import TestKit
import Testing
import Verbs

@Suite("completion")
struct CompleterTests {
  private func workspace(_ language: DisplayLanguage = .english) -> Workspace {
    var workspace = Workspace(
      catalogue: Catalogue(verbs: StandardVerbs.all, commands: StandardCommands.all),
      access: DatasetAccess { _, _ throws(Diagnostic) in throw .interrupted }, language: language)
    let world = World(
      asof: "2024-01-31",
      events: [
        .event("u1", "visit", "2024-01-01", ["channel": "抖音", "amount": 1]),
        .event("u1", "visit", "2024-01-02", ["channel": "o'brien"]),
        .event("u1", "pay", "2024-01-02"), .event("u2", "add to cart", "2024-01-03"),
      ], users: ["u1": ["city": "北京"], "u2": ["city": "上海"]],
      feedback: [.answer(9, user: "u1", kind: "nps")],
      labels: Labels(
        events: ["visit": Phrase("Visit", "访问"), "pay": Phrase("pay", "支付")],
        columns: ["city": Phrase("city", "城市")]))
    var dataset = world.dataset
    dataset.tables = ["events", "users"].map {
      TableSummary(name: $0, role: $0, rows: 4, columns: [], mapping: [:], sources: [])
    }
    workspace.use(dataset)
    return workspace
  }

  private func texts(_ head: String, _ language: DisplayLanguage = .english) -> [String] {
    Completer(workspace: workspace(language), commands: ["save"], datasets: ["shop"])
      .completion(of: head).candidates.map(\.text)
  }

  @Test("a statement begins with a verb or a command, in the session's language")
  func starts() {
    #expect(Set(["segment", "funnel", "help", "save", "quit"]).isSubset(of: texts("")))
    #expect(Set(["分群", "漏斗", "帮助", "保存", "退出"]).isSubset(of: texts("", .chinese)))
    #expect(texts("funnel a -> b; fu") == ["funnel"])
    #expect(texts("funnel a -> b\nfu") == ["funnel"])
  }

  @Test("after audit come tables and using, after that the parts of an audit")
  func audit() {
    #expect(texts("audit ") == ["events", "users", "using"])
    #expect(texts("audit ev") == ["events"])
    #expect(texts("audit events ") == ["using"])
    #expect(texts("audit events using ") == ["identity", "format"])
    #expect(texts("质检 口径 ", .chinese) == ["身份", "格式"])
    #expect(texts("audit using identity ") == [])
  }

  @Test("the letters typed decide the language, whatever the session's")
  func typedLanguage() {
    #expect(texts("漏") == ["漏斗"])
    #expect(texts("fun", .chinese) == ["funnel"])
    #expect(texts("FUN") == ["funnel"])
    #expect(texts("funnel 访") == ["访问"])
    #expect(texts("漏斗 vi", .chinese) == ["visit"])
  }

  @Test(
    "events follow a verb of steps, an arrow, `or`, an opening bracket and `excluding`",
    arguments: [
      "funnel ", "funnel visit -> ", "funnel visit ->", "漏斗 访问 -> ", "funnel visit or ",
      "funnel visit -> (", "funnel visit -> first ", "cohort ", "segment where count(",
    ])
  func events(_ head: String) {
    #expect(Set(["visit", "pay", "`add to cart`", "any"]).isSubset(of: texts(head)))
  }

  @Test("a name that needs backticks gets them, and is found without typing one")
  func backticks() {
    #expect(texts("funnel add") == ["`add to cart`"])
    #expect(texts("funnel visit -> `ad") == ["`add to cart`"])
  }

  @Test("behind a whole step come the arrow and the clauses that the verb takes, none twice")
  func clauses() {
    let offered = texts("funnel visit -> pay ")
    #expect(offered.first == "->")
    #expect(Set(["within", "by", "where", "last"]).isSubset(of: offered))
    #expect(!offered.contains("at"))
    #expect(texts("funnel visit -> pay wi") == ["within", "with"])
    #expect(!texts("funnel visit -> pay within 7d ").contains("within"))
    #expect(!texts("漏斗 访问 -> 支付 7天内 ").contains("within"))
    #expect(texts("漏斗 访问 -> 支付 窗") == ["窗口"])
  }

  @Test("a clause decides what follows it")
  func bodies() {
    #expect(Set(["city", "week", "month"]).isSubset(of: texts("segment by ")))
    #expect(texts("分群 按 城") == ["城市"])
    #expect(texts("segment by ci") == ["city"])
    #expect(texts("funnel visit -> pay using se") == ["session"])
    #expect(texts("funnel visit -> pay last 7") == [])
    #expect(texts("漏斗 访问 -> 支付 最近 ") == ["7 days", "30 days", "90 days"])
    #expect(texts("cohort by week with av") == ["average="])
    #expect(texts("cohort at ", .chinese).first == "次日")
  }

  @Test("conditions: names, then tests, then values of the column in quotes")
  func conditions() {
    #expect(Set(["city", "count(", "not"]).isSubset(of: texts("segment where ")))
    #expect(Set(["=", "in", "and"]).isSubset(of: texts("segment where city ")))
    #expect(texts("segment where city = ") == ["'上海'", "'北京'"])
    #expect(texts("segment where city = '北") == ["'北京'"])
    #expect(texts("segment where city in ('上海', ") == ["'上海'", "'北京'"])
    #expect(texts("funnel visit[ch") == ["channel"])
    #expect(texts("funnel visit[channel = o") == ["'o''brien'"])
    #expect(texts("segment where sum(visit.am") == ["amount"])
    #expect(texts("segment where days(pay) > 1 an") == ["and"])
  }

  @Test("saved segments follow from and compare; parts follow a partition and a dot")
  func sets() throws {
    var workspace = workspace()
    let everyone = UserSet(all: true, count: 2)
    try workspace.keep(SavedSet(name: "loyal", kind: .segment(everyone)), at: Span(0, 0))
    try workspace.keep(
      SavedSet(name: "tiers", kind: .partition([("key", everyone), ("new", everyone)])),
      at: Span(0, 0))
    let completer = Completer(workspace: workspace)
    #expect(completer.completion(of: "segment from ").candidates.map(\.text) == ["loyal", "tiers"])
    #expect(
      completer.completion(of: "funnel visit -> pay from lo").candidates.map(\.text) == ["loyal"])
    #expect(
      completer.completion(of: "segment from tiers.").candidates.map(\.text) == ["key", "new"])
    #expect(
      completer.completion(of: "segment from (loyal ").candidates.map(\.text) == ["and", "or"])
    #expect(completer.completion(of: "segment by ti").candidates.map(\.text) == ["tiers"])
  }

  @Test("facets follow their verb, each once")
  func facets() {
    #expect(texts("feedback np") == ["nps"])
    #expect(texts("反馈 净") == ["净推荐值"])
    #expect(!texts("feedback nps ").contains("nps"))
  }

  @Test("commands: verbs after help, datasets after open, settings after set")
  func commands() {
    #expect(texts("help fun") == ["funnel"])
    #expect(texts("帮助 漏") == ["漏斗"])
    #expect(texts("open s") == ["shop"])
    #expect(texts("set la") == ["lang"])
    #expect(texts("set lang ") == ["en", "zh"])
    #expect(texts("explain pl") == ["plan"])
    #expect(texts("explain plan fun") == ["funnel"])
    #expect(texts("解释 漏斗 访") == ["访问"])
  }

  @Test(
    "nothing is offered in a comment, behind a number or where nothing fits",
    arguments: ["funnel a # fu", "cohort at d7", "limit 10", "zzz", "[", "segment as ", "funnel 7"])
  func nothing(_ head: String) {
    #expect(texts(head) == [])
  }

  @Test("the word begun is replaced whole, counted in scalars")
  func replaced() {
    let completer = Completer(workspace: workspace(.chinese))
    #expect(completer.completion(of: "漏斗 访").replaced == 1)
    #expect(completer.completion(of: "漏斗 ").replaced == 0)
    #expect(completer.completion(of: "segment where city = '北").replaced == 2)
  }

  @Test("no text traps, and every offer begins with what was typed")
  func fuzz() {
    var random = SplitMix64(seed: 20240131)
    let pieces = [
      "漏斗", "funnel", " ", "->", "访问", "pay", "[", "]", "(", ")", "where", "按", "'", "\"", "`", "#",
      "\n", ";", ".", ",", "=", "7d", "最近90天", "is", "from", "explain", "help", "\u{1F600}",
      "\u{0}",
    ]
    let completer = Completer(workspace: workspace())
    for _ in 0..<3000 {
      let head = (0..<random.below(9)).map { _ in random.pick(pieces) }.joined()
      let completion = completer.completion(of: head)
      let typed = head.unicodeScalars.suffix(completion.replaced).map(String.init).joined()
      for candidate in completion.candidates {
        let bare = candidate.text.drop { "`'".contains($0) }.lowercased()
        #expect(bare.hasPrefix(typed.drop { "`'\"".contains($0) }.lowercased()), "\(head)")
      }
    }
  }

  @Test("values that tell who someone is are never offered")
  func personal() {
    var workspace = workspace()
    #expect(
      Completer(workspace: workspace).completion(of: "segment where city = ").candidates.count > 1)
    var dataset = workspace.opened
    dataset?.tables = [
      TableSummary(
        name: "users", role: "users", rows: 2, columns: [], mapping: [:], sources: [],
        personal: ["city": .phone])
    ]
    if let dataset { workspace.use(dataset) }
    let texts = Completer(workspace: workspace).completion(of: "segment where city = ").candidates
      .map(\.text)
    #expect(!texts.contains { $0.contains("北京") || $0.contains("上海") })
  }
}

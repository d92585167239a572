import Charts
import Commands
import Engine
import Foundation
import Reporting
import Store
import Synchronization
import Testing
import Verbs

/// `open`, `load`, `map` and `describe` on files, as the program reaches them.
@Suite("map, load and describe")
struct MapCommandTests {
  private final class Files {
    let path = NSTemporaryDirectory() + "opsbook-map-\(UUID().uuidString)"
    init() throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ text: String) throws {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
    }
  }

  private static let events = """
    uid,sid,ts,event,channel,email
    u1,s1,2024-03-01 08:00,visit,wechat,a@x.com
    u1,s1,2024-03-02 09:00,pay,wechat,a@x.com
    u2,s2,2024-03-02 10:00,visit,pay,b@y.com
    """

  private func session() throws -> (files: Files, workspace: Workspace) {
    let files = try Files()
    try files.write("ev.csv", Self.events)
    try files.write("spend.csv", "uid,ts,spend\nx,2024-03-01,5\n")
    let store = DatasetStore(cacheFolder: files.path + "/cache")
    let current = Mutex<DatasetSource?>(nil)
    let folder = files.path
    let access = DatasetAccess { request, interrupt throws(Diagnostic) in
      let source = try DatasetSource(
        request, at: folder + "/" + request.path, after: current.withLock { $0 })
      let (dataset, report) = try store.open(source, interrupt: interrupt)
      current.withLock { $0 = source }
      return .init(dataset: dataset, notices: report?.lines ?? dataset.emptyTables)
    }
    var workspace = Workspace(
      catalogue: Catalogue(verbs: StandardVerbs.all, commands: StandardCommands.all),
      access: access)
    #expect(workspace.run("open \"ev.csv\"", interrupt: Interrupt())[0].diagnostics.isEmpty)
    return (files, workspace)
  }

  private func run(_ text: String, _ workspace: inout Workspace) -> Outcome? {
    workspace.run(text, interrupt: Interrupt()).last
  }

  @Test("a label is in the language it is written in, and is typed from then on")
  func labels() throws {
    var (files, workspace) = try session()
    for line in [
      "map label event pay = '支付'", "map label column channel='渠道'", "map label 支付 = 'paid'",
      "映射 label visit = ‘访问’", "map label wechat = 微信",
    ] {
      #expect(run(line, &workspace)?.diagnostics == [], "\(line)")
    }
    let labels = try #require(workspace.dataset?.labels)
    #expect(labels.events == ["pay": Phrase("paid", "支付"), "visit": Phrase("visit", "访问")])
    #expect(labels.columns == ["channel": Phrase("channel", "渠道")])
    #expect(labels.values == ["wechat": Phrase("wechat", "微信")])
    #expect(run("漏斗 访问 -> 支付 按 渠道", &workspace)?.diagnostics == [])
    _ = files
  }

  @Test(
    "what a label cannot mean is refused and changes nothing",
    arguments: [
      ("map label pay = '支付'", "E207"), ("map label pya = '支付'", "E215"),
      ("map label pay", "E131"), ("map label = 'x'", "E131"), ("map label a@x.com = 'x'", "E215"),
    ])
  func labelRefused(statement: String, code: String) throws {
    var (files, workspace) = try session()
    #expect(run(statement, &workspace)?.diagnostics.map(\.code) == [code])
    #expect(workspace.dataset?.labels == Labels())
    _ = files
  }

  @Test("map keeps saved segments where no row is read otherwise, and drops them where one is")
  func segments() throws {
    var (files, workspace) = try session()
    #expect(run("segment where did(pay) as payers", &workspace)?.diagnostics == [])
    for line in ["map key=pay", "map week=sunday", "map active=visit,pay", "map currency=cny"] {
      #expect(run(line, &workspace)?.diagnostics == [], "\(line)")
    }
    #expect(workspace.sets.keys.contains("payers"))
    #expect(workspace.dataset?.roles == EventRoles(active: ["visit", "pay"], key: "pay"))
    #expect(run("map user=sid zone=Asia/Shanghai", &workspace)?.diagnostics == [])
    #expect(workspace.sets.isEmpty)
    #expect(workspace.dataset?.users.ids == ["s1", "s2"])
    #expect(workspace.dataset?.calendar.zone == "Asia/Shanghai")
    #expect(workspace.dataset?.roles.key == "pay")
    _ = files
  }

  @Test("an error of map leaves the session as it was, also for the next map")
  func unchanged() throws {
    var (files, workspace) = try session()
    let before = workspace.dataset?.contentHash
    for line in ["map user=nobody", "map zone=Nowhere", "map other role=costs", "map x=y", "map"] {
      #expect(run(line, &workspace)?.diagnostics.isEmpty == false, "\(line)")
    }
    #expect(workspace.dataset?.contentHash == before)
    #expect(run("map session=sid", &workspace)?.diagnostics == [])
    _ = files
  }

  @Test("load adds a file; map says what its table is for; a second load of it is refused")
  func load() throws {
    var (files, workspace) = try session()
    #expect(run("load \"spend.csv\"", &workspace)?.diagnostics == [])
    #expect(workspace.dataset?.users.ids == ["u1", "u2", "x"])
    #expect(run("map spend role=costs", &workspace)?.diagnostics == [])
    #expect(workspace.dataset?.users.ids == ["u1", "u2"])
    #expect(run("load spend.csv", &workspace)?.diagnostics.map(\.code) == ["E429"])
    #expect(run("load spend.csv again", &workspace)?.diagnostics == [])
    #expect(workspace.dataset?.tables.map(\.rows) == [3, 2])
    #expect(run("load spend.csv replace", &workspace)?.diagnostics == [])
    #expect(workspace.dataset?.tables.map(\.rows) == [3, 1])
    _ = files
  }

  @Test("describe shows ranges and common values, never those of people")
  func describe() throws {
    var (files, workspace) = try session()
    let answer = try #require(run("describe columns", &workspace)?.answer)
    let columns = try #require(answer.table("columns"))
    let values = columns.rows.indices.map { columns.cell($0, "values").textValue ?? "" }
    #expect(
      values == [
        "(id, not shown)", "s1, s2", "2024-03-01 … 2024-03-02", "visit, pay", "wechat, pay",
        "(e-mail, not shown)",
      ])
    for part in ["", "users", "events", "sources", "columns", "ev", "EV", "'ev'", "用户", "来源"] {
      let outcome = try #require(run("describe \(part)", &workspace))
      #expect(outcome.diagnostics == [], "\(part)")
      let text = outcome.answer?.tables.flatMap(\.rows).joined().compactMap(\.textValue) ?? []
      #expect(!text.contains { $0.contains("@") }, "\(part)")
    }
    let unknown = run("describe evv", &workspace)?.diagnostics.first
    #expect(unknown?.code == "E428" && unknown?.suggestion == "ev")
    #expect(run("map label a@x.com = 'x'", &workspace)?.diagnostics.first?.code == "E215")
    _ = files
  }

  @Test("events and tables say how many, whose and when")
  func figures() throws {
    var (files, workspace) = try session()
    let events = try #require(run("events", &workspace)?.answer?.table("events"))
    #expect(events.ints("events") == [2, 1])
    #expect(events.ints("users") == [2, 1])
    #expect(events.rows.indices.map { events.cell($0, "per_user") } == [.real(1), .real(1)])
    #expect(events.cell(0, "first") == .time(1_709_280_000_000))
    let tables = try #require(run("tables", &workspace)?.answer?.table("tables"))
    #expect(tables.rows.count == 1)
    #expect(tables.cell(0, "last") == .time(1_709_373_600_000))
    let sources = try #require(run("describe sources", &workspace)?.answer?.table("sources"))
    #expect(sources.cell(0, "sha256").textValue?.count == 64)
    #expect(sources.cell(0, "imported") == .missing)
    _ = files
  }

  @Test("a file with a header and no rows says so, each time, and there is no today")
  func headerOnly() throws {
    var (files, workspace) = try session()
    try files.write("none.csv", "uid,ts,event\n")
    for _ in 0..<2 {
      let opened = try #require(run("open none.csv", &workspace)?.answer?.tables.first)
      let text = opened.rows.compactMap { $0.first?.textValue }
      #expect(text.contains { $0.contains("none has a header and no rows yet") })
      #expect(!text.contains { $0.contains("1970") })
      let all = try #require(run("describe", &workspace)?.answer).tables.flatMap(\.rows)
      #expect(!all.joined().contains { $0.textValue?.contains("1970") == true })
    }
  }

  @Test(
    "no line of describe is wider than a screen of 80 cells", arguments: DisplayLanguage.allCases)
  func width(language: DisplayLanguage) throws {
    var session = try TestSession(Repository.dataset("clickstream"))
    for part in ["describe", "describe users", "describe events", "describe sources", "tables"] {
      let outcome = try #require(session.workspace.run(part, interrupt: Interrupt()).last)
      guard case .answer(_, let render) = outcome.kind else {
        Issue.record("\(part) has no answer")
        continue
      }
      let canvas = Canvas(width: 80, language: language)
      for case .chart(let chart) in render(canvas) {
        for line in chart.lines { #expect(DisplayWidth().width(of: line.plain) <= 80) }
      }
    }
  }
}

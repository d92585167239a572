import Engine
import Foundation
import Language
import Reporting
import Testing
import Verbs

@Suite("audit")
struct AuditTests {
  /// Twenty rows with one of each defect; the lines of the file count from 1.
  static let orders = """
    order_no,uid,paid_on,amount,note
    n01,u1,2024-01-01,10,
    n02,u2,2024-01-02,20,
    n03,u3,2024-01-03,30,
    n04,u1,2024-01-04,40,
    n05,u2,2024-01-05,50,
    n06,u3,2024-01-06,60,
    n07,u1,2024-01-07,70,
    n08,u2,2024-01-08,80,
    n09,u3,2024-01-09,90,
    n10,u1,2024-01-10,30,
    n11,u2,2024-01-11,40,
    n12,u3,2024-01-12,50,
    n12,u3,2024-01-12,50,
    n13,,2024-01-13,60,
    n14,u1,14/01/2024,70,
    n15,u2,2024-01-15,8000,
    n16,u3,2024-01-16,-10,
    n17,u1,2031-01-17,20,
    n18,u9,2024-01-18,30,=cmd()\u{1B}[31m
    n18,u1,2024-01-19,40,,

    """

  private static func session() throws -> TestSession {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "opsbook-audit-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = [
      "orders.csv": orders, "users.csv": "uid,device_id\nu1,d1\nu2,d2\nu3,d2\nu4,d4\n",
      "visits.csv": "uid,ts,event\nu1,2024-01-02,visit\nu2,2024-01-03,visit\n",
      "dataset.json": """
      {"format":1,"asof":"2024-01-31","active":["visit"],"tables":{
      "orders":{"file":"orders.csv","role":"other"},"users":{"file":"users.csv","role":"users"},
      "visits":{"file":"visits.csv","role":"events"}}}
      """,
    ]
    for (name, text) in files {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    return try TestSession(folder.path)
  }

  private func found(_ answer: Answer) throws -> [String] {
    let table = try #require(answer.table("summary"))
    return table.rows.indices.filter { (table.cell($0, "rows").intValue ?? 0) > 0 }.map { row in
      [table.cell(row, "table"), table.cell(row, "check")].compactMap(\.textValue)
        .joined(separator: " ")
        + " \(table.ints("rows")[row])/\(table.ints("of")[row])"
    }
  }

  @Test("of twenty rows with one of each defect each is found once")
  func twenty() throws {
    var session = try Self.session()
    let answer = try session.ask("audit orders")
    #expect(
      try found(answer) == [
        "orders duplicates 1/20", "orders missing_ids 1/20", "orders date_formats 1/20",
        "orders unit_outliers 1/20", "orders negatives 1/20", "orders future 1/20",
        "orders rejected 1/20", "orders orphans 1/20",
      ])
    let examples = try #require(answer.table("examples"))
    #expect(examples.ints("line") == [14, 15, 16, 17, 18, 19, 21, 20])
    // Gone are the copy, the one without a user, the negative, the future and the rejected one.
    #expect(answer.table("usable")?.ints("usable") == [15])
    #expect(answer.table("usable")?.ints("rows") == [20])
    let contents = examples.rows.compactMap { $0.last?.textValue }
    #expect(contents.contains { $0.hasSuffix("note==cmd()\\x1B[31m") })
  }

  @Test("without a table all are audited; a part makes its own checks alone")
  func parts() throws {
    var session = try Self.session()
    let whole = try session.ask("audit")
    #expect(
      Set(try #require(whole.table("usable")).rows.compactMap { $0.first?.textValue }).count == 3)
    let identity = try session.ask("质检 口径 身份")
    #expect(
      try found(identity) == [
        "orders missing_ids 1/20", "orders orphans 1/20", "users paired_devices 1/3",
        "users idle_users 2/4",
      ])
    #expect(identity.table("usable") == nil)
    #expect(
      try found(try session.ask("audit ORDERS using format")) == [
        "orders date_formats 1/20", "orders unit_outliers 1/20",
      ])
  }

  @Test("what is to be typed next can be read, in both languages")
  func next() throws {
    var session = try Self.session()
    let dataset = try #require(session.workspace.opened)
    let audit = try Audit(of: dataset.tables.map(\.name), in: dataset)
    let next = audit.findings.compactMap(\.next)
    #expect(next.count >= 8)
    let parser = Parser(grammar: session.workspace.catalogue.grammar)
    for phrase in next {
      let english = try #require(phrase.english.components(separatedBy: "type: ").last)
      let chinese = try #require(phrase.chinese.components(separatedBy: "：").last)
      for text in [english, chinese] {
        let parse = parser.parse(text)
        #expect(parse.diagnostics.map(\.message.english) == [], "\(text)")
        #expect(parse.script.statements.count == 1)
      }
    }
    let idle = try session.ask("segment where not did(active) as idle")
    #expect(idle.tables[0].ints("users") == [2])
  }

  @Test("unknown tables and parts are told, with what there is")
  func errors() throws {
    var session = try Self.session()
    func code(_ query: String) -> String? {
      session.workspace.run(query, interrupt: Interrupt()).last?.diagnostics.first?.code
    }
    #expect(code("audit order") == "E428")
    #expect(code("audit orders users") == "E428")
    #expect(code("audit using rolling") == "E220")
    #expect(code("audit 'orders") == "E132")
    let raised = Interrupt()
    raised.raise()
    #expect(
      session.workspace.run("audit", interrupt: raised).last?.diagnostics.first?.code == "E590")
  }

  @Test("answers say that the data was not audited, until it was, and again for other data")
  func mark() throws {
    var session = try Self.session()
    func isMarked(_ answer: Answer) -> Bool { answer.notes.contains(Workspace.notAudited) }
    #expect(isMarked(try session.ask("segment")))
    #expect(!isMarked(try session.ask("audit visits using format")))
    #expect(!isMarked(try session.ask("segment")))
    _ = try session.ask("set asof = 2024-01-10")
    #expect(!isMarked(try session.ask("segment")))
    let same = try #require(session.workspace.opened)
    session.workspace.use(same)
    #expect(!isMarked(try session.ask("segment")))
    _ = try session.ask("open \(Repository.dataset("clickstream"))")
    #expect(isMarked(try session.ask("segment")))
    session.workspace.use(same)
    #expect(isMarked(try session.ask("segment")))
  }

  @Test("the examples of help run in both languages")
  func examples() throws {
    var session = try TestSession(Repository.dataset("clickstream"))
    let command = try #require(session.workspace.catalogue.command("audit"))
    #expect(command.examples.count >= 4)
    for example in command.examples {
      let english = try session.ask(example.query.english)
      #expect(english.tables == (try session.ask(example.query.chinese).tables))
    }
    let page = try session.ask("help audit").tables.flatMap(\.rows).compactMap(\.first?.textValue)
    #expect(page.contains("  audit using identity"))
  }
}

import Foundation
import Testing

/// The line editor at a real terminal, key by key.
@Suite("the line editor", .serialized)
struct EditorTests {
  private func session(
    _ arguments: [String] = [], columns: Int = 40, rows: Int = 12,
    environment: [String: String] = [:]
  ) throws -> PtySession {
    let session = try PtySession(
      BuiltProduct.path("EditorProbe"), arguments, environment: environment, columns: columns,
      rows: rows)
    try session.wait(for: "指标>")
    session.settle()
    return session
  }

  /// Waits until the screen has these lines from its top on and no more.
  private func show(_ expected: [String], _ session: PtySession) throws {
    try session.wait("\(expected)") { screen in
      Array(screen.lines.prefix(expected.count)) == expected
        && screen.lines.dropFirst(expected.count).allSatisfy(\.isEmpty)
    }
    session.settle()
  }

  @Test("Chinese put in the middle of a line lands where it was typed")
  func middle() throws {
    let session = try session()
    session.send("漏斗 支付\u{1B}[D\u{1B}[D访问 -> ")
    try show(["指标> 漏斗 访问 -> 支付"], session)
    #expect(session.screen.column == 6 + 13)
    session.send("\r")
    try session.wait(for: "<漏斗 访问 -> 支付>")
  }

  @Test(
    "between two texts the terminal never reads by lines, which would swallow Ctrl-D",
    arguments: [[], ["--stock"]])
  func noLineMode(_ arguments: [String]) throws {
    let session = try session(arguments)
    for turn in 0..<30 {
      session.send("turn \(turn)\r")
      #expect(try session.lineModes(until: "<turn \(turn)>") == 0)
    }
    session.send([4])  // Ctrl-D
    #expect(try session.exitCode() == 0)
    #expect(session.readsLines, "the terminal is given back as it was")
  }

  @Test("Enter adds a line to an unfinished text, Alt-Enter to any")
  func furtherLines() throws {
    let session = try session()
    session.send("漏斗 访问 ->\r支付\u{1B}\r按 渠道")
    try show(["指标> 漏斗 访问 ->", "  支付", "  按 渠道"], session)
    session.send("\r")
    try session.wait(for: "<漏斗 访问 ->\n  支付\n  按 渠道>")
  }

  @Test("Enter on an empty further line submits an unfinished text")
  func emptyLine() throws {
    let session = try session()
    session.send("访问 ->\r\r")
    try session.wait(for: "<访问 ->>")
  }

  @Test("the arrows move inside a text of several lines, then through what was typed before")
  func arrows() throws {
    let session = try session()
    session.send("\u{1B}[A")
    try show(["指标> two", "  lines 二"], session)
    session.send("\u{1B}[A\u{1}上")
    try show(["指标> 上two", "  lines 二"], session)
    session.send("\u{1B}[B下")
    try show(["指标> 上two", " 下 lines 二"], session)
    session.send("\u{1B}[A\u{1B}[A")
    try show(["指标> first 一"], session)
    session.send("\r")
    try session.wait(for: "<first 一>")
  }

  @Test("Ctrl-R finds earlier texts that hold what is typed, one after the other")
  func search() throws {
    let session = try session()
    session.send("一\u{12}")
    try show(["指标> first 一"], session)
    session.send("\u{15}\u{12}")
    try show(["指标> two", "  lines 二"], session)
    session.send("\u{12}")
    try show(["指标> first 一"], session)
    session.send("\u{12}\r")
    try session.wait(for: "<first 一>")
  }

  @Test("Ctrl-C drops the text and leaves a new prompt; Ctrl-D leaves")
  func leaving() throws {
    let session = try session()
    session.send("漏斗 访问\u{1B}[D\u{3}")
    try show(["指标> 漏斗 访问^C", "<cancelled>", "指标>"], session)
    session.send("\u{4}")
    #expect(try session.exitCode() == 0)
    #expect(!session.screen.isPasteBracketed)
  }

  @Test("a paste comes in whole: line breaks stay, tabs and control characters do not")
  func paste() throws {
    let session = try session()
    #expect(session.screen.isPasteBracketed)
    session.send("\u{1B}[200~漏斗 a ->\r\n\tb\u{7}\u{1B}[31m;\n留存\u{1B}[201~")
    try show(["指标> 漏斗 a ->", "  b[31m;", "留存"], session)
    session.send("\r")
    try session.wait(for: "<漏斗 a ->\n  b[31m;\n留存>")
  }

  @Test("a long paste of wide characters is taken as it is")
  func longPaste() throws {
    let session = try session(rows: 10)
    let text = String(repeating: "用户活跃", count: 500)
    session.send("\u{1B}[200~\(text)\u{1B}[201~\r")
    try session.wait(seconds: 20, "the text") { screen in
      screen.transcript.split(separator: "\n").joined().contains("<\(text)>")
    }
  }

  @Test("sequences of unknown keys and late answers of the terminal leave no text")
  func unknownKeys() throws {
    let session = try session()
    session.send("a\u{1B}[1;2P\u{1B}[15~\u{1B}[12;40R\u{1B}Ob\u{1B}[<0;1;1Mb\u{1C}e\u{0}")
    try show(["指标> abe"], session)
  }

  @Test("Tab puts in the only word, then lists what else fits")
  func tab() throws {
    let session = try session()
    session.send("漏\t")
    try show(["指标> 漏斗"], session)
    #expect(session.screen.column == 11)
    session.send("f\t")
    try show(["指标> 漏斗 f", "funnel    feedback", "指标> 漏斗 f"], session)
    session.send("u\t")
    try session.wait(for: "指标> 漏斗 funnel")
  }

  @Test(
    "another width of the window wraps the text anew",
    arguments: [(40, 24), (24, 40), (40, 17), (30, 21)], [false, true])
  func resize(_ columns: (from: Int, to: Int), _ isColoured: Bool) throws {
    let session = try session(isColoured ? ["--color"] : [], columns: columns.from)
    let text = "漏斗 访问 -> 支付 按 渠道 最近90天 漏斗 访问 -> 支付"
    session.send(text + "\u{1B}[D\u{1B}[D\u{1B}[D\u{1B}[D\u{1B}[D")
    session.settle()
    session.resize(columns: columns.to)
    session.settle(milliseconds: 150)
    session.send("中")
    session.settle()
    let typed = "漏斗访问->支付按渠道最近90天漏斗访问中->支付"
    func flat(_ text: String) -> String { text.filter { !$0.isWhitespace } }
    try session.wait("the text anew") { flat($0.lines.joined()) == "指标>" + typed }
    session.send("\r")
    try session.wait("the text") { flat($0.transcript).contains("<\(typed)>") }
  }

  @Test("without UTF-8 in the locale another one is found, so Chinese can be typed all the same")
  func locale() throws {
    let session = try session(environment: ["LC_ALL": "C"])
    session.send("漏斗\r")
    try session.wait(for: "<漏斗>")
  }

  @Test("libedit without our read path takes Chinese in the middle of a line as well")
  func stock() throws {
    let session = try session(["--stock"])
    session.send("漏斗支付\u{2}\u{2}访问")
    try show(["指标> 漏斗访问支付"], session)
    session.send("\r")
    try session.wait(for: "<漏斗访问支付>")
  }

  @Test("a dumb terminal gets lines without escape codes")
  func dumb() throws {
    let session = try session(["--dumb"])
    session.send("访问 ->\n支付\n\u{4}")
    _ = try session.exitCode()
    #expect(session.screen.transcript.contains("<访问 ->\n支付>"))
    #expect(!session.output.contains(0x1B))
  }

  @Test("a session with vi's keys in .editrc still has its lines and Enter")
  func viKeys() throws {
    let home = FileManager.default.temporaryDirectory.appending(path: "home-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: home) }
    try "bind -v\n".write(to: home.appending(path: ".editrc"), atomically: true, encoding: .utf8)
    let session = try session(environment: ["HOME": home.path])
    session.send("访问 ->\r支付漏斗")
    session.settle()
    session.send("\u{1B}")
    session.settle(milliseconds: 80)
    session.send("0xi按\u{1B}[B量")
    try show(["指标> 按问 ->", " 量 支付漏斗"], session)
    session.send("\r")
    try session.wait(for: "<按问 ->\n 量 支付漏斗>")
  }
}

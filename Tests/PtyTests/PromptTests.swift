import Foundation
import Testing

/// The prompt with real verbs on a world of two users, as a person meets it.
@Suite("the prompt", .serialized)
struct PromptTests {
  private func session(
    _ arguments: [String] = [], columns: Int = 90, rows: Int = 40
  ) throws -> PtySession {
    let session = try PtySession(
      BuiltProduct.path("EditorProbe"), ["--repl"] + arguments, columns: columns, rows: rows)
    try session.wait(for: "opsbook>")
    session.settle()
    return session
  }

  @Test("a typing error is shown with carets under it and the name that was meant")
  func typo() throws {
    let session = try session(["--zh"])
    session.send("漏斗 访问 -> 支负\r")
    try session.wait(for: "是不是想写 '支付'？")
    let lines = session.screen.lines
    let source = try #require(lines.firstIndex { $0.contains("| 漏斗 访问 -> 支负") })
    // The two characters take four cells, and so do their carets.
    #expect(lines[source + 1].contains("|              ^^^^"))
    session.send("漏斗 访问 -> 支\t\r")
    try session.wait(for: "有序")
    #expect(session.screen.transcript.contains("2 支付"))
  }

  @Test("Ctrl-C stops a running command and the session goes on")
  func interrupt() throws {
    let session = try session()
    session.send("lesson\r")
    try session.wait(for: "running")
    session.send("\u{3}")
    try session.wait(for: "E590")
    session.send("funnel visit -> pay\r")
    try session.wait(for: "ordered")
    session.send("lesson\r")
    try session.wait(until: { $0.transcript.components(separatedBy: "running").count == 3 })
    session.send("\u{3}quit\r")
    try session.wait(for: "ended")
    #expect(try session.exitCode() == 0)
  }

  @Test("nothing from the data or the program steers the terminal")
  func hostile() throws {
    let session = try session(["--color"])
    session.send("segment by channel\r")
    try session.wait(for: "owned")
    #expect(session.screen.transcript.contains("\\x1B]0;owned\\x07"))
    #expect(session.screen.transcript.contains("a notice \\x1B[31m"))
    #expect(session.screen.unknown.isEmpty)
  }

  @Test("a terminal that draws lines two cells wide gets charts without them")
  func wideLines() throws {
    let session = try PtySession(
      BuiltProduct.path("EditorProbe"), ["--repl"], columns: 90, rows: 40, ambiguousIsWide: true)
    try session.wait(for: "opsbook>")
    session.send("funnel visit -> pay\r")
    try session.wait(for: "overall")
    #expect(!session.screen.transcript.contains("█"))
    #expect(session.screen.transcript.contains("⣿"))
  }

  @Test("signs of a Chinese keyboard do not shift the line where they are drawn two cells wide")
  func wideSigns() throws {
    let session = try PtySession(
      BuiltProduct.path("EditorProbe"), ["--repl", "--color"], columns: 60, rows: 12,
      ambiguousIsWide: true)
    try session.wait(for: "opsbook>")
    session.send("漏斗 访问 → 支付 其中 渠道 = “抖音”\u{1B}[D\u{1B}[D城")
    session.settle()
    #expect(session.screen.lines.contains("opsbook> 漏斗 访问 -> 支付 其中 渠道 = \"抖城音\""))
  }

  @Test("asked to end, it leaves the terminal as it was", arguments: [SIGTERM, SIGHUP])
  func termination(_ signal: Int32) throws {
    let session = try session()
    session.send("漏斗")
    session.settle()
    session.signal(signal)
    #expect(try session.exitCode() == 0)
    #expect(!session.screen.isPasteBracketed)
  }

  @Test("keys typed before the prompt stands are not lost")
  func early() throws {
    let session = try PtySession(BuiltProduct.path("EditorProbe"), ["--repl"])
    session.send("help\r")
    try session.wait(for: "funnel")
  }

  @Test("what was typed is there in the next session")
  func history() throws {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "history-\(UUID().uuidString)/h.ndjson").path
    defer {
      try? FileManager.default.removeItem(
        atPath: (path as NSString).deletingLastPathComponent)
    }
    let first = try session(["--history", path])
    first.send("漏斗 访问 ->\r支付\r")
    try first.wait(for: "ordered")
    first.send("\u{4}")
    #expect(try first.exitCode() == 0)
    let second = try session(["--history", path])
    second.send("\u{1B}[A")
    try second.wait(for: "opsbook> 漏斗 访问 ->\n  支付")
  }

  @Test("another language is spoken from the next answer on")
  func language() throws {
    let session = try session()
    session.send("set lang zh\rfunnel visit -> pay\r")
    try session.wait(for: "总转化")
  }

  @Test("only quit and Ctrl-D end a session, whatever is typed")
  func errors() throws {
    let session = try session()
    for text in ["funnel", "]][", "\"", "开发", "sql", "save x", "funnel a -> b where", "留存 按"] {
      session.send("\u{1B}[200~\(text)\u{1B}[201~\r\r\r")
      session.settle()
      session.send("\u{3}")
      session.settle()
    }
    session.send("exit\r")
    try session.wait(for: "ended, failures: true")
    #expect(try session.exitCode() == 0)
  }
}

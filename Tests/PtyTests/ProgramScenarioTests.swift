import Foundation
import Testing

/// The whole program as a person meets it: typed at, watched, saved, left and replayed.
@Suite("a session at the terminal", .serialized)
struct ProgramScenarioTests {
  /// A folder of its own to work in, with folders for history and cache.
  private struct Desk {
    let folder: URL

    init() throws {
      folder = FileManager.default.temporaryDirectory
        .appending(path: "opsbook-desk-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func open(_ arguments: [String], columns: Int = 90) throws -> PtySession {
      let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
      return try PtySession(
        BuiltProduct.path("opsbook"), arguments,
        environment: [
          "HOME": folder.path, "XDG_CACHE_HOME": folder.path + "/cache",
          "XDG_STATE_HOME": folder.path + "/state",
          "OPSBOOK_DATA": root.appending(path: "datasets").path, "PWD": folder.path,
        ], columns: columns, rows: 40)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
  }

  @Test("a Chinese funnel with a typo: caret, suggestion, fix, chart, save, leave, replay")
  func chineseFunnel() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let session = try desk.open(["--lang", "zh", "clickstream"])
    try session.wait(for: "opsbook>", seconds: 60)
    session.send("漏斗 浏览商品 -> 加够 -> 购买 7天内\r")
    try session.wait(for: "E201")
    try session.wait(for: "是不是想写 '加购'？")
    // The carets stand under the two wide characters, four cells.
    let lines = session.screen.lines
    let source = try #require(lines.lastIndex { $0.hasPrefix("  | 漏斗") })
    #expect(lines[source + 1].hasPrefix("  |                  ^^^^ "))

    // Up, then back to the wrong character, which is replaced in the middle of the line.
    session.send("\u{1B}[A")
    session.settle()
    for _ in 0..<10 { session.send("\u{1B}[D") }
    session.send("\u{7F}购\r")
    try session.wait(for: "总转化")
    try session.wait(for: "截至 2024-06-29")
    let chart = session.screen.lines.joined(separator: "\n")
    #expect(chart.contains("浏览商品") && chart.contains("█"))
    let bought = try #require(session.screen.lines.first { $0.hasPrefix("3 购买") })
    #expect(bought.contains("228"))

    session.send("保存 \(desk.folder.path)/weekly\r")
    try session.wait(for: "已把 1 个单元保存到")
    session.send([4])  // Ctrl-D
    #expect(try session.exitCode() == 0)

    let saved = try String(contentsOfFile: desk.folder.path + "/weekly.md", encoding: .utf8)
    #expect(saved.contains("漏斗 浏览商品 -> 加购 -> 购买 7天内"))
    #expect(!saved.contains("加够"))
    let replay = try desk.open(["run", desk.folder.path + "/weekly.md", "--lang", "zh"])
    try replay.wait(for: "截至 2024-06-29", seconds: 60)
    let again = try #require(replay.screen.lines.first { $0.hasPrefix("3 购买") })
    #expect(again.trimmed == bought.trimmed)
    #expect(try replay.exitCode() == 0)
  }

  @Test("history is kept between sessions, Tab completes, Ctrl-C cancels and never ends")
  func habits() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let first = try desk.open(["--lang", "en", "clickstream"])
    try first.wait(for: "opsbook>", seconds: 60)
    first.send("segment by acquisition_ch\t")
    try first.wait(for: "segment by acquisition_channel")
    first.send("\r")
    try first.wait(for: "share of all 600 users")
    first.send("funnel nonsense")
    first.settle()
    first.send([3])  // Ctrl-C
    first.settle()
    first.send("events\r")
    try first.wait(for: "checkout_bug")
    first.send("quit\r")
    #expect(try first.exitCode() == 0)

    let second = try desk.open(["--lang", "en", "clickstream"])
    try second.wait(for: "opsbook>", seconds: 60)
    second.send("\u{1B}[A\u{1B}[A\u{1B}[A")
    try second.wait(for: "segment by acquisition_channel")
    second.send("\r")
    try second.wait(for: "share of all 600 users")
    second.send([4])
    #expect(try second.exitCode() == 0)
  }

  @Test("a session on two datasets is saved with the path of each, and replayed cell by cell")
  func twoDatasets() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let csv = desk.folder.appending(path: "own.csv")
    try "user,event,time\nu,visit,2024-01-01\nv,visit,2024-01-02\n"
      .write(to: csv, atomically: true, encoding: .utf8)
    let session = try desk.open(["--lang", "en", "clickstream"])
    try session.wait(for: "opsbook>", seconds: 60)
    session.send("segment\r")
    try session.wait(for: "all 600 users")
    session.send("open \"\(csv.path)\"\r")
    try session.wait(for: "2 users, 2 events")
    session.send("segment\r")
    try session.wait(for: "all 2 users")
    let book = desk.folder.appending(path: "two.md")
    session.send("save \(book.path)\r")
    try session.wait(for: "saved 3 cells")
    let text = try String(contentsOf: book, encoding: .utf8)
    #expect(text.contains("dataset.clickstream: {\"path\": \"clickstream\""))
    #expect(text.contains("dataset.own: {\"path\": \"own.csv\""))

    // The error of the first cell is shown in its own text, though another follows.
    let cells = "```opsbook\nfunnel vist -> pay\n```\n\n```opsbook\nsegment\n```\n"
    let wrong = "---\ndataset.own: {\"path\": \"own.csv\"}\n---\n" + cells
    try wrong.write(
      to: desk.folder.appending(path: "wrong.md"), atomically: true, encoding: .utf8)
    session.send("replay \(desk.folder.path)/wrong.md\r")
    try session.wait(for: "funnel vist -> pay")
    session.send([4])
    #expect(try session.exitCode() == 0)
  }

  @Test("what is typed while a question runs is kept for the next prompt")
  func typeAhead() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let session = try desk.open(["--lang", "en", "clickstream"])
    try session.wait(for: "opsbook>", seconds: 60)
    session.send("cohort any -> any by day\rsegment by any.platform\r")
    session.send([4])  // Ctrl-D
    #expect(try session.exitCode(seconds: 30) == 0)
    #expect(session.screen.transcript.contains("share of all 600 users"))
  }

  @Test("a statement goes on over several lines until it is complete")
  func severalLines() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let session = try desk.open(["--lang", "en", "clickstream"])
    try session.wait(for: "opsbook>", seconds: 60)
    session.send("funnel product_view ->\r")
    session.settle()
    session.send("purchase within 7d\r")
    try session.wait(for: "window 7d from the entry")
    session.send([4])
    #expect(try session.exitCode() == 0)
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}

import Foundation
import Testing

/// The program's ways in that need no terminal: each must answer, none may trap.
@Suite("the program without a terminal")
struct ProgramCommandTests {
  private struct Ending {
    let code: Int32
    let output: String
    let narration: String
  }

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func run(
    _ arguments: [String], typing input: String = "", output: String? = nil
  ) throws -> Ending {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "opsbook-command-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = try ["in", "out", "err"].map { name in
      let path = folder.appending(path: name)
      try Data(input.utf8).write(to: path)
      return path
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try BuiltProduct.path("opsbook"))
    process.arguments = arguments
    process.environment = [
      "HOME": folder.path, "LANG": "C.UTF-8",
      "OPSBOOK_DATA": Self.root.appending(path: "datasets").path,
    ]
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    for path in files[1...] { try Data().write(to: path) }
    process.standardOutput = try FileHandle(
      forWritingTo: output.map { URL(fileURLWithPath: $0) } ?? files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    return Ending(
      code: process.terminationStatus,
      output: try String(contentsOf: files[1], encoding: .utf8),
      narration: try String(contentsOf: files[2], encoding: .utf8))
  }

  @Test("statements that are piped in are answered, on the bundled data or a named dataset")
  func piped() throws {
    let bundled = try run([], typing: "funnel view_item -> pay\n")
    #expect(bundled.code == 0)
    #expect(bundled.output.contains("2 pay"))
    let named = try run(["cdnow"], typing: "ltv\n")
    #expect(named.code == 0)
    #expect(named.output.contains("2,357"))
  }

  @Test("a notebook given as the path is replayed")
  func notebook() throws {
    let path = Self.root.appending(path: "notebooks/shop-funnel-and-retention.md").path
    let ending = try run([path])
    #expect(ending.code == 0)
    #expect(ending.output.contains("> funnel"))
  }

  @Test("describe answers about the bundled data and about a named dataset")
  func describe() throws {
    #expect(try run(["describe"]).output.contains("channel_daily"))
    let named = try run(["describe", "cdnow", "--format", "ndjson"])
    #expect(named.code == 0)
    #expect(named.output.hasPrefix("{\"statement\":\"describe\""))
  }

  @Test("fmt takes quoted arguments as a statement each")
  func format() throws {
    let ending = try run(["fmt", "segment  by region", "feedback nps"])
    #expect(ending.output == "segment by region\nfeedback nps\n")
  }

  @Test("an answer that cannot be written is no success", .enabled(if: canFillUp))
  func fullDisk() throws {
    let ending = try run(["query", "-d", "cdnow", "ltv"], output: "/dev/full")
    #expect(ending.code == 2)
    #expect(ending.narration.contains("E527"))
  }

  private static let canFillUp = FileManager.default.fileExists(atPath: "/dev/full")

  @Test("a run with parameters writes a copy alone, and nothing where a value is no choice")
  func parameters() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "opsbook-parameters-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let book = folder.appending(path: "a.md")
    let text = """
      ---
      opsbook: 1
      dataset.cdnow: {"path": "cdnow"}
      param.window: {"type": "duration", "default": "30d", "choices": ["30d", "90d"]}
      ---
      ```opsbook
      ltv within $window
      ```

      """
    try text.write(to: book, atomically: true, encoding: .utf8)
    let copy = folder.appending(path: "b.md").path
    let inPlace = try run(["run", book.path, "-P", "window=90d", "-o", book.path])
    #expect(inPlace.code == 2)
    #expect(try String(contentsOf: book, encoding: .utf8) == text)
    let strange = try run(["run", book.path, "-P", "window=7d", "-o", copy])
    #expect(strange.code == 2)
    #expect(strange.narration.contains("30d, 90d"))
    #expect(!FileManager.default.fileExists(atPath: copy))
    #expect(try run(["run", book.path, "-P", "window=90d", "-o", copy]).code == 0)
    #expect(FileManager.default.fileExists(atPath: copy))
  }
}

import CPseudoTerminal
import Foundation

/// A program that runs in a terminal of its own, driven like a person would.
///
/// ```swift
/// let session = try PtySession(BuiltProduct.path("opsbook"), ["datasets/shop"])
/// session.send("漏斗 访问 -> 支付\r")
/// try session.wait(for: "E201")
/// #expect(session.screen.lines[0].contains("opsbook>"))
/// ```
final class PtySession {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private(set) var screen: VirtualScreen
  /// Everything the program wrote, escape codes and all.
  private(set) var output: [UInt8] = []
  private let primary: Int32
  private let process: pid_t
  private var status: Int32?

  /// Starts a program by its path.
  ///
  /// The environment is this one alone, with `TERM` and a locale.
  init(
    _ path: String, _ arguments: [String] = [], environment: [String: String] = [:],
    columns: Int = 80, rows: Int = 24, ambiguousIsWide: Bool = false
  ) throws {
    screen = VirtualScreen(columns: columns, rows: rows, ambiguousIsWide: ambiguousIsWide)
    var variables = ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"]
    variables.merge(environment) { $1 }
    var end: Int32 = -1
    var words = ([path] + arguments).map { strdup($0) } + [nil]
    var pairs = variables.map { strdup("\($0)=\($1)") } + [nil]
    defer { for word in words + pairs { free(word) } }
    process = pty_start(path, &words, &pairs, Int32(rows), Int32(columns), &end)
    primary = end
    guard process > 0 else { throw Failure(description: "cannot start \(path)") }
  }

  deinit {
    if status == nil {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    close(primary)
  }

  // MARK: Input

  func send(_ text: String) { send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(primary, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
      // A program that writes as it reads must not be left waiting for us.
      pump(milliseconds: 0)
    }
  }

  func signal(_ number: Int32) { kill(process, number) }

  /// Whether the terminal gathers lines itself now, as it did when the program began.
  var readsLines: Bool { pty_reads_lines(primary) == 1 }

  /// How often the terminal was found to gather lines itself, asked as often as can be.
  func lineModes(until text: String, seconds: Double = 30) throws -> Int {
    let end = ContinuousClock.now + .seconds(seconds)
    var found = 0
    while !screen.transcript.contains(text) {
      guard ContinuousClock.now < end else { throw Failure(description: "no '\(text)'") }
      for _ in 0..<500 where readsLines { found += 1 }
      pump(milliseconds: 0)
    }
    return found
  }

  func resize(columns: Int) {
    screen.resize(columns: columns)
    _ = pty_set_size(primary, Int32(screen.rows), Int32(columns))
  }

  // MARK: Output

  /// Takes what the program wrote; whether there was anything.
  @discardableResult
  private func pump(milliseconds: Int32) -> Bool {
    var descriptor = pollfd(fd: primary, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, milliseconds) > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = read(primary, &buffer, buffer.count)
    guard count > 0 else {
      // The other side is closed; whoever polls on must not spin.
      usleep(2000)
      return false
    }
    output += buffer[..<count]
    screen.feed(buffer[..<count])
    for reply in screen.replies { send(reply) }
    screen.replies = []
    return true
  }

  /// Waits until the screen has the text, or the rows that left it.
  func wait(for text: String, seconds: Double = 30) throws {
    try wait(seconds: seconds, "'\(text)'") { $0.transcript.contains(text) }
  }

  func wait(
    seconds: Double = 30, _ what: String = "", until isReached: (VirtualScreen) -> Bool
  ) throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while !isReached(screen) {
      guard ContinuousClock.now < end else {
        throw Failure(description: "waited in vain for \(what); the screen:\n\(screen.transcript)")
      }
      pump(milliseconds: 20)
    }
  }

  /// Takes output until there was none for a while.
  func settle(milliseconds: Int32 = 40) {
    while pump(milliseconds: milliseconds) {}
  }

  /// The exit code once the program has ended; 128 and the number of a signal that ended it.
  func exitCode(seconds: Double = 30) throws -> Int32 {
    let end = ContinuousClock.now + .seconds(seconds)
    while status == nil {
      pump(milliseconds: 10)
      var value: Int32 = 0
      if waitpid(process, &value, WNOHANG) == process {
        settle(milliseconds: 10)
        status = value & 0x7F == 0 ? (value >> 8) & 0xFF : 128 + (value & 0x7F)
      }
      guard ContinuousClock.now < end else { throw Failure(description: "still running") }
    }
    return status ?? -1
  }
}

/// A program of this package, where the build has put it.
enum BuiltProduct {
  static func path(_ name: String) throws -> String {
    let tests = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let folders = [
      tests, root.appending(path: ".build/debug"), root.appending(path: ".build/release"),
    ]
    let found = folders.map { $0.appending(path: name).path }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let found else { throw PtySession.Failure(description: "\(name) is not built") }
    return found
  }
}

import Foundation
import PeerCases

/// Runs the cases of a file: a line for each, then how many passed.
///
/// Exits with 1 where a case fails, with 2 where there is no such file.
@main
enum PeerCasesRunner {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count == 2 else {
      complain("usage: make peercases FILE=path")
      exit(2)
    }
    guard let data = FileManager.default.contents(atPath: arguments[1]) else {
      complain("no such file: \(arguments[1])")
      exit(2)
    }
    let report = PeerReport(cases: String(decoding: data, as: UTF8.self))
    for line in report.lines { print(line.text) }
    print()
    for line in report.bySource { print(line) }
    print(report.summary)
    exit(report.count(.fail) == 0 ? 0 : 1)
  }

  private static func complain(_ text: String) {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
  }
}

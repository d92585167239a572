import ArgumentParser
import Foundation
import Shell

/// The program: reads its arguments, runs one command and leaves with one of the documented codes.
@main
struct Opsbook: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "opsbook",
    abstract: "An interactive notebook for user operations 用户运营的交互式笔记本",
    version: Version.text,
    subcommands: [
      ReplCommand.self, QueryCommand.self, RunCommand.self, ImportCommand.self,
      DescribeCommand.self, FormatCommand.self, SimulateCommand.self,
    ],
    defaultSubcommand: ReplCommand.self)

  static func main() async {
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      leave(with: error)
    }
  }

  /// Usage errors leave with 2, as every code of the program is documented.
  private static func leave(with error: any Error) -> Never {
    if let status = error as? ProgramStatus { Foundation.exit(status.rawValue) }
    let code = exitCode(for: error)
    let message = fullMessage(for: error)
    if !message.isEmpty {
      if code.isSuccess {
        StandardOutput.write(message + "\n")
      } else {
        StandardOutput.narrate(message + "\n")
      }
    }
    Foundation.exit(code.isSuccess ? 0 : ProgramStatus.usage.rawValue)
  }
}

/// What a shell learns from the program's end; these are an API.
enum ProgramStatus: Int32, Error, Comparable {
  case fine = 0
  case statementFailed = 1
  case usage = 2
  case unavailable = 3
  case valuesDiffer = 4
  case stale = 5
  case dataChanged = 6
  case recoveryNeeded = 7
  case interrupted = 130

  /// Of several, the first of 130, 2, 3, 7, 1, 6, 5, 4, 0 wins.
  private var rank: Int {
    let order: [ProgramStatus] = [
      .fine, .valuesDiffer, .stale, .dataChanged, .statementFailed, .recoveryNeeded, .unavailable,
      .usage, .interrupted,
    ]
    return order.firstIndex(of: self) ?? 0
  }

  static func < (left: ProgramStatus, right: ProgramStatus) -> Bool { left.rank < right.rank }
}

enum Version {
  static let text = "0.1.0"
  /// Rises when the same query on the same data would give other numbers.
  static let engine = "1"
}

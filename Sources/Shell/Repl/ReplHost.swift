import Engine
import Language
import Reporting

/// What the program does for the prompt: the prompt knows no files and no notebooks.
///
/// The closures are called from a worker thread, one at a time.
public struct ReplHost: Sendable {
  /// Runs the statements of a text and takes effect on the session.
  ///
  /// In the mode for files: an indented line goes on with the statement above it.
  public var run: @Sendable (String, Interrupt) -> [Outcome]
  /// The session as it is now.
  public var workspace: @Sendable () -> Workspace
  /// Does a command that the catalogue does not have, such as `save`, `replay` or `export`.
  public var command: @Sendable (CommandCall, Interrupt) -> Reply
  /// Canonical names of the commands that `command` knows, for completion.
  public var commandNames: [String]
  /// Names that `open` may be given, for completion.
  public var datasetNames: [String]
  /// What is said between the greeting and the first prompt, such as a session that was recovered.
  public var notices: [Phrase]

  /// What became of a command of the program.
  public enum Reply: Sendable {
    /// Texts of its own.
    case said([Phrase])
    /// Cells that were run, each with its text, and what is said of them all at the end.
    case ran([(source: String, outcomes: [Outcome])], notices: [Phrase])
    case failed(Diagnostic)
    /// Ends the session.
    case quit
    /// The program has no such command.
    case unknown
  }

  public init(
    run: @escaping @Sendable (String, Interrupt) -> [Outcome],
    workspace: @escaping @Sendable () -> Workspace,
    command: @escaping @Sendable (CommandCall, Interrupt) -> Reply = { _, _ in .unknown },
    commandNames: [String] = [], datasetNames: [String] = [], notices: [Phrase] = []
  ) {
    self.run = run
    self.workspace = workspace
    self.command = command
    self.commandNames = commandNames
    self.datasetNames = datasetNames
    self.notices = notices
  }
}

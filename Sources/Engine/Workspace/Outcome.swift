import Charts
import Language
import Reporting

/// What became of one statement.
public struct Outcome: Sendable {
  public enum Kind: Sendable {
    case answer(Answer, render: @Sendable (Canvas) -> [Block])
    case failure([Diagnostic])
    /// A command of the program around the engine, such as `save` or `quit`.
    case host(CommandCall)
  }

  /// The statement as it was typed.
  public let statement: String
  /// Where it begins in the text it came from, in Unicode scalars, as spans do.
  public let start: Int
  /// The canonical name of the verb or command; nil for what could not be read.
  public let verb: String?
  public let kind: Kind

  public init(statement: String, at start: Int = 0, verb: String?, kind: Kind) {
    self.statement = statement
    self.start = start
    self.verb = verb
    self.kind = kind
  }

  public var diagnostics: [Diagnostic] {
    if case .failure(let list) = kind { list } else { [] }
  }

  public var answer: Answer? {
    if case .answer(let answer, _) = kind { answer } else { nil }
  }
}

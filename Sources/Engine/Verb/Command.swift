import Charts
import Language
import Reporting

/// A command of the program that changes or shows the workspace; it computes no figures.
public struct Command: Sendable {
  /// What a command leaves behind: tables for machines, blocks for people.
  public struct Output: Sendable {
    public var answer: Answer
    public var render: @Sendable (Canvas) -> [Block]

    public init(_ answer: Answer, render: @escaping @Sendable (Canvas) -> [Block]) {
      self.answer = answer
      self.render = render
    }
  }

  /// The canonical name first, then other canonical spellings that mean the same.
  public let names: [String]
  public let usage: String
  public let summary: Phrase
  /// More about it for its page of help.
  public let definition: Phrase?
  /// Statements that may be typed, with the question each answers.
  public let examples: [(query: Phrase, question: Phrase)]
  /// Throws E590 once the interrupt is raised, where it takes long.
  public let run: @Sendable (CommandCall, inout Workspace, Interrupt) throws(Diagnostic) -> Output

  public init(
    names: [String], usage: String, summary: Phrase, definition: Phrase? = nil,
    examples: [(query: Phrase, question: Phrase)] = [],
    run:
      @escaping @Sendable (CommandCall, inout Workspace, Interrupt) throws(Diagnostic) ->
      Output
  ) {
    self.names = names
    self.usage = usage
    self.summary = summary
    self.definition = definition
    self.examples = examples
    self.run = run
  }
}

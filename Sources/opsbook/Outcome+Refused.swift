import Engine
import Language
import Reporting

extension Outcome {
  /// Commands of the prompt, such as `save`, mean nothing elsewhere.
  var refusingPromptCommands: Outcome {
    guard case .host(let call) = kind else { return self }
    let isOfThePrompt = Self.promptCommands.contains(call.command.text)
    return Outcome(
      statement: statement, at: start, verb: verb,
      kind: .failure([
        isOfThePrompt
          ? .onlyAtThePrompt(call)
          : .noSuchVerbYet(call.command.text, at: call.command.place.span)
      ]))
  }

  private static let promptCommands: Set<String> = ["save", "replay", "quit", "exit"]
}

extension Diagnostic {
  fileprivate static func onlyAtThePrompt(_ call: CommandCall) -> Diagnostic {
    Diagnostic(
      "E218",
      Phrase(
        "'\(call.command.text)' works at the prompt only", "'\(call.command.text)' 只能在提示符下使用"),
      at: call.command.place.span,
      notes: [Phrase("open the prompt: opsbook", "打开提示符：opsbook")])
  }
}

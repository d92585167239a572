import Engine
import Language
import Reporting

extension Outcome {
  /// Commands of the prompt, such as `save`, mean nothing elsewhere.
  var refusingPromptCommands: Outcome {
    guard case .host(let call) = kind else { return self }
    return Outcome(
      statement: statement, at: start, verb: verb, kind: .failure([.onlyAtThePrompt(call)]))
  }
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

import Reporting
import Shell

/// The line editor alone, or with `--repl` the prompt on a tiny dataset, for tests in a terminal.
@main
enum EditorProbe {
  static func main() {
    let arguments = CommandLine.arguments
    let isUnicode = EditorLocale.prepare()
    let traits = TerminalTraits.detect(
      environment: ["TERM": arguments.contains("--dumb") ? "dumb" : "xterm-256color"],
      color: arguments.contains("--color") ? .always : .never, isUnicode: isUnicode)
    if arguments.contains("--repl") {
      let path = arguments.firstIndex(of: "--history").map { arguments[$0 + 1] }
      ProbeSession.run(
        traits, historyPath: path, isChinese: arguments.contains("--zh"),
        isPlain: arguments.contains("--stock"))
    } else {
      edit(traits, isPlain: arguments.contains("--stock"))
    }
  }

  /// Prints every text that was entered between angle brackets.
  private static func edit(_ traits: TerminalTraits, isPlain: Bool) {
    let language = LineEditor.Language(
      isComplete: { !$0.hasSuffix("->") },
      complete: { head in
        let word = head.split(separator: " ").last.map(String.init) ?? ""
        let names = ["funnel", "feedback", "漏斗", "留存"].filter { $0.hasPrefix(word) }
        return Completion(
          replaced: word.unicodeScalars.count, candidates: names.map { Completion.Candidate($0) })
      }, highlight: { text in text.unicodeScalars.map { $0.isASCII ? .keyword : .code } })
    let editor = LineEditor(
      program: "probe", prompt: "指标> ", traits: traits, language: language, plainly: isPlain)
    editor.remember(["first 一", "two\n  lines 二"])
    while true {
      switch editor.read() {
      case .text(let text): StandardOutput.write("<\(text)>\n")
      case .cancelled: StandardOutput.write("<cancelled>\n")
      case .end: return
      }
    }
  }
}

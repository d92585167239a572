// A line editor alone, for tests in a pty: every text that was entered is printed with its length.
import Reporting
import Shell

let isUnicode = EditorLocale.prepare()
let arguments = CommandLine.arguments
let color: TerminalTraits.ColorChoice = arguments.contains("--color") ? .always : .never
let traits = TerminalTraits.detect(
  environment: ["TERM": arguments.contains("--dumb") ? "dumb" : "xterm-256color"], color: color,
  isUnicode: isUnicode)
let editor = LineEditor(
  program: "probe", prompt: "指标> ", traits: traits,
  language: LineEditor.Language(
    isComplete: { !$0.hasSuffix("->") },
    complete: { head in
      let word = head.split(separator: " ").last.map(String.init) ?? ""
      let names = ["funnel", "feedback", "漏斗", "留存"].filter { $0.hasPrefix(word) }
      return Completion(
        replaced: word.unicodeScalars.count, candidates: names.map { Completion.Candidate($0) })
    },
    highlight: { text in
      text.unicodeScalars.map { $0.isASCII ? .keyword : .code }
    }), plainly: arguments.contains("--stock"))
editor.remember(["first 一", "two\n  lines 二"])

reading: while true {
  switch editor.read() {
  case .text(let text): StandardOutput.write("<\(text)>\n")
  case .cancelled: StandardOutput.write("<cancelled>\n")
  case .end: break reading
  }
}

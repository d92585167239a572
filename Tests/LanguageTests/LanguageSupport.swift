import Language
import Reporting

/// Parses with every verb of the plan.
func parse(_ text: String, mode: Lexer.Mode = .file) -> Parse {
  Parser(grammar: .planned).parse(text, mode: mode)
}

func format(_ script: Script, _ language: DisplayLanguage) -> String {
  Formatter(language: language).format(script)
}

/// A sentence for each fault of a text.
func faults(in text: String) -> [String] {
  parse(text).diagnostics.map { fault in
    let place = fault.span.map { "\($0.start)..<\($0.end)" } ?? "nowhere"
    return "\(fault.code) \(fault.message.english) at \(place)"
  }
}

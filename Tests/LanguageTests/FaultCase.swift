import Language
import Reporting
import Testing

/// A text whose fault stands between `⟦` and `⟧`, with the code and what else the fault says.
struct FaultCase: Sendable, CustomTestStringConvertible {
  let marked: String
  let code: String
  let message: String
  var hint: String?
  var suggestion: String?

  init(
    _ marked: String, _ code: String, _ message: String, hint: String? = nil,
    suggestion: String? = nil
  ) {
    self.marked = marked
    self.code = code
    self.message = message
    self.hint = hint
    self.suggestion = suggestion
  }

  var testDescription: String { marked }

  var text: String { marked.filter { $0 != "⟦" && $0 != "⟧" } }

  /// Where the marks stand, counted without them.
  var span: Span? {
    let scalars = Array(marked.unicodeScalars)
    guard let start = scalars.firstIndex(of: "⟦"), let end = scalars.firstIndex(of: "⟧") else {
      return nil
    }
    return Span(start, end - 1)
  }

  /// Checks the first fault of the text.
  func check(_ location: SourceLocation) {
    let parse = parse(text)
    guard let fault = parse.diagnostics.first else {
      Issue.record("no fault in \(text)", sourceLocation: location)
      return
    }
    #expect(fault.code == code, sourceLocation: location)
    #expect(fault.message.english == message, sourceLocation: location)
    #expect(fault.span == span, sourceLocation: location)
    if let hint { #expect(fault.hint?.english == hint, sourceLocation: location) }
    #expect(fault.suggestion == suggestion, sourceLocation: location)
    #expect(parse.diagnostics.count == 1, "one fault, no more", sourceLocation: location)
    #expect(parse.script.statements.isEmpty, sourceLocation: location)
  }
}

import Language
import Reporting

/// The free text behind a command, cut into words; quotes hold a word with spaces together.
struct ArgumentText {
  struct Word {
    let text: String
    /// `role=column` with an unquoted role.
    let assignment: (role: String, column: String)?

    var isAssignment: Bool { assignment != nil }
    var role: String { assignment?.role ?? "" }
    var column: String { assignment?.column ?? "" }
  }

  private(set) var words: [Word] = []

  /// Throws E132 for a quote that is not closed.
  init(_ call: CommandCall) throws(Diagnostic) {
    var text = ""
    var separator: String.Index?
    var quote: Character?
    var isOpen = false
    var isQuotedFirst = false
    for character in call.rest {
      if let open = quote {
        if character == open { quote = nil } else { text.append(character) }
        continue
      }
      switch character {
      case "\"", "'":
        quote = character
        if !isOpen { isQuotedFirst = true }
        isOpen = true
      case " ", "\t", ",", "\n":
        if isOpen { close(&text, &separator, isQuotedFirst) }
        isOpen = false
        isQuotedFirst = false
      default:
        if character == "=", separator == nil, !isQuotedFirst, !text.isEmpty {
          separator = text.endIndex
        }
        text.append(character)
        isOpen = true
      }
    }
    if quote != nil {
      throw Diagnostic(
        "E132", Phrase("this quote is not closed", "引号没有闭合"), at: call.restPlace.span,
        notes: [Phrase("end the text with the same quote", "请用同样的引号结束文本")])
    }
    if isOpen { close(&text, &separator, isQuotedFirst) }
  }

  private mutating func close(
    _ text: inout String, _ separator: inout String.Index?, _ isQuoted: Bool
  ) {
    // `event:=NAME` names a constant: the mark goes with the value.
    var assignment: (role: String, column: String)?
    if let at = separator {
      let role = text[..<at]
      let column = text[text.index(after: at)...]
      assignment =
        role.last == ":"
        ? (String(role.dropLast()), ":=" + column) : (String(role), String(column))
    }
    words.append(Word(text: text, assignment: assignment))
    text = ""
    separator = nil
  }
}

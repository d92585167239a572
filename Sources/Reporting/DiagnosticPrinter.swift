/// Shows a diagnostic to people: what is wrong, the line of the source with carets under the
/// guilty stretch, and what to type instead.
///
/// ```text
/// error[E201]: unknown event 'pya'
///   | funnel visit -> pya
///   |                 ^^^ no event has this name
///   = did you mean 'pay'?
/// ```
/// Carets stand by display width. A source of several lines shows the number of each line. Control
/// characters are spelt out, and a tab is four spaces, so that the carets still stand right.
public struct DiagnosticPrinter: Hashable, Sendable {
  public let language: DisplayLanguage
  public let displayWidth: DisplayWidth
  /// Cells of a line; nil for no limit.
  ///
  /// A longer line of the source is shown around its carets.
  public let columns: Int?

  public init(
    language: DisplayLanguage, displayWidth: DisplayWidth = DisplayWidth(), columns: Int? = nil
  ) {
    self.language = language
    self.displayWidth = displayWidth
    self.columns = columns
  }

  /// The whole message; codes that begin with W are warnings.
  public func lines(for diagnostic: Diagnostic, in source: String) -> [StyledText] {
    var lines = [header(diagnostic.code, diagnostic.message)]
    lines += SourceExcerpt(diagnostic, source: source, printer: self).lines
    if let suggestion = diagnostic.suggestion {
      let name = Escaping.visible(suggestion)
      // A suggested text brings quotes of its own.
      let shown = name.hasPrefix("'") ? name : "'\(name)'"
      lines.append(note(Phrase("did you mean \(shown)?", "是不是想写 \(shown)？")))
    }
    return lines + diagnostic.notes.map(note)
  }

  /// The one line of a doubt about a number.
  public func lines(for warning: Warning) -> [StyledText] {
    [header(warning.code, warning.message)]
  }

  private func header(_ code: String, _ message: Phrase) -> StyledText {
    let isWarning = code.hasPrefix("W")
    let kind = isWarning ? Phrase("warning", "警告") : Phrase("error", "错误")
    let colon = Phrase(": ", "：").text(in: language)
    var line = StyledText(
      "\(kind.text(in: language))[\(Escaping.visible(code))]", isWarning ? .mark : .error)
    line.append(colon + text(message), .title)
    return line
  }

  private func note(_ phrase: Phrase) -> StyledText {
    var line = StyledText("  = ", .muted)
    line.append(text(phrase))
    return line
  }

  func text(_ phrase: Phrase) -> String { Escaping.visible(phrase.text(in: language)) }
}

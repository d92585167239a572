import Reporting

// Texts and names between delimiters; a delimiter doubled stands for itself.

extension Scanner {
  /// What closes a text opened by this sign; nil for signs that open no text.
  ///
  /// First the sign's own partner, then what a Chinese keyboard gives for it.
  static func closers(of opener: Unicode.Scalar) -> [Set<Unicode.Scalar>]? {
    switch opener {
    case "\"", "\u{FF02}": [["\"", "\u{FF02}"], ["”"], ["“"]]
    case "'", "\u{FF07}": [["'", "\u{FF07}"], ["’"], ["‘"]]
    case "“", "”": [["”"], ["“"], ["\"", "\u{FF02}"]]
    case "‘", "’": [["’"], ["‘"], ["'", "\u{FF07}"]]
    default: nil
    }
  }

  /// A text up to one of `closers`, each doubled one read as one, and the place behind it; nil
  /// when the line ends first.
  func delimited(
    from start: Int, by closers: Set<Unicode.Scalar>, within end: Int
  ) -> (content: String, end: Int)? {
    var content = String.UnicodeScalarView()
    var place = start
    while place < end {
      let scalar = scalars[place]
      if closers.contains(scalar) {
        guard place + 1 < end, closers.contains(scalars[place + 1]) else {
          return (String(content), place + 1)
        }
        place += 1
      }
      content.append(scalar)
      place += 1
    }
    return nil
  }

  /// The first reading that closes before `end`.
  func delimited(
    from start: Int, by tiers: [Set<Unicode.Scalar>], within end: Int
  ) -> (content: String, end: Int)? {
    for closers in tiers {
      if let found = delimited(from: start, by: closers, within: end) { return found }
    }
    return nil
  }

  mutating func scanText() {
    let start = index
    let end = lineEnd(from: start)
    guard let tiers = Self.closers(of: scalars[start]),
      let text = delimited(from: start + 1, by: tiers, within: end)
    else {
      index = end
      return append(.flaw(.openText(scalars[start], Span(start, start + 1))), from: start)
    }
    index = text.end
    append(.text(text.content), from: start)
  }

  mutating func scanQuotedName() {
    let start = index
    let end = lineEnd(from: start)
    let ticks: Set<Unicode.Scalar> = ["`", "\u{FF40}"]
    let tiers: [Set<Unicode.Scalar>] = scalars[start] == "·" ? [["·"], ticks] : [ticks, ["·"]]
    guard let name = delimited(from: start + 1, by: tiers, within: end) else {
      index = end
      return append(.flaw(.openText("`", Span(start, start + 1))), from: start)
    }
    index = name.end
    guard !name.content.isEmpty else {
      return append(.flaw(.emptyName(Span(start, index))), from: start)
    }
    append(.quotedName(name.content), from: start)
  }
}

extension Diagnostic {
  fileprivate static func openText(_ opener: Unicode.Scalar, _ span: Span) -> Diagnostic {
    Diagnostic(
      "E102",
      Phrase("expected a closing \(opener), found the end of the line", "缺少收尾的 \(opener)，已到行尾"),
      at: span, hint: Phrase("opened here", "从这里开始"),
      notes: [
        Phrase(
          "a \(opener) inside is written twice: \(opener)\(opener)",
          "内容里的 \(opener) 要写两遍：\(opener)\(opener)")
      ])
  }

  fileprivate static func emptyName(_ span: Span) -> Diagnostic {
    Diagnostic(
      "E102", Phrase("expected a name between the backticks, found nothing", "反引号之间应有名称，却是空的"),
      at: span)
  }
}

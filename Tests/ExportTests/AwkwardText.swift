import Statistics

extension SplitMix64 {
  private static let awkward: [Unicode.Scalar] = [
    "a", "b", " ", ",", "\"", "'", "\\", "\n", "\r", "\t", "\u{00}", "\u{1B}", "\u{7F}", "\u{85}",
    "\u{2028}", "\u{202E}", "\u{FEFF}", "|", "`", "#", "@", "-", "0", "访", "é", "\u{301}", "😀",
  ]

  /// A short text of characters that formats trip over.
  mutating func text() -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<below(8) { text.append(pick(Self.awkward)) }
    return String(text)
  }
}

/// How many terminal cells a text takes.
///
/// Measured per character as people see it: its widest scalar counts, and an emoji presentation
/// selector (U+FE0F) or a pair of regional indicators makes it two. Control and combining
/// characters take none. The ranges are those of Unicode 17.0.0 (`WidthRanges`).
public struct DisplayWidth: Hashable, Sendable {
  public enum Alignment: Hashable, Sendable {
    case left, right, center
  }

  /// Whether characters of East Asian Width A, such as `─`, `█` and `…`, take two cells.
  public let ambiguousIsWide: Bool

  public init(ambiguousIsWide: Bool = false) { self.ambiguousIsWide = ambiguousIsWide }

  /// Cells of a whole text.
  public func width(of text: String) -> Int {
    var cells = 0
    var isPrintableASCII = true
    for byte in text.utf8 {
      guard byte >= 0x20, byte < 0x7F else {
        isPrintableASCII = false
        break
      }
      cells += 1
    }
    if isPrintableASCII { return cells }
    return text.reduce(0) { $0 + width(of: $1) }
  }

  /// Cells of one character: 0, 1 or 2.
  public func width(of character: Character) -> Int {
    var widest = 0
    var regionalIndicators = 0
    var first: Unicode.Scalar?
    for scalar in character.unicodeScalars {
      let base = first ?? scalar
      first = base
      if scalar.value == 0xFE0F, base.properties.isEmoji { return 2 }
      if (0x1F1E6...0x1F1FF).contains(scalar.value) { regionalIndicators += 1 }
      widest = max(widest, width(of: scalar))
    }
    return regionalIndicators >= 2 ? 2 : widest
  }

  /// Cells of one scalar on its own, as a line editor that knows no characters counts them.
  public func width(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x20 { return 0 }
    if value < 0x7F { return 1 }
    if value < 0xA0 { return 0 }
    if WidthRanges.contains(value, in: WidthRanges.zero) { return 0 }
    if value >= 0x1100, WidthRanges.contains(value, in: WidthRanges.wide) { return 2 }
    if ambiguousIsWide, WidthRanges.contains(value, in: WidthRanges.ambiguous) { return 2 }
    return 1
  }

  /// The text cut at a character's boundary so that it and the sign of the cut fit in `cells`.
  ///
  /// The sign is `…`, or `..` where `…` would take two cells or `plainly` asks for ASCII.
  public func truncate(_ text: String, to cells: Int, plainly: Bool = false) -> String {
    guard width(of: text) > cells else { return text }
    let sign = plainly || ambiguousIsWide ? ".." : "…"
    let signWidth = width(of: sign)
    guard cells >= signWidth else { return String(repeating: ".", count: max(0, cells)) }
    return head(of: text, within: cells - signWidth) + sign
  }

  /// The longest run of whole characters from the start that fits in `cells`.
  public func head(of text: String, within cells: Int) -> String {
    var taken = ""
    var used = 0
    for character in text {
      let next = used + width(of: character)
      guard next <= cells else { break }
      used = next
      taken.append(character)
    }
    return taken
  }

  /// The text with spaces up to `cells`; a longer text is left as it is.
  public func pad(_ text: String, to cells: Int, alignment: Alignment = .left) -> String {
    let missing = cells - width(of: text)
    guard missing > 0 else { return text }
    let left =
      switch alignment {
      case .left: 0
      case .right: missing
      case .center: missing / 2
      }
    return String(repeating: " ", count: left) + text
      + String(repeating: " ", count: missing - left)
  }
}

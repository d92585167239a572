import Reporting

/// Which characters a terminal draws in one cell each.
///
/// Blocks, shades and box lines are of East Asian Width A: one cell in most terminals, two in those
/// set up for Chinese, Japanese or Korean; braille patterns are always one.
public enum CharacterSetLevel: String, Hashable, Sendable, CaseIterable {
  /// Eighth blocks, shades, box lines and braille.
  case unicode
  /// Braille and ASCII; ambiguous characters are measured as two cells.
  case cjkWide = "cjk-wide"
  /// ASCII alone for everything that is drawn; names keep their own script.
  case ascii
}

/// What a chart is drawn on: how wide it is, which characters it has and in which language it
/// speaks.
public struct Canvas: Hashable, Sendable {
  /// Cells in a line, 20 to 1000.
  public let width: Int
  public let characters: CharacterSetLevel
  public let language: DisplayLanguage

  /// A width outside 20...1000 is moved to the nearer end.
  public init(
    width: Int = 80, characters: CharacterSetLevel = .unicode, language: DisplayLanguage = .english
  ) {
    self.width = min(max(width, 20), 1000)
    self.characters = characters
    self.language = language
  }

  /// How texts are measured on this canvas.
  public var displayWidth: DisplayWidth {
    DisplayWidth(ambiguousIsWide: characters == .cjkWide)
  }
}

/// A drawn chart: lines no wider than its canvas, and one sentence that says the same in words.
public struct Chart: Hashable, Sendable {
  public let lines: [StyledText]
  public let alternative: Phrase
  /// What it is called, where it has a title.
  public let title: Phrase?
  /// Whether it is drawn; a table reads well as it is.
  public let isDrawing: Bool

  /// Controls in the sentence are spelt out, as they are in the lines.
  init(
    lines: [StyledText], alternative: Phrase, title: Phrase? = nil, isDrawing: Bool = true
  ) {
    self.lines = lines
    self.isDrawing = isDrawing
    self.title = title.map {
      Phrase(Escaping.visible($0.english), Escaping.visible($0.chinese))
    }
    self.alternative = Phrase(
      Escaping.visible(alternative.english), Escaping.visible(alternative.chinese))
  }

  /// The lines without roles, joined by line breaks.
  public var plain: String { lines.map(\.plain).joined(separator: "\n") }
}

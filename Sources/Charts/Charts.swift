import Reporting

/// What a chart is drawn on.
public struct Canvas: Hashable, Sendable {
  public enum CharacterSetLevel: Hashable, Sendable { case unicode, cjkWide, ascii }

  public var width: Int
  public var characters: CharacterSetLevel
  public var language: DisplayLanguage

  public init(
    width: Int = 80, characters: CharacterSetLevel = .unicode, language: DisplayLanguage = .english
  ) {
    self.width = width
    self.characters = characters
    self.language = language
  }
}

/// A drawn chart.
public struct Chart: Hashable, Sendable {
  public let lines: [StyledText]
  /// One sentence in both languages.
  public let alternative: Phrase

  public init(lines: [StyledText], alternative: Phrase) {
    self.lines = lines
    self.alternative = alternative
  }
}

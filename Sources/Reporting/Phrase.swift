/// The two languages that every text for people is written in.
public enum DisplayLanguage: String, Hashable, Sendable, CaseIterable {
  case english = "en"
  case chinese = "zh"
}

/// One text for people in both languages, declared together so that none can go missing.
public struct Phrase: Hashable, Sendable {
  public let english: String
  public let chinese: String

  public init(_ english: String, _ chinese: String) {
    self.english = english
    self.chinese = chinese
  }

  /// A text that reads the same in both languages, such as a name from the data.
  public init(verbatim text: String) { self.init(text, text) }

  public func text(in language: DisplayLanguage) -> String {
    switch language {
    case .english: english
    case .chinese: chinese
    }
  }

  public static func + (left: Phrase, right: Phrase) -> Phrase {
    Phrase(left.english + right.english, left.chinese + right.chinese)
  }
}

extension Sequence<Phrase> {
  /// All texts in a row with `separator` between them.
  public func joined(separator: String) -> Phrase {
    Phrase(
      map(\.english).joined(separator: separator), map(\.chinese).joined(separator: separator))
  }
}

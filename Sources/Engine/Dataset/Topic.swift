import Reporting

/// A topic of the dataset's lexicon: what answers may speak of, and the words that tell it.
public struct Topic: Hashable, Sendable {
  public let id: String
  public let label: Phrase
  /// Words and phrases of either language, each of which gives a text the topic.
  public let words: [String]

  public init(id: String, label: Phrase, words: [String]) {
    self.id = id
    self.label = label
    self.words = words
  }
}

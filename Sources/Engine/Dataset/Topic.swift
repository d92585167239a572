import Reporting

/// A topic of the dataset's lexicon: what answers may speak of, and the words that tell it.
public struct Topic: Hashable, Sendable {
  public let id: String
  public let label: Phrase
  /// Words and phrases of either language, each of which gives a text the topic.
  public let words: [String]
  /// What kind of matter it is, such as `service`; nil where none is declared.
  public let group: String?

  public init(id: String, label: Phrase, words: [String], group: String? = nil) {
    self.id = id
    self.label = label
    self.words = words
    self.group = group
  }
}

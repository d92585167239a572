import Reporting
import Statistics

/// The texts of a dataset's feedback: none comes twice before all of its kind are used up.
///
/// Of every ten texts about seven are Chinese. One value serves one dataset; it holds templates
/// and where each stands, never the texts it has given.
struct FeedbackTexts: Sendable {
  /// Kind words about a brand or unkind ones, on common days or about the crisis.
  enum Mention: Hashable, Sendable, CaseIterable {
    case positive
    case negative
    case crisis
    /// Kind words in and after the crisis.
    case reassured
  }

  /// One kind of text.
  enum Kind: Hashable, Sendable {
    /// A comment about the topic of that id, and no other topic.
    case comment(String)
    case mention(Mention)
  }

  private struct Decks: Sendable {
    var chinese: TextDeck
    var english: TextDeck
  }

  private var decks: [Kind: Decks] = [:]

  /// A comment that names the topic; empty for an unknown topic.
  mutating func comment(on topic: String, _ random: inout SplitMix64) -> String {
    text(.comment(topic), &random)
  }

  mutating func mention(_ mention: Mention, _ random: inout SplitMix64) -> String {
    text(.mention(mention), &random)
  }

  /// The next text of a kind, in either language.
  mutating func text(_ kind: Kind, _ random: inout SplitMix64) -> String {
    text(kind, in: random.below(10) < 7 ? .chinese : .english, &random)
  }

  mutating func text(
    _ kind: Kind, in language: DisplayLanguage, _ random: inout SplitMix64
  ) -> String {
    Self.draw(&decks[kind, default: Self.decks(of: kind)], in: language, &random)
  }

  private static func decks(of kind: Kind) -> Decks {
    let templates = templates(of: kind) ?? Templates(chinese: "", english: "")
    return Decks(
      chinese: TextDeck(templates, in: .chinese), english: TextDeck(templates, in: .english))
  }

  private static func draw(
    _ decks: inout Decks, in language: DisplayLanguage, _ random: inout SplitMix64
  ) -> String {
    switch language {
    case .chinese: decks.chinese.draw(&random)
    case .english: decks.english.draw(&random)
    }
  }
}

extension FeedbackTexts {
  /// All kinds of which there are templates.
  static let kinds: [Kind] =
    Topic.ofShop.map { .comment($0.id) }
    + Mention.allCases.map { .mention($0) }

  /// Nil where a topic is unknown.
  static func templates(of kind: Kind) -> Templates? {
    switch kind {
    case .comment(let topic): comments[topic]
    case .mention(.positive): MentionTexts.positive
    case .mention(.negative): MentionTexts.negative
    case .mention(.crisis): MentionTexts.crisis
    case .mention(.reassured): MentionTexts.reassured
    }
  }

  private static let comments = [
    "payment": PaymentTexts.comments, "logistics": LogisticsTexts.comments,
    "quality": QualityTexts.comments, "service": ServiceTexts.comments,
    "price": PriceTexts.comments, "bug": BugTexts.comments,
  ]
}

import Statistics

/// A pile of cards of which exactly so many are of each kind, in random order.
///
/// Quotas instead of probabilities: whoever draws the cards, the counts of the whole are exact.
struct Deck<Card> {
  private var cards: [Card]

  /// `quotas` says how many cards there are of each kind.
  init(_ quotas: [(card: Card, count: Int)], _ random: inout SplitMix64) {
    cards = quotas.flatMap { Array(repeating: $0.card, count: max(0, $0.count)) }
    cards.shuffle(using: &random)
  }

  var count: Int { cards.count }

  /// The next card; nil once all are drawn.
  mutating func draw() -> Card? { cards.popLast() }
}

import Statistics
import Testing

@testable import Simulation

@Suite("a deck of quotas")
struct DeckTests {
  @Test("holds exactly its quotas whatever the seed", arguments: [1, 7, 42] as [UInt64])
  func quotas(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var deck = Deck([("a", 3), ("b", 5), ("c", 0)], &random)
    var drawn: [String: Int] = [:]
    while let card = deck.draw() { drawn[card, default: 0] += 1 }
    #expect(drawn == ["a": 3, "b": 5])
  }
}

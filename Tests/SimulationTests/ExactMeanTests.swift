import Statistics
import Testing

@testable import Simulation

@Suite("numbers with an exact mean")
struct ExactMeanTests {
  @Test("meet it once all are drawn, and none lies below the least", arguments: 1...120)
  func sum(count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    var numbers = ExactMean(25, count: count, least: 2)
    let drawn = (0..<count).map { _ in numbers.draw(&random) }
    #expect(drawn.reduce(0, +) == 25 * count)
    #expect(drawn.allSatisfy { $0 >= 2 })
    #expect(numbers.draw(&random) == 25)
  }
}

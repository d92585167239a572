import Statistics

/// Shares a whole number out by weights so that the shares add up exactly.
enum Apportionment {
  /// The shares, by the method of largest remainders (Hamilton); of equal remainders the first.
  ///
  /// - Parameter weights: not negative; where all are 0 they count alike.
  static func shares(of total: Int, by weights: [Double]) -> [Int] {
    guard !weights.isEmpty else { return [] }
    let sum = weights.reduce(0, +)
    let parts = weights.map { weight in
      sum > 0 ? Double(total) * weight / sum : Double(total) / Double(weights.count)
    }
    var shares = parts.map { Int($0.rounded(.down)) }
    let order = parts.indices.sorted { left, right in
      let first = parts[left] - parts[left].rounded(.down)
      let second = parts[right] - parts[right].rounded(.down)
      return first == second ? left < right : first > second
    }
    for index in order.prefix(max(0, total - shares.reduce(0, +))) { shares[index] += 1 }
    return shares
  }
}

/// Draws places of a list by their weights.
struct WeightedChoice {
  private let sums: [Double]

  /// - Parameter weights: not negative, at least one above 0.
  init(_ weights: [Double]) {
    var sum = 0.0
    sums = weights.map {
      sum += $0
      return sum
    }
  }

  func draw(_ random: inout SplitMix64) -> Int {
    let mark = random.unit() * (sums.last ?? 0)
    var low = 0
    var high = sums.count - 1
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] > mark { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension SplitMix64 {
  /// True with a probability.
  mutating func chance(_ probability: Double) -> Bool { unit() < probability }

  /// A whole number of a range.
  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// So many of the candidates, each at most once, the likelier the higher its weight in 0...1.
  ///
  /// Fewer where there are not enough of a weight above 0.
  mutating func sample<Item>(
    _ count: Int, of candidates: [Item], weight: (Item) -> Double
  ) -> [Item] {
    var rest = candidates.filter { weight($0) > 0 }
    var chosen: [Item] = []
    while chosen.count < count, !rest.isEmpty {
      let place = below(rest.count)
      guard chance(weight(rest[place])) else { continue }
      chosen.append(rest[place])
      rest.swapAt(place, rest.count - 1)
      rest.removeLast()
    }
    return chosen
  }

  /// About a normal number of mean 0 and variance 1: a sum of four, so that no function of the
  /// system's library decides over its last digit.
  mutating func bell() -> Double { (unit() + unit() + unit() + unit() - 2) * 1.732_050_8 }
}

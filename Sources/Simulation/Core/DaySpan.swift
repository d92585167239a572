import Engine
import Statistics

/// Days in a row, counted from 0, with their texts made once.
struct DaySpan: Sendable {
  let first: CivilDay
  let count: Int
  private let labels: [[UInt8]]

  init(_ first: CivilDay, through last: CivilDay) {
    self.first = first
    count = max(1, last.number - first.number + 1)
    labels = (0..<count).map { Array(first.advanced(by: $0).label.utf8) }
  }

  /// `2024-01-31` as it is written; a day outside becomes the nearest within.
  func label(_ day: Int) -> [UInt8] { labels[min(max(day, 0), count - 1)] }

  func text(_ day: Int) -> String { String(decoding: label(day), as: UTF8.self) }

  /// 0 for Monday to 6 for Sunday.
  func weekday(_ day: Int) -> Int { first.advanced(by: day).weekday }

  /// 1 to 12.
  func month(_ day: Int) -> Int { first.advanced(by: day).month }
}

/// Whole numbers around a mean that they meet exactly once all are drawn.
///
/// They are made in portions whose sums are exact, so memory holds one portion.
struct ExactMean {
  private static let portion = 48

  private let mean: Int
  private let least: Int
  private var left: Int
  private var numbers: [Int] = []

  /// - Parameters:
  ///   - count: how many are drawn.
  ///   - least: below which none lies, below `mean`.
  init(_ mean: Int, count: Int, least: Int = 1) {
    self.mean = mean
    self.least = least
    left = count
  }

  /// The next number; beyond `count` the mean itself.
  mutating func draw(_ random: inout SplitMix64) -> Int {
    if numbers.isEmpty { fill(&random) }
    return numbers.popLast() ?? mean
  }

  /// Most numbers lie below the mean and a few far above it, as durations do.
  private mutating func fill(_ random: inout SplitMix64) {
    let count = min(Self.portion, left)
    guard count > 0 else { return }
    left -= count
    numbers = (0..<count).map { _ in
      let skew = 0.35 + 0.9 * random.unit() + 1.6 * random.unit() * random.unit() * random.unit()
      return max(least, Int((Double(mean) * skew).rounded()))
    }
    var excess = numbers.reduce(0, +) - mean * count
    var place = 0
    while excess != 0 {
      let step = excess > 0 ? -1 : 1
      if numbers[place] + step >= least {
        numbers[place] += step
        excess += step
      }
      place = (place + 1) % count
    }
    numbers.shuffle(using: &random)
  }
}

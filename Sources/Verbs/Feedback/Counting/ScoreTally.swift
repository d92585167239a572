import Engine
import Statistics

/// Answers counted by score.
struct ScoreTally: Hashable, Sendable {
  enum Scale: Hashable, Sendable {
    /// Whole numbers from 0 to 10.
    case recommendation
    /// Any number from 1 to 5.
    case stars

    func holds(_ score: Double) -> Bool {
      switch self {
      case .recommendation: (0...10).contains(score) && score == score.rounded()
      case .stars: (1...5).contains(score)
      }
    }
  }

  let scale: Scale
  /// How many gave each score that lies on the scale.
  private(set) var counts: [Double: Int] = [:]
  /// All answers asked about, with a score or not.
  private(set) var answers = 0
  /// Answers without a score.
  private(set) var unscored = 0
  /// Answers with neither score nor text: people who were asked and said nothing.
  private(set) var silent = 0
  /// Answers whose score is not on the scale.
  private(set) var offScale = 0

  init(_ scale: Scale) { self.scale = scale }

  /// Adds an answer, or some alike.
  mutating func add(_ score: Double, hasText: Bool, times: Int = 1) {
    answers += times
    if score.isNaN {
      unscored += times
      if !hasText { silent += times }
    } else if scale.holds(score) {
      counts[score + 0, default: 0] += times
    } else {
      offScale += times
    }
  }

  mutating func add(_ other: ScoreTally) {
    counts.merge(other.counts, uniquingKeysWith: +)
    answers += other.answers
    unscored += other.unscored
    silent += other.silent
    offScale += other.offScale
  }

  var responses: Int { answers - unscored - offScale }

  /// Answers of a score from `least` on.
  func count(from least: Double) -> Int {
    counts.reduce(0) { $1.key >= least ? $0 + $1.value : $0 }
  }

  var classes: NetPromoterDifference.Classes {
    let promoters = count(from: 9)
    let passives = count(from: 7) - promoters
    return NetPromoterDifference.Classes(
      promoters: promoters, passives: passives, detractors: responses - promoters - passives)
  }

  /// Scores of 4 and more of 5.
  var satisfied: Int { count(from: 4) }

  /// In order of the scores, so that the last figures do not hang on the order of a dictionary.
  var mean: SampleMean? {
    var (sum, squares) = (0.0, 0.0)
    for (score, count) in counts.sorted(by: { $0.key < $1.key }) {
      sum += score * Double(count)
      squares += score * score * Double(count)
    }
    return SampleMean(sum: sum, squares: squares, count: responses)
  }
}

import Engine
import Statistics

/// Answers counted by score.
struct ScoreTally {
  /// Answers by score, 0 to 10.
  private(set) var counts = Array(repeating: 0, count: 11)
  /// All answers asked about, with a score or not.
  private(set) var answers = 0
  /// Answers without a score.
  private(set) var unscored = 0
  /// Answers whose score is no whole number from 0 to 10.
  private(set) var offScale = 0

  mutating func add(_ score: Double) {
    answers += 1
    if score.isNaN {
      unscored += 1
    } else if let whole = Int(exactly: score), counts.indices.contains(whole) {
      counts[whole] += 1
    } else {
      offScale += 1
    }
  }

  var responses: Int { answers - unscored - offScale }
  var promoters: Int { counts[9...].reduce(0, +) }
  var passives: Int { counts[7...8].reduce(0, +) }
  var detractors: Int { counts[...6].reduce(0, +) }

  /// The row of the table `nps`, without the dimensions.
  var row: [Cell] {
    let score = NetPromoterScore(
      promoters: promoters, passives: passives, detractors: detractors)
    return [
      .int(responses), .int(promoters), .int(passives), .int(detractors), Cell(score?.points),
      Cell(score?.low), Cell(score?.high),
    ]
  }
}

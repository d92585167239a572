import Engine
import Language
import Statistics

/// How long the members of a group stay, period by period.
///
/// A member is lost in the first period after the last in which they did E1; who was seen in the
/// last period that is over, or later, is censored there, for nobody knows whether they come back.
struct CohortSurvival {
  let lives: [KaplanMeier.Life]
  /// From offset 1 on: who was there before it and watched to its end, and who was lost in it.
  private(set) var periods: [(atRisk: Int, lost: Int)] = []

  init(_ stays: CohortStays) {
    func lives(_ counts: [Int: Int], isEnded: Bool) -> [KaplanMeier.Life] {
      counts.sorted { $0.key < $1.key }.flatMap { time, count in
        Array(repeating: KaplanMeier.Life(time: Double(time), isEnded: isEnded), count: count)
      }
    }
    self.lives = lives(stays.lost, isEnded: true) + lives(stays.watched, isEnded: false)
    let longest = max(stays.lost.keys.max() ?? 0, stays.watched.keys.max() ?? 0)
    var atRisk = self.lives.count - (stays.watched[0] ?? 0)
    for offset in stride(from: 1, through: longest, by: 1) {
      periods.append((atRisk, stays.lost[offset] ?? 0))
      atRisk -= (stays.lost[offset] ?? 0) + (stays.watched[offset] ?? 0)
    }
  }
}

extension Cohort.Plan {
  /// The periods in which it is counted how long users stay; nil for a length of time.
  var survivalUnit: CalendarUnit? {
    if let triangleUnit { return triangleUnit }
    let units = (columns ?? []).map(\.unit)
    if units.contains(nil) { return nil }
    let first = units.first ?? nil
    return units.allSatisfy { $0 == first } ? first : .day
  }

  /// The same, where the answer tells it.
  var countedStays: CalendarUnit? { comparison != nil || fit == .sbg ? survivalUnit : nil }
}

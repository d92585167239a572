import Engine
import Language
import Statistics

/// How long the members of a group stay, period by period.
///
/// A member is lost in the first period after the last in which they did E1; who was seen in the
/// last period that is over, or later, is censored there, for nobody knows whether they come back.
struct CohortSurvival {
  private(set) var lives: [KaplanMeier.Life] = []
  /// From offset 1 on: who was there before it and watched to its end, and who was lost in it.
  private(set) var periods: [(atRisk: Int, lost: Int)] = []

  init(_ places: [Int], unit: CalendarUnit, reader: MemberReader) {
    var ends: [Int: Int] = [:]
    var watched: [Int: Int] = [:]
    for place in places {
      let member = reader.members.all[place]
      let last = reader.retained(member, unit).offsets.last ?? 0
      let over = reader.overPeriods(of: member, unit: unit) - 1
      if last >= over {
        let time = max(0, over)
        watched[time, default: 0] += 1
        lives.append(KaplanMeier.Life(time: Double(time), isEnded: false))
      } else {
        ends[last + 1, default: 0] += 1
        watched[last + 1, default: 0] += 1
        lives.append(KaplanMeier.Life(time: Double(last + 1), isEnded: true))
      }
    }
    let longest = watched.keys.max() ?? 0
    var atRisk = places.count - (watched[0] ?? 0)
    for offset in stride(from: 1, through: longest, by: 1) {
      periods.append((atRisk, ends[offset] ?? 0))
      atRisk -= watched[offset] ?? 0
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
}

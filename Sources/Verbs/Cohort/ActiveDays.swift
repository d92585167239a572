import Engine
import Reporting

/// The days on which each user did an event, each once.
struct ActiveDays {
  /// By user, ascending day numbers; empty for users outside the population.
  let days: [[Int]]
  /// Of all users of the population; nil where nobody did it.
  let first: Int?

  /// Throws E590 once interrupted.
  init(
    of plan: Cohort.Plan, in dataset: Dataset, interrupt: Interrupt
  ) throws(Diagnostic) {
    let log = dataset.events
    let mask = plan.start.mask(in: dataset)
    let users = plan.population.users(in: dataset)
    var all: [[Int]] = []
    all.reserveCapacity(dataset.users.count)
    for user in 0..<dataset.users.count {
      if user & 0xFFF == 0 { try interrupt.check() }
      var own: [Int] = []
      if users.contains(user) {
        for row in log.rows(of: user) where mask[row] {
          let day = dataset.calendar.day(of: log.times[row]).number
          if own.last != day { own.append(day) }
        }
      }
      all.append(own)
    }
    days = all
    first = all.compactMap(\.first).min()
  }

  /// The days that lie in a range; a range that begins or ends within a day holds that day.
  static func days(
    in range: InstantRange, from first: Int, of dataset: Dataset
  ) -> ClosedRange<Int>? {
    let calendar = dataset.calendar
    let low = max(range.start.map { calendar.day(of: $0).number } ?? first, first)
    let end = range.end.map { calendar.day(of: $0 &- 1).number } ?? .max
    let high = min(end, dataset.asof.day.number)
    return low <= high ? low...high : nil
  }
}

extension Cohort {
  /// Users by the values of their dimensions; without dimensions all in one group.
  static func userGroups(
    _ plan: Plan, in dataset: Dataset
  ) -> [(key: [Cell], users: [Int])] {
    guard !plan.dimensions.isEmpty else { return [([], Array(0..<dataset.users.count))] }
    let grouping = UserDimension.grouping(of: plan.dimensions, in: dataset)
    var users: [[Int]] = Array(repeating: [], count: grouping.keys.count)
    for (user, group) in grouping.groupOf.enumerated() { users[Int(group)].append(user) }
    return zip(grouping.keys, users).map { ($0, $1) }
  }
}

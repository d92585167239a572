import Engine
import Reporting

/// How many users were active on days and in months, as either engine counts it.
struct ActivityCounts {
  /// Users of the day, and of the 7 and the 30 days that end with it.
  struct Day: Hashable {
    var dau = 0
    var wau = 0
    var mau = 0
  }

  struct Month: Hashable {
    /// Users of each day, added up.
    var visits = 0
    var users = 0
  }

  struct Group {
    let key: [Cell]
    /// Who was active at all.
    var users: Int
    /// By the number of the day.
    var daily: [Int: Day] = [:]
    /// By the number of the month.
    var monthly: [Int: Month] = [:]
    /// Users by their number of active days.
    var frequency: [Int: Int] = [:]

    init(key: [Cell], users: Int) {
      self.key = key
      self.users = users
    }
  }

  /// The first day on which anyone was active.
  let first: Int?
  var groups: [Group] = []

  init(first: Int?) { self.first = first }

  /// The days that are told.
  func shown(_ plan: Cohort.Plan, in dataset: Dataset) -> ClosedRange<Int>? {
    first.flatMap { ActiveDays.days(in: plan.range, from: $0, of: dataset) }
  }

  func days(of group: Group, _ shown: ClosedRange<Int>) -> [[Cell]] {
    shown.map { number in
      let day = group.daily[number] ?? Day()
      return [
        .text(CivilDay(number: number).label), .int(day.dau), .int(day.wau), .int(day.mau),
        .quotient(day.dau, day.mau), .bool(number &- 29 >= (first ?? number)),
      ]
    }
  }

  func months(of group: Group, _ shown: ClosedRange<Int>, _ dataset: Dataset) -> [[Cell]] {
    let calendar = dataset.calendar
    func month(_ day: Int) -> Int { calendar.period(of: CivilDay(number: day), unit: .month) }
    let today = dataset.asof.day.number
    return (month(shown.lowerBound)...month(shown.upperBound)).map { number in
      let counted = group.monthly[number] ?? Month()
      let begin = calendar.firstDay(ofPeriod: number, unit: .month).number
      let end = calendar.firstDay(ofPeriod: number + 1, unit: .month).number
      let mean = Double(counted.visits) / Double(min(end, today + 1) - begin)
      return [
        .text(calendar.label(ofPeriod: number, unit: .month)), .real(mean), .missing,
        .int(counted.users), counted.users == 0 ? .missing : .real(mean / Double(counted.users)),
        .bool(end <= today + 1),
      ]
    }
  }

  func byNumberOfDays(_ group: Group) -> [[Cell]] {
    let all = group.frequency.values.reduce(0, +)
    var left = all
    return group.frequency.sorted { $0.key < $1.key }.map { number, users in
      defer { left -= users }
      return [
        .int(number), .int(users), .quotient(users, all), .int(left), .quotient(left, all),
      ]
    }
  }
}

/// The waits between active days of one group's users.
struct GapCounts {
  let key: [Cell]
  /// By the number of days.
  var gaps: [Int: Int] = [:]
  /// Users by the median of their own gaps.
  var medians: [Double: Int] = [:]

  init(key: [Cell]) { self.key = key }

  var users: Int { medians.values.reduce(0, +) }

  /// Every gap, ascending.
  var all: [Double] {
    gaps.sorted { $0.key < $1.key }.flatMap { Array(repeating: Double($0), count: $1) }
  }

  /// Every user's median, ascending.
  var allMedians: [Double] {
    medians.sorted { $0.key < $1.key }.flatMap { Array(repeating: $0, count: $1) }
  }
}

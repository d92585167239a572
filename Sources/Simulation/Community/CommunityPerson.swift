import Statistics

/// A member, as planned.
struct CommunityPerson: Sendable {
  /// Negative before 2024.
  let signupDay: Int
  let age: Int
  let city: Int
  /// How much they take part, in 0...1.
  let spirit: Double
  /// How likely they check in on a day of use.
  let habit: Double
  var isBackNextDay = false
  /// Days of use, ascending.
  var days: [Int] = []
  /// Days in a row, a week and more, on all of which they check in; one range a month at most.
  var streaks: [Range<Int>] = []

  static let ages = ["18-24", "25-34", "35-44", "45+"]
  static let cities = ["tier1", "new_tier1", "tier2", "tier3"]

  init(
    signupDay: Int, ages: WeightedChoice, cities: WeightedChoice, _ random: inout SplitMix64
  ) {
    self.signupDay = signupDay
    age = ages.draw(&random)
    city = cities.draw(&random)
    let unit = random.unit()
    spirit = 0.06 + 0.94 * unit * unit
    habit = 0.15 + 0.5 * random.unit()
  }

  /// The days of a month on which they may be active: not before sign-up, and on the day after it
  /// only those who are back.
  func openDays(of month: Int) -> [Int] {
    CommunityQuotas.days(of: month).filter { day in
      day >= signupDay && (day != signupDay + 1 || isBackNextDay || signupDay < 0)
    }
  }

  func isInStreak(_ day: Int) -> Bool { streaks.contains { $0.contains(day) } }

  /// The days of a month on which they must be active.
  func fixedDays(of month: Int) -> [Int] {
    let days = CommunityQuotas.days(of: month)
    let fixed = isBackNextDay ? [signupDay, signupDay + 1] : [signupDay]
    return fixed.filter(days.contains)
  }
}

/// How lively each day is.
struct CommunityCalendar: Sendable {
  let days: DaySpan
  private let weights: [Double]

  /// People have time on weekends and holidays: the spring festival, Qingming, May, Dragon Boat.
  init(_ days: DaySpan) {
    let week = [0.92, 0.9, 0.92, 0.95, 1.02, 1.2, 1.18]
    let holidays = [0...0, 40...47, 94...96, 121...125, 159...161]
    self.days = days
    weights = (0..<CommunityQuotas.dayCount).map { day in
      week[days.weekday(day)] * (holidays.contains { $0.contains(day) } ? 1.15 : 1)
    }
  }

  func weight(_ day: Int) -> Double {
    weights.indices.contains(day) ? weights[day] : 1
  }

  /// So many of some days, the lively ones likelier; ascending.
  func choose(_ count: Int, of days: [Int], _ random: inout SplitMix64) -> [Int] {
    random.sample(count, of: days) { weight($0) / 1.4 }.sorted()
  }
}

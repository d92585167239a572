import Foundation
import TestKit

/// The value of users read off its definition, with Foundation's calendar and no columns.
///
/// Cumulative gross margin of the users mature to H by age, over those users, payers or not;
/// age = local date - local date of the acquisition; mature when anchor date + H <= asof.
struct SlowLTV {
  struct Event {
    let user: String
    let name: String
    /// Milliseconds since 1970 UTC.
    let instant: Int64
    /// In cents.
    let amount: Int?
    let cost: Int?
  }

  enum Horizon {
    case days(Int)
    case months(Int)

    var text: String {
      switch self {
      case .days(let count): "\(count)d"
      case .months(let count): "\(count)mo"
      }
    }
  }

  struct User {
    var day = Date(timeIntervalSince1970: 0)
    var isMature = false
    var isActive = false
    /// By age in days, in cents; refunds are below zero.
    var money: [(age: Int, amount: Int, cost: Int, instant: Int64)] = []
  }

  let calendar: Calendar
  let events: [Event]
  let horizon: Horizon
  /// Noon of the last day.
  let asof: Date
  let isNet: Bool

  init(zone: String, events: [Event], horizon: Horizon, asof: String, isNet: Bool = false) {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: zone) ?? .gmt
    self.calendar = calendar
    self.events = events
    self.horizon = horizon
    self.isNet = isNet
    let parts = asof.split(separator: "-").map { Int($0) ?? 0 }
    self.asof =
      calendar.date(
        from: DateComponents(year: parts[0], month: parts[1], day: parts[2], hour: 12))
      ?? Date(timeIntervalSince1970: 0)
  }

  /// Noon of the local date.
  func noon(_ instant: Int64) -> Date {
    let date = Date(timeIntervalSince1970: Double(instant) / 1000)
    return calendar.date(bySettingHour: 12, minute: 0, second: 0, of: date) ?? date
  }

  func days(from: Date, to: Date) -> Int {
    calendar.dateComponents([.day], from: from, to: to).day ?? 0
  }

  func end(from day: Date) -> Date {
    switch horizon {
    case .days(let count): calendar.date(byAdding: .day, value: count, to: day) ?? day
    case .months(let count): calendar.date(byAdding: .month, value: count, to: day) ?? day
    }
  }

  /// Users by name, of those with a sign-up.
  var users: [String: User] {
    var users: [String: User] = [:]
    for (name, own) in Dictionary(grouping: events, by: \.user) {
      let known = own.filter { noon($0.instant) <= asof }
      guard let first = known.filter({ $0.name == "signup" }).map(\.instant).min() else {
        continue
      }
      var user = User(day: noon(first))
      let last = end(from: user.day)
      user.isMature = last <= asof
      for event in known {
        let day = noon(event.instant)
        guard day >= user.day, day <= last else { continue }
        user.isActive = true
        guard let amount = event.amount, amount >= 0 || isNet else { continue }
        user.money.append(
          (days(from: user.day, to: day), amount, event.cost ?? 0, event.instant))
      }
      users[name] = user
    }
    return users
  }
}

/// The sums of some users.
struct SlowValue {
  var users = 0
  var mature = 0
  var active = 0
  var payers = 0
  var repeaters = 0
  var orders = 0
  /// In cents.
  var revenue = 0
  var cost = 0
  /// In seconds, ascending.
  var gaps: [Double] = []
  /// Of each mature user, in cents.
  var values: [Int] = []
  /// By age in days.
  var byAge: [Int: (revenue: Int, cost: Int)] = [:]

  init(_ all: some Sequence<SlowLTV.User>) {
    for user in all {
      users += 1
      guard user.isMature else { continue }
      mature += 1
      if user.isActive { active += 1 }
      let paid = user.money.filter { $0.amount > 0 }.map(\.instant).sorted()
      if !paid.isEmpty { payers += 1 }
      if paid.count > 1 { repeaters += 1 }
      orders += paid.count
      gaps += zip(paid, paid.dropFirst()).map { Double($1 - $0) / 1000 }
      var own = 0
      for entry in user.money {
        revenue += entry.amount
        cost += entry.cost
        own += entry.amount - entry.cost
        byAge[entry.age, default: (0, 0)].revenue += entry.amount
        byAge[entry.age, default: (0, 0)].cost += entry.cost
      }
      values.append(own)
    }
    gaps.sort()
  }

  /// The mean by the end of an age, in units.
  func mean(upTo age: Int) -> Double? {
    guard mature > 0 else { return nil }
    let sum = byAge.filter { $0.key <= age }.reduce(0) { $0 + $1.value.revenue - $1.value.cost }
    return Double(sum) / 100 / Double(mature)
  }

  /// The first age whose mean reaches a cost.
  func payback(_ cost: Double, ages: Int) -> Int? {
    (0...ages).first { age in (mean(upTo: age) ?? -1) >= cost - 1e-9 }
  }
}

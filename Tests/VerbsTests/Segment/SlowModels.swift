import Engine
import TestKit

/// Classes of users, written from the definitions alone: every rule looks at every event again.
struct SlowModels {
  let world: World
  /// Local day number of the day that the classes are taken on.
  let today: Int

  struct Happening {
    let name: String
    let day: Int
    let instant: Int64
    let amount: Double?
  }

  let ids: [String]
  /// Everything a user ever did.
  private let histories: [String: [Happening]]

  init(_ world: World, today: Int) {
    self.world = world
    self.today = today
    ids = Array(world.dataset.users.ids)
    let calendar = world.calendar
    histories = Dictionary(grouping: world.events, by: \.user).mapValues { events in
      events.map { event in
        let instant = world.instant(of: event.time, in: calendar)
        var amount: Double?
        if case .money(let value) = event.properties["amount"] { amount = value }
        return Happening(
          name: event.name, day: calendar.day(of: instant).number, instant: instant,
          amount: amount)
      }
    }
  }

  /// Everything a user ever did.
  func everything(_ user: String) -> [Happening] { histories[user] ?? [] }

  /// What a user had done by the end of today.
  func past(_ user: String) -> [Happening] { everything(user).filter { $0.day <= today } }

  func registration(_ user: String) -> Int? {
    let all = everything(user)
    let signups = all.filter { $0.name == "signup" }
    return (signups.isEmpty ? all : signups).map(\.day).min()
  }

  func isRegistered(_ user: String) -> Bool { registration(user).map { $0 <= today } ?? true }

  func activeDays(_ user: String) -> [Int] {
    Set(past(user).filter { $0.name == "visit" }.map(\.day)).sorted()
  }

  func orders(_ user: String) -> [Happening] { past(user).filter { ($0.amount ?? -1) >= 0 } }

  func spent(_ user: String, days: Int = .max) -> Double {
    orders(user).filter { today - $0.day < days }.reduce(0) { $0 + ($1.amount ?? 0) }
  }

  // MARK: The models

  func lifecycle(_ user: String) -> String {
    guard isRegistered(user) else { return "not_yet_registered" }
    let days = activeDays(user)
    guard let last = days.last else { return "never" }
    if let start = registration(user), today - start <= 7 { return "new" }
    if today - last <= 30 {
      let recent = days.filter { today - $0 <= 30 }
      let old = days.filter { today - $0 > 30 }
      if let previous = old.last, recent[0] - previous > 30 { return "returned" }
      return "active"
    }
    return today - last <= 60 ? "dormant" : "lost"
  }

  func rfm(_ user: String) -> String {
    let buyers = ids.filter { !orders($0).isEmpty }
    guard buyers.contains(user) else { return "none" }
    let mean = buyers.map { spent($0) }.reduce(0, +) / Double(buyers.count)
    let days = Set(orders(user).map(\.day))
    let bits =
      (today - (days.max() ?? 0) <= 30 ? "1" : "0") + (days.count >= 2 ? "1" : "0")
      + (spent(user) >= mean - 1e-9 ? "1" : "0")
    return [
      "111": "champion", "101": "promising", "011": "at_risk_loyal", "001": "at_risk",
      "110": "steady", "100": "new", "010": "fading", "000": "hibernating",
    ][bits] ?? ""
  }

  func tier(_ user: String) -> String {
    guard isRegistered(user) else { return "not_yet_registered" }
    func recentOrders(_ id: String) -> Int { orders(id).count { today - $0.day < 180 } }
    let buyers = ids.filter { isRegistered($0) && recentOrders($0) > 0 }
    let ranked = buyers.enumerated().sorted { left, right in
      let (a, b) = (spent(left.element, days: 180), spent(right.element, days: 180))
      return a == b ? left.offset < right.offset : a > b
    }.map(\.element)
    let top = ranked.prefix((buyers.count + 4) / 5)
    if top.contains(user), recentOrders(user) >= 2 { return "key" }
    let days = activeDays(user)
    if days.filter({ today - $0 < 30 }).count >= 2 { return "potential" }
    let months = Set(
      days.filter { today - $0 < 180 }.map { CivilDay(number: $0).label.prefix(7) })
    return recentOrders(user) >= 2 || months.count >= 2 ? "general" : "random"
  }

  func activity(_ user: String) -> String {
    func contributions(_ id: String) -> Int {
      past(id).count { $0.name == "visit" && today - $0.day < 30 }
    }
    let some = ids.filter { contributions($0) > 0 }
    guard some.contains(user) else {
      return isRegistered(user) ? "inactive" : "not_yet_registered"
    }
    let ranked = some.enumerated().sorted { left, right in
      let (a, b) = (contributions(left.element), contributions(right.element))
      return a == b ? left.offset < right.offset : a > b
    }.map(\.element)
    let place = ranked.firstIndex(of: user) ?? 0
    let core = (some.count + 99) / 100
    let active = (some.count * 9 + 99) / 100
    return place < core ? "core" : place < core + active ? "active" : "ordinary"
  }

  func stage(_ user: String) -> String {
    guard isRegistered(user) else { return "not_yet_registered" }
    if orders(user).count >= 2 { return "repurchase" }
    if let last = activeDays(user).last, let start = registration(user), last - start >= 7 {
      return "retention"
    }
    return orders(user).isEmpty ? "acquisition" : "conversion"
  }

  func group(_ user: String, by model: String) -> String {
    switch model {
    case "lifecycle": lifecycle(user)
    case "rfm": rfm(user)
    case "tier": tier(user)
    case "activity": activity(user)
    default: stage(user)
    }
  }
}

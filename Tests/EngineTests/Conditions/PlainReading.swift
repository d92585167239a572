import Statistics
import TestKit

// The meaning of conditions once more, written from the text of the language for one user at a
// time over plain lists, so that nothing of the engine stands behind it.

/// One event of a user; amounts in hundredths.
struct PlainEvent {
  let name: String
  let instant: Int64
  let amount: Int?
  let plan: String?
}

/// One user with all events, in any order.
struct PlainUser {
  let id: String
  let size: Int?
  let events: [PlainEvent]
}

/// A piece of the language with what it means.
struct Written<Meaning> {
  let text: String
  let meaning: Meaning
}

/// Which events of a user are meant.
typealias Choice = (PlainUser) -> [PlainEvent]
typealias Figure = (PlainUser) -> Double?
typealias Truth = (PlainUser) -> Bool

/// Draws pieces of the language at random, each with its plain meaning.
struct Draw {
  var random: SplitMix64
  /// Milliseconds that local time is ahead.
  let offset: Int64
  /// The number of the day of `asof`.
  let asof: Int64

  static let day: Int64 = 86_400_000
  /// 2024-01-01, as a number of days.
  static let firstDay: Int64 = 19723

  func localDay(_ instant: Int64) -> Int64 {
    Int64((Double(instant + offset) / Double(Self.day)).rounded(.down))
  }

  mutating func filter(_ depth: Int = 1) -> Written<(PlainEvent) -> Bool> {
    switch random.below(depth > 0 ? 7 : 4) {
    case 0:
      let limit = random.below(5)
      return Written(text: "amount > \(limit)") { $0.amount.map { $0 > limit * 100 } ?? false }
    case 1:
      let plan = random.pick(["pro", "free"])
      return Written(text: "plan = '\(plan)'") { $0.plan == plan }
    case 2:
      let plan = random.pick(["pro", "free"])
      return Written(text: "plan != '\(plan)'") { $0.plan.map { $0 != plan } ?? false }
    case 3: return Written(text: "amount is missing") { $0.amount == nil }
    case 4:
      let inner = filter(0)
      return Written(text: "not (\(inner.text))") { !inner.meaning($0) }
    case 5:
      let (left, right) = (filter(0), filter(0))
      return Written(text: "\(left.text) and \(right.text)") {
        left.meaning($0) && right.meaning($0)
      }
    default:
      let (left, right) = (filter(0), filter(0))
      return Written(text: "\(left.text) or \(right.text)") {
        left.meaning($0) || right.meaning($0)
      }
    }
  }

  mutating func term() -> Written<Choice> {
    let name = random.pick(["a", "b", "any"])
    let filter = random.below(3) == 0 ? self.filter() : nil
    return Written(text: name + (filter.map { "[\($0.text)]" } ?? "")) { user in
      user.events.filter { event in
        (name == "any" || event.name == name) && (filter?.meaning(event) ?? true)
      }
    }
  }

  mutating func event() -> Written<Choice> {
    switch random.below(6) {
    case 0:
      let term = self.term()
      return Written(text: "first \(term.text)") { user in
        let all = term.meaning(user)
        let first = all.map(\.instant).min()
        return all.filter { $0.instant == first }
      }
    case 1:
      return Written(text: "a or b") { $0.events.filter { ["a", "b"].contains($0.name) } }
    default: return term()
    }
  }

  /// Events with the arguments behind them: a period of days, a span after an anchor, or neither.
  mutating func arguments() -> Written<Choice> {
    let event = self.event()
    switch random.below(4) {
    case 0:
      let from = random.below(20)
      let to = from + random.below(10)
      let (low, high) = (Self.firstDay + Int64(from), Self.firstDay + Int64(to))
      let localDay = self.localDay
      return Written(text: "\(event.text)@, \(Self.label(from))..\(Self.label(to))") { user in
        event.meaning(user).filter { (low...high).contains(localDay($0.instant)) }
      }
    case 1:
      let days = 1 + random.below(20)
      let asof = self.asof
      let localDay = self.localDay
      return Written(text: "\(event.text)@, last \(days) days") { user in
        event.meaning(user).filter { localDay($0.instant) > asof - Int64(days) }
      }
    case 2:
      let hours = random.below(100)
      let anchor = random.pick(["a", "b"])
      return Written(text: "\(event.text)@, within \(hours)h of \(anchor)") { user in
        let first = user.events.filter { $0.name == anchor }.map(\.instant).min()
        guard let first else { return [] }
        let last = first + Int64(hours) * 3_600_000
        return event.meaning(user).filter { (first...last).contains($0.instant) }
      }
    default: return Written(text: "\(event.text)@", meaning: event.meaning)
    }
  }

  static func label(_ day: Int) -> String {
    let month = day < 31 ? 1 : 2
    let date = day < 31 ? day + 1 : day - 30
    return "2024-0\(month)-\(date < 10 ? "0" : "")\(date)"
  }
}

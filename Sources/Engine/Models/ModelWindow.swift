import Language
import Reporting

/// The days up to a model's day that it looks at.
public struct ModelWindow: Hashable, Sendable {
  /// Nil for all data up to the day.
  public let span: CalendarSpan?

  public static let all = ModelWindow(span: nil)

  /// The first day of the window that ends with `day`.
  func first(upTo day: CivilDay) -> Int {
    guard let span else { return .min }
    let next = day.advanced(by: 1)
    return switch span.unit {
    case .week: next.advanced(by: -7 &* span.count).number
    case .month: next.adding(months: -span.count).number
    case .quarter: next.adding(months: -3 &* span.count).number
    case .year: next.adding(months: -12 &* span.count).number
    case .day, .hour, .minute, .second: next.advanced(by: -span.count).number
    }
  }

  var phrase: Phrase {
    guard let span else { return Phrase("in all data", "全部数据") }
    let unit =
      switch span.unit {
      case .week: "周"
      case .month: "个月"
      case .quarter: "个季度"
      case .year: "年"
      case .day, .hour, .minute, .second: "天"
      }
    return Phrase("in the last \(span.count)\(span.unit.rawValue)", "最近 \(span.count) \(unit)内")
  }
}

/// Ranks of users, ties in the order of their ids.
enum Ranking {
  /// The first `count` of some users by weight, the heaviest first.
  static func top(_ count: Int, of users: [Int], by weights: [Int64]) -> ArraySlice<Int> {
    users.sorted { (weights[$1], $0) < (weights[$0], $1) }.prefix(max(0, count))
  }

  /// A share of some users, rounded up; exact for shares that are whole thousandths of a percent.
  static func count(_ share: Double, of users: Int) -> Int {
    let parts = (share * 100_000).rounded()
    guard parts >= 0, parts <= 100_000 else { return users }
    return (users &* Int(parts) &+ 99_999) / 100_000
  }

  /// Tiles 1 to `count` of some users in an order, as SQL's `ntile`: the first tiles take one more
  /// where they do not come out even.
  static func tiles(_ count: Int, of ordered: [Int]) -> [(user: Int, tile: Int)] {
    let (size, larger) = (ordered.count / count, ordered.count % count)
    return ordered.enumerated().map { place, user in
      let edge = larger * (size + 1)
      let tile =
        place < edge
        ? place / (size + 1) : larger + (size == 0 ? 0 : (place - edge) / size)
      return (user, tile + 1)
    }
  }
}

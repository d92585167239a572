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

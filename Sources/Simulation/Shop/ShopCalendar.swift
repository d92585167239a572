import Engine
import Statistics

/// The half year of the shop: days are counted from 2024-01-01, a Monday, as 0.
struct ShopCalendar: Sendable {
  static let dayCount = 182
  /// The first day of each month, and of the one after the last.
  static let monthStarts = [0, 31, 60, 91, 121, 152, 182]
  /// 2024-04-01: the second quarter, and the new payment page.
  static let secondQuarter = 91

  static func month(of day: Int) -> Int {
    (monthStarts.firstIndex { day < $0 } ?? monthStarts.count) - 1
  }

  static func quarter(of day: Int) -> Int { day < secondQuarter ? 0 : 1 }

  /// 0 for Monday to 6 for Sunday.
  static func weekday(of day: Int) -> Int { day % 7 }

  static func quarterDays(_ quarter: Int) -> Range<Int> {
    quarter == 0 ? 0..<secondQuarter : secondQuarter..<dayCount
  }

  static func monthDays(_ month: Int) -> Range<Int> { monthStarts[month]..<monthStarts[month + 1] }

  /// `2024-01-01` and on, with the year after for orders that lie in the future.
  private let labels: [[UInt8]]
  private let hours = WeightedChoice([
    2.2, 1, 0.5, 0.3, 0.3, 0.5, 1.2, 2.6, 4, 5, 5.6, 5.8, 6.8, 6, 4.8, 4.6, 4.8, 5, 5.6, 7, 8.6,
    9.4,
    7.6, 4.4,
  ])
  private let week = [0.92, 0.9, 0.93, 0.96, 1.06, 1.22, 1.16]

  init() {
    let first = CivilDay(year: 2024, month: 1, day: 1) ?? CivilDay(number: 19723)
    labels = (0..<550).map { Array(first.advanced(by: $0).label.utf8) }
  }

  func label(_ day: Int) -> [UInt8] { labels[min(max(day, 0), labels.count - 1)] }

  func text(_ day: Int) -> String { String(decoding: label(day), as: UTF8.self) }

  /// How busy a weekday is, 1 on average.
  func weight(of day: Int) -> Double { week[Self.weekday(of: day)] }

  /// A second of the day at which people shop, from 00:10 to 23:10, so that what they begin ends
  /// on the same day.
  func second(_ random: inout SplitMix64) -> Int {
    let second = hours.draw(&random) * 3600 + random.below(3600)
    return min(max(second, 600 + random.below(1800)), 83_400)
  }
}

/// A second of the half year, counted from its first midnight.
struct Moment: Comparable, Sendable {
  var seconds: Int

  init(seconds: Int) { self.seconds = seconds }

  init(day: Int, second: Int) { seconds = day * 86_400 + second }

  var day: Int { seconds / 86_400 }
  var second: Int { seconds % 86_400 }

  static func < (left: Moment, right: Moment) -> Bool { left.seconds < right.seconds }

  static func + (left: Moment, seconds: Int) -> Moment { Moment(seconds: left.seconds + seconds) }
}

extension CSVFile {
  func moment(_ moment: Moment, _ calendar: ShopCalendar) {
    time(calendar.label(moment.day), second: moment.second)
  }
}

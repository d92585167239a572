import Foundation

/// The days of a zone one by one, cut into periods by Foundation's calendar instead of our own.
struct SlowDays {
  enum Unit: String, CaseIterable { case day, week, month, quarter, year }

  let calendar: Calendar
  /// Seconds since 1970 at which each day begins, and at which the day after the last begins.
  let starts: [Double]
  /// By unit: the number of the period that each day lies in.
  let numbers: [Unit: [Int]]
  /// The label of each day.
  let labels: [String]

  /// - Parameter weekday: 1 for Sunday, 2 for Monday.
  init(zone: TimeZone, weekday: Int, from: DateComponents, days: Int) {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    calendar.firstWeekday = weekday
    self.calendar = calendar
    // Noon is never skipped, so days are walked from noon to noon.
    var noon = from
    noon.hour = 12
    var at = calendar.date(from: noon) ?? Date(timeIntervalSince1970: 0)
    var starts: [Double] = []
    var labels: [String] = []
    var numbers: [Unit: [Int]] = [:]
    var week = 0
    for day in 0...days {
      let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: at)
      let (year, month) = (parts.year ?? 0, parts.month ?? 0)
      if day > 0, parts.weekday == weekday { week += 1 }
      starts.append(calendar.startOfDay(for: at).timeIntervalSince1970)
      func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      labels.append("\(year)-\(two(month))-\(two(parts.day ?? 0))")
      numbers[.day, default: []].append(day)
      numbers[.week, default: []].append(week)
      numbers[.month, default: []].append(year * 12 + month)
      numbers[.quarter, default: []].append(year * 4 + (month - 1) / 3)
      numbers[.year, default: []].append(year)
      at = calendar.date(byAdding: .day, value: 1, to: at) ?? at
    }
    self.starts = starts
    self.labels = labels
    self.numbers = numbers
  }

  /// The day that holds an instant in milliseconds.
  func day(of instant: Int64) -> Int {
    let seconds = Double(instant) / 1000
    return (starts.firstIndex { $0 > seconds } ?? starts.count) - 1
  }

  func number(_ unit: Unit, ofDay day: Int) -> Int { numbers[unit]?[day] ?? 0 }

  /// A day or week by its first day, `2024-03`, `2024Q1`, `2024`.
  func label(_ unit: Unit, ofDay day: Int) -> String {
    let number = number(unit, ofDay: day)
    let first = (0...day).first { self.number(unit, ofDay: $0) == number } ?? day
    switch unit {
    case .day, .week: return labels[first]
    case .month: return String(labels[first].prefix(7))
    case .quarter:
      let month = Int(labels[first].dropFirst(5).prefix(2)) ?? 1
      return "\(labels[first].prefix(4))Q\((month - 1) / 3 + 1)"
    case .year: return String(labels[first].prefix(4))
    }
  }
}

import Reporting

/// A size of calendar period that results can be cut by.
public enum CalendarUnit: String, Hashable, Sendable, CaseIterable {
  case hour, day, week, month, quarter, year

  public var phrase: Phrase {
    switch self {
    case .hour: Phrase("hour", "小时")
    case .day: Phrase("day", "日")
    case .week: Phrase("week", "周")
    case .month: Phrase("month", "月")
    case .quarter: Phrase("quarter", "季度")
    case .year: Phrase("year", "年")
    }
  }
}

/// The weekday that weeks begin on.
public enum WeekStart: String, Hashable, Sendable, CaseIterable {
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday

  /// 0 for Monday to 6 for Sunday.
  public var weekday: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  public var phrase: Phrase {
    let chinese = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
    return Phrase(rawValue.prefix(1).uppercased() + rawValue.dropFirst(), chinese[weekday])
  }
}

import Charts
import Reporting

extension Cell {
  public init(_ value: Double?) {
    self = value.map { $0.isFinite ? .real($0) : .missing } ?? .missing
  }

  /// As a person reads it in a column of this type; text from data is shown with its control
  /// characters escaped.
  public func text(
    as type: ColumnType, in language: DisplayLanguage, calendar: LocalCalendar = .utc
  ) -> String {
    switch self {
    case .missing: return NumberText.missing
    case .int(let value): return NumberText.count(value)
    case .bool(let value):
      return (value ? Phrase("true", "是") : Phrase("false", "否")).text(in: language)
    case .text(let value): return Escaping.visible(value)
    case .money(let value): return NumberText.amount(value.units)
    case .time(let instant): return calendar.text(of: instant)
    case .under(let least): return "<\(least)"
    case .real(let value):
      switch type {
      case .rate: return NumberText.rate(value)
      case .money: return NumberText.amount(value)
      case .duration: return NumberText.duration(seconds: value, in: language)
      default: return NumberText.fixed(value, digits: value.magnitude < 10 ? 3 : 1)
      }
    }
  }

  /// As the name of a group: a missing value is named, and labels of the data are used.
  public func label(labels: [String: Phrase], calendar: LocalCalendar = .utc) -> Phrase {
    switch self {
    case .missing: return Phrase("(missing)", "（缺失）")
    case .text(let value): return labels[value] ?? Phrase(verbatim: value)
    case .int(let value): return Phrase(verbatim: String(value))
    default:
      return Phrase(
        text(as: .text, in: .english, calendar: calendar),
        text(as: .text, in: .chinese, calendar: calendar))
    }
  }
}

extension LocalCalendar {
  /// Local date and time, `2024-03-15 13:05:09`.
  public func text(of instant: Int64) -> String {
    let local = localTime(of: instant)
    let day = CivilDay(number: Int(floorDivide(local, Self.dayLength)))
    let seconds = Int(floorDivide(local, 1000)) &- day.number &* 86_400
    let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { CivilDay.digits($0, 2) }
    return "\(day.label) \(parts.joined(separator: ":"))"
  }
}

extension ResultTable {
  /// What stands for a count that privacy does not tell, `<5` or `–`; nil where it is told.
  public func untold(_ row: Int, _ column: String) -> String? {
    switch cell(row, column) {
    case .under(let least): "<\(least)"
    case .missing: NumberText.missing
    default: nil
    }
  }
}

extension Cell {
  /// A count too small to be told.
  public var isUntold: Bool { if case .under = self { true } else { false } }
}

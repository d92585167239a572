import Engine
import Language
import Reporting

/// Reads `using PRODUCT, stickiness`.
struct PeerActivityReader {
  let reader: PeerReader
  let period: CalendarUnit

  func question() throws(Diagnostic) -> Cohort.PeerQuestion {
    let ruleSet = reader.ruleSet
    var window = 30
    if let clause = reader.call.clause(.within),
      case .within(let duration, let isEach) = clause.body
    {
      window = try self.window(duration, isEach: isEach, at: clause.place.span)
    }
    let days = try number("days", least: 1, usual: 1)
    if days > 1 || reader.setting("days") != nil, ![.day, .week].contains(period),
      let setting = reader.setting("days")
    {
      throw .unknownToPeer(
        ruleSet, Phrase("bins but days and weeks here", "日、周以外的区间"),
        at: setting.key.place.span)
    }
    let activity = PeerActivity(
      ruleSet: ruleSet, unit: period, weekStart: try reader.weekStart(),
      every: try number("every", least: 1, usual: 1), times: try times(), window: window,
      days: reader.setting("days") == nil ? 0 : days)
    return ruleSet == .kusto ? .trailing(activity) : .activePeriods(activity)
  }

  /// In periods; active days are counted in windows of days.
  private func window(
    _ duration: DurationValue, isEach: Bool, at span: Span
  ) throws(Diagnostic) -> Int {
    let written = try reader.scope.span(duration, at: span)
    let unit: CalendarUnit = reader.setting("days") == nil ? period : .day
    let fits =
      switch (written.unit, unit) {
      case (.hour, .hour), (.day, .day), (.week, .week), (.month, .month), (.quarter, .quarter),
        (.year, .year):
        true
      default: false
      }
    if !isEach, (1...100_000).contains(written.count) {
      if fits { return written.count }
      if written.unit == .week, unit == .day { return written.count * 7 }
    }
    let letter = unit == .month ? "mo" : unit.letter
    throw Diagnostic(
      "E359",
      Phrase("the window is made of the same periods", "窗口须由同一种时间段组成"), at: span,
      notes: [Phrase("for example within 7\(letter)", "例如 窗口 7\(letter)")])
  }

  /// `times=2` is at least two, `times=(1..1)` exactly one.
  private func times() throws(Diagnostic) -> ClosedRange<Int> {
    guard let setting = reader.setting("times") else { return 1...Int.max }
    if case .list(let items) = setting.value, items.count == 1,
      case .number(let low) = items[0].lower, let from = Int(exactly: low), from >= 1
    {
      guard let upper = items[0].upper else { return from...from }
      if case .number(let high) = upper, let to = Int(exactly: high), to >= from {
        return from...to
      }
    } else if case .literal = setting.value {
      return try number("times", least: 1, usual: 1)...Int.max
    }
    throw .badSetting(
      "times", Phrase("a whole number from 1, or a range", "不小于 1 的整数或区间"),
      "times=2, times=(1..1)", at: setting.key.place.span)
  }

  private func number(_ key: String, least: Int, usual: Int) throws(Diagnostic) -> Int {
    guard let setting = reader.setting(key) else { return usual }
    let span = setting.key.place.span
    var written: Literal?
    if case .literal(let literal, _) = setting.value {
      written = literal
      if case .parameter(let name) = literal {
        written = try reader.scope.parameter(name, at: span)
      }
    }
    if case .number(let number) = written, let count = Int(exactly: number),
      (least...1_000_000).contains(count)
    {
      return count
    }
    throw .badSetting(
      key, Phrase("a whole number from \(least)", "不小于 \(least) 的整数"), "\(key)=3", at: span)
  }
}

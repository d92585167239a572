import Reporting

extension RuleLine {
  /// Where `asof` was not declared: when the last event was; nil where it was, or without events.
  public static func asofNote(_ dataset: Dataset) -> Phrase? {
    guard !dataset.asof.isDeclared, let last = dataset.asof.lastEvent else { return nil }
    let time = dataset.calendar.text(of: last)
    let day = dataset.asof.day.label
    return Phrase(
      "today is the day of the last event, \(time); to choose another: set asof = \(day)",
      "以最后一个事件所在日为今天（\(time)）；可另行指定：设置 截止日 = \(day)")
  }
}

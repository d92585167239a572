import Reporting

extension RuleLine {
  /// Where `asof` was not declared: when the last event was; nil where it was, or without events.
  public static func asofNote(_ dataset: Dataset) -> Phrase? {
    guard !dataset.asof.isDeclared, let last = dataset.asof.lastEvent else { return nil }
    let time = dataset.calendar.text(of: last)
    let day = dataset.asof.day.label
    let later = dataset.asof.laterEvents
    let left =
      later > 0
      ? Phrase(
        " (left out as future: \(later) later)", "（另有 \(later) 个更晚的事件视为未来，未读取）")
      : Phrase(verbatim: "")
    return Phrase(
      "today is the day of the last event, \(time)\(left.english); to choose another:"
        + " set asof = \(day)",
      "以最后一个事件所在日为今天（\(time)）\(left.chinese)；可另行指定：设置 截止日 = \(day)")
  }
}

import Language
import Reporting

extension Scope {
  /// W503 where a query looks at days without any event, so that its zeros are no finding.
  ///
  /// Answers of feedback have times of their own, and users may be counted without events.
  func emptiness(for call: VerbCall) -> Warning? {
    let verb = call.verb.text
    guard verb != "feedback" else { return nil }
    guard dataset.events.count > 0 else {
      let today = dataset.asof.day.label
      return verb == "segment"
        ? nil : Warning("W503", Phrase("there are no events up to \(today)", "到 \(today) 为止没有任何事件"))
    }
    guard let range = try? range(of: call), !range.isAll, let span = dataset.events.span
    else { return nil }
    let (first, last) = (span.lowerBound, span.upperBound)
    guard last < (range.start ?? .min) || (range.end ?? .max) <= first
    else { return nil }
    let calendar = dataset.calendar
    let (from, to) = (calendar.day(of: first).label, calendar.day(of: last).label)
    return Warning(
      "W503",
      Phrase(
        "no event lies in this range; the data runs from \(from) to \(to)",
        "该范围内没有任何事件；数据从 \(from) 到 \(to)"))
  }
}

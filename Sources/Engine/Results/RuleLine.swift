import Language
import Reporting

/// The pieces of the line that pins a result's definition.
public enum RuleLine {
  /// The pieces in one line, ` · ` between them.
  public static func joined(_ parts: [Phrase]) -> Phrase { parts.joined(separator: " · ") }

  /// What every result stands on: the zone, the week's start where weeks matter, and `asof`.
  public static func ground(of dataset: Dataset, weeks: Bool = false) -> Phrase {
    var parts = [Phrase(verbatim: dataset.calendar.zone)]
    if weeks {
      let start = dataset.calendar.weekStart.phrase
      parts.append(Phrase("weeks from \(start.english)", "每周自\(start.chinese)起"))
    }
    // Without events and without a declared day there is no today.
    if dataset.asof.isDeclared || dataset.asof.lastEvent != nil {
      let day = dataset.asof.day.label
      parts.append(Phrase("as of \(day)", "截至 \(day)"))
    }
    return joined(parts)
  }

  /// `entries 2024-01-01..2024-03-31`; nil for the whole data.
  public static func range(
    _ range: InstantRange, in dataset: Dataset, of what: Phrase
  ) -> Phrase? {
    if range.isAll { return nil }
    let calendar = dataset.calendar
    func day(_ instant: Int64) -> String {
      calendar.start(of: calendar.day(of: instant)) == instant
        ? calendar.day(of: instant).label : calendar.text(of: instant)
    }
    let start = range.start.map(day) ?? ""
    let end = range.end.map { end in
      // A range of whole days is named by its last day, another by its last second.
      calendar.start(of: calendar.day(of: end)) == end
        ? calendar.day(of: end &- 1).label : calendar.text(of: end &- 1)
    }
    let dates = Phrase(verbatim: "\(start)..\(end ?? "")")
    return what + Phrase(verbatim: " ") + dates
  }

  /// A note that the period which holds `asof` is not over; nil where it ends with that day.
  public static func runningPeriod(_ unit: CalendarUnit, in dataset: Dataset) -> Phrase? {
    guard unit != .hour, unit != .day else { return nil }
    let calendar = dataset.calendar
    let number = calendar.period(of: dataset.asof.day, unit: unit)
    let next = calendar.firstDay(ofPeriod: number &+ 1, unit: unit)
    guard next > dataset.asof.day.advanced(by: 1) else { return nil }
    let label = calendar.label(ofPeriod: number, unit: unit)
    let day = dataset.asof.day.label
    return Phrase("the period \(label) is not over on \(day)", "时间段 \(label) 到 \(day) 尚未结束")
  }
}

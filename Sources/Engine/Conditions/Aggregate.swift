import Reporting

/// A figure about each user made from some of their events: `count(pay)`, `first(visit.channel)`.
struct Aggregate: Hashable, Sendable {
  enum Function: String, Hashable, Sendable, CaseIterable {
    case did, count, sum, avg, min, max, days
    case daysSince = "days_since"
    case first, last
  }

  /// Only events from the anchor on, up to a span of time after it, both ends included.
  struct Within: Hashable, Sendable {
    let span: LocalCalendar.Span
    let anchor: EventSelector
    /// Where the user's first anchor event ever must lie.
    let range: InstantRange
  }

  let function: Function
  let events: EventSelector
  /// The value read at each event, where the function reads one.
  let value: Operand?
  let range: InstantRange
  let within: Within?

  /// One value a user.
  func column(in dataset: Dataset) -> PropertyColumn {
    let log = dataset.events
    let mask = eventMask(in: dataset)
    func column(_ type: ColumnType, _ values: [Double]) -> PropertyColumn {
      PropertyColumn(name: "", type: type, storage: .number(values))
    }
    switch function {
    case .did: return column(.bool, counts(log, mask, dataset.users.count).map { $0 > 0 ? 1 : 0 })
    case .count: return column(.int, counts(log, mask, dataset.users.count).map { Double($0) })
    case .days: return column(.int, distinctDays(dataset, mask))
    case .daysSince:
      return column(
        .int,
        lastTimes(log, mask, dataset.users.count).map { time in
          guard time != PropertyColumn.missing else { return .nan }
          return Double(dataset.asof.day.number - dataset.calendar.day(of: time).number)
        })
    case .sum, .avg, .min, .max:
      guard let value else {
        return column(.float, Array(repeating: .nan, count: dataset.users.count))
      }
      return Summary(function, of: value.column(in: dataset, .events))
        .column(mask, log, userCount: dataset.users.count)
    case .first, .last:
      guard let value else {
        let times =
          function == .first
          ? firstTimes(log, mask, dataset.users.count) : lastTimes(log, mask, dataset.users.count)
        return PropertyColumn(name: "", type: .time, storage: .time(times))
      }
      let values = value.column(in: dataset, .events)
      return values.gathering(endRows(log, mask, by: values, dataset.users.count))
    }
  }

  /// The events that count: selected, in the range, within the span after the anchor.
  private func eventMask(in dataset: Dataset) -> [Bool] {
    let log = dataset.events
    var mask = events.mask(in: dataset)
    if !range.isAll {
      for row in mask.indices where mask[row] { mask[row] = range.contains(log.times[row]) }
    }
    guard let within else { return mask }
    let anchors = firstTimes(log, within.anchor.mask(in: dataset), dataset.users.count)
    for user in 0..<log.userCount {
      let anchor = anchors[user]
      let hasAnchor = anchor != PropertyColumn.missing && within.range.contains(anchor)
      let deadline = hasAnchor ? dataset.calendar.instant(anchor, plus: within.span) : anchor
      for row in log.rows(of: user) where mask[row] {
        mask[row] = hasAnchor && anchor <= log.times[row] && log.times[row] <= deadline
      }
    }
    return mask
  }
}

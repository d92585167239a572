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
    let users = dataset.users.count
    let rows = ChosenRows(events, range: range, within: within, in: dataset)
    func column(_ type: ColumnType, _ values: [Double]) -> PropertyColumn {
      PropertyColumn(name: "", type: type, storage: .number(values))
    }
    switch function {
    case .did:
      return column(.bool, EachUser.values(users) { rows.first(of: $0) == nil ? 0 : 1 })
    case .count: return column(.int, EachUser.values(users) { Double(rows.count(of: $0)) })
    case .days:
      return column(.int, EachUser.values(users) { Double(rows.days(of: $0, in: dataset)) })
    case .daysSince:
      return column(.int, EachUser.values(users) { rows.daysSince(of: $0, in: dataset) })
    case .sum, .avg, .min, .max:
      guard let value else { return column(.float, Array(repeating: .nan, count: users)) }
      return Summary(function, of: value.column(in: dataset, .events))
        .column(rows, userCount: users)
    case .first, .last:
      let isFirst = function == .first
      guard let value else {
        let times = dataset.events.times
        return PropertyColumn(
          name: "", type: .time,
          storage: .time(
            EachUser.values(users) { user in
              (isFirst ? rows.first(of: user) : rows.last(of: user)).map { times[$0] }
                ?? PropertyColumn.missing
            }))
      }
      let values = value.column(in: dataset, .events)
      let ranks = RowRanks(values)
      return values.gathering(
        EachUser.values(users) { user in
          Int32(
            truncatingIfNeeded: rows.end(of: user, isFirst: isFirst, times: dataset.events.times) {
              ranks.precedes($0, $1)
            } ?? -1)
        })
    }
  }
}

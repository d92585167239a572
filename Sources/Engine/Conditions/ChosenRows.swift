/// The events of each user that count: rows between two bounds that pass a test.
///
/// Where the event's name alone decides no flag a row is stored, and a range of time costs two
/// searches a user instead of a look at every row.
struct ChosenRows: Sendable {
  // Taken once: a log looks at each asking whether a column is there.
  private let offsets: Column<UInt32>
  private let times: TimeColumn
  private let codes: CodeColumn
  /// Whether an event of this code counts, where names alone decide.
  private let wanted: [Bool]
  /// One flag a row, where more than the name decides.
  private let mask: [Bool]?
  private let range: InstantRange
  /// The first and last instant of each user's span after the anchor; nil without an anchor.
  private let spans: [ClosedRange<Int64>?]?

  init(
    _ events: EventSelector, range: InstantRange = .all, within: Aggregate.Within? = nil,
    in dataset: Dataset
  ) {
    let log = dataset.events
    offsets = log.offsets
    times = log.times
    codes = log.codes
    self.range = range
    let plain = events.plainCodes(in: dataset)
    var wanted = Array(repeating: false, count: plain == nil ? 0 : log.names.count)
    for code in plain ?? [] { wanted[Int(code)] = true }
    self.wanted = wanted
    mask = plain == nil ? events.mask(in: dataset) : nil
    spans = within.map { within in
      let anchors = ChosenRows(within.anchor, in: dataset)
      let calendar = dataset.calendar
      return EachUser.values(dataset.users.count) { user in
        guard let anchor = anchors.first(of: user).map({ anchors.times[$0] }),
          within.range.contains(anchor)
        else { return nil }
        return anchor...max(anchor, calendar.instant(anchor, plus: within.span))
      }
    }
  }

  /// The rows of a user that lie in time; `contains` says which of them count.
  func rows(of user: Int) -> Range<Int> {
    guard user >= 0, user + 1 < offsets.count else { return 0..<0 }
    var rows = Int(offsets[user])..<Int(offsets[user + 1])
    if let start = range.start { rows = start <= firstTime(rows) ? rows : after(start, rows) }
    if let end = range.end { rows = rows.lowerBound..<firstRow(rows, from: end) }
    guard let spans else { return rows }
    guard spans.indices.contains(user), let span = spans[user] else {
      return rows.lowerBound..<rows.lowerBound
    }
    rows = after(span.lowerBound, rows)
    return rows.lowerBound..<firstRow(rows, from: span.upperBound &+ 1)
  }

  func contains(_ row: Int) -> Bool {
    if let mask { return mask[row] }
    let code = Int(codes[row])
    return code < wanted.count && wanted[code]
  }

  /// The first row of a user that counts; there may be others of the same instant.
  func first(of user: Int) -> Int? { rows(of: user).first { contains($0) } }

  func last(of user: Int) -> Int? { rows(of: user).last { contains($0) } }

  private func firstTime(_ rows: Range<Int>) -> Int64 {
    rows.isEmpty ? .max : times[rows.lowerBound]
  }

  private func after(_ start: Int64, _ rows: Range<Int>) -> Range<Int> {
    firstRow(rows, from: start)..<rows.upperBound
  }

  /// The first of the rows at or after an instant, else their end.
  private func firstRow(_ rows: Range<Int>, from instant: Int64) -> Int {
    var low = rows.lowerBound
    var high = rows.upperBound
    while low < high {
      let middle = low + (high - low) / 2
      if times[middle] < instant { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

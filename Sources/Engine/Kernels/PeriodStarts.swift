/// The periods of a calendar from the first event to the end of `asof`, by where they begin.
public struct PeriodStarts: Sendable {
  /// The number of the first period.
  public let first: Int
  /// The instant at which each begins, and one more that lies after every event.
  public let starts: [Int64]

  public var count: Int { starts.count - 1 }

  /// Nil for a unit shorter than a day, and for more than `most` periods.
  public init?(_ unit: CalendarUnit, of dataset: Dataset, most: Int = 20_000) {
    guard unit != .hour else { return nil }
    let log = dataset.events
    let calendar = dataset.calendar
    let last = calendar.period(of: dataset.asof.day, unit: unit)
    first = log.span.map { min(last, calendar.period(of: $0.lowerBound, unit: unit)) } ?? last
    guard last - first < most else { return nil }
    starts = (first...(last + 1)).map {
      $0 > last
        ? Int64.max : calendar.start(of: calendar.firstDay(ofPeriod: $0, unit: unit))
    }
  }
}

extension UnsafeBufferPointer<Int64> {
  /// The place of the stretch that holds a tick; each begins where this says, and the last number
  /// ends them all.
  @inlinable
  public func place(of tick: Int64) -> Int {
    var (low, high) = (0, count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if self[middle] <= tick { low = middle } else { high = middle }
    }
    return low
  }
}

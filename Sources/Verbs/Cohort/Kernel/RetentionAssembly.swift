import Engine

/// Makes the rows of cohorts from what the kernel counted by the period of the start.
struct RetentionAssembly {
  let plan: Cohort.Plan
  let dataset: Dataset
  let periods: PeriodStarts
  let table: RetentionTable

  /// The numbers of a group's cohorts.
  func cohorts(of group: Int) -> Set<Int> { Set(starts(of: group).keys) }

  /// By the number of the cohort, the places of the periods in which its users start.
  private func starts(of group: Int) -> [Int: [Int]] {
    var starts: [Int: [Int]] = [:]
    for place in 0..<periods.count where table.size(place, of: group) > 0 {
      starts[cohort(of: place), default: []].append(place)
    }
    if starts.isEmpty, plan.period == nil { starts[0] = [] }
    return starts
  }

  /// Places are periods of the triangle, or days where columns are asked for.
  private func cohort(of place: Int) -> Int {
    guard let period = plan.period else { return 0 }
    guard plan.columns != nil else { return periods.first + place }
    return dataset.calendar.period(of: CivilDay(number: periods.first + place), unit: period)
  }

  func rows(of group: Int) -> [CohortRow] {
    starts(of: group).sorted { $0.key < $1.key }.map { number, places in
      let size = places.reduce(0) { $0 + table.size($1, of: group) }
      let cells: [CohortRow.Counted]
      if let columns = plan.columns {
        cells = columns.enumerated().map { count(places, of: group, column: $0, $1, size) }
      } else {
        let frame = TriangleRow(
          cohort: number, unit: plan.period ?? .day, calendar: dataset.calendar,
          asof: dataset.asof.day)
        cells =
          places.first.map {
            frame.cells(size: size, users: Array(table.counts($0, of: group).prefix(frame.width)))
          } ?? []
      }
      return CohortRow(number: number, size: size, cells: cells)
    }
  }

  private func count(
    _ places: [Int], of group: Int, column: Int, _ chosen: Cohort.Column, _ size: Int
  ) -> CohortRow.Counted {
    let next = dataset.asof.day.advanced(by: 1).number
    var (mature, over, users) = (0, 0, 0)
    for place in places {
      let entered = table.size(place, of: group)
      let isOver = next - (periods.first + place) > chosen.last
      if isOver { over += entered }
      guard isOver || plan.keepsImmature else { continue }
      mature += entered
      let counts = table.counts(place, of: group)
      users += counts[counts.startIndex + column]
    }
    return CohortRow.Counted(
      offset: chosen.offset, column: column, over: over, mature: mature, users: users,
      isComplete: over == size)
  }
}

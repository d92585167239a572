import Engine
import Language
import Reporting
import Statistics

/// One group's cohorts as they are shown: their labels, their cells and the averages.
struct CohortCounter {
  /// One cohort at one offset.
  struct Counted {
    /// Of the cohort, in `labels`.
    let label: Int
    let size: Int
    let cell: CohortRow.Counted
  }

  /// All cohorts at one offset.
  struct Averaged {
    let offset: Int
    let column: Int?
    private(set) var cohorts = 0
    private(set) var users = 0
    private(set) var mature = 0
    private var rates = 0.0

    init(offset: Int, column: Int?) {
      self.offset = offset
      self.column = column
    }

    mutating func add(_ cell: CohortRow.Counted) {
      cohorts += 1
      users += cell.users
      mature += cell.mature
      rates += cell.rate ?? 0
    }

    func rate(_ average: Cohort.Average) -> Double? {
      if mature == 0 { return nil }
      return average == .simple ? rates / Double(cohorts) : Double(users) / Double(mature)
    }
  }

  private(set) var cells: [Counted] = []
  /// Labels of the cohorts.
  private(set) var labels: [Cell] = []
  private(set) var averages: [Averaged] = []
  /// The fewest users behind a rate of each cohort that has one.
  private(set) var bases: [Int] = []
  private let plan: Cohort.Plan

  /// Throws E500 where counts contradict each other.
  init(_ plan: Cohort.Plan, _ rows: [CohortRow], in calendar: LocalCalendar) throws(Diagnostic) {
    self.plan = plan
    for row in rows {
      let label = plan.period.map { calendar.label(ofPeriod: row.number, unit: $0) }
      let known = plan.columns == nil ? [row.size] : row.cells.map(\.mature)
      if let least = known.filter({ $0 > 0 }).min() { bases.append(least) }
      for cell in row.cells where cell.users > cell.mature || cell.mature > row.size {
        throw .brokenInvariant("cohort cells")
      }
      cells += row.cells.map { Counted(label: labels.count, size: row.size, cell: $0) }
      labels.append(.text(label ?? "all"))
    }
    average()
  }

  private mutating func average() {
    var byOffset: [Averaged] =
      (plan.columns ?? []).enumerated().map { Averaged(offset: $1.offset, column: $0) }
    let includesRunning = plan.average == .observed || plan.keepsImmature
    for cell in cells.map(\.cell) {
      if let column = cell.column {
        if cell.mature > 0 { byOffset[column].add(cell) }
        continue
      }
      while byOffset.count <= cell.offset {
        byOffset.append(Averaged(offset: byOffset.count, column: nil))
      }
      if cell.isComplete || includesRunning, cell.mature > 0 { byOffset[cell.offset].add(cell) }
    }
    averages = byOffset
  }
}

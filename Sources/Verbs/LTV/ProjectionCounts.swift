import Engine
import Language
import Reporting

/// What the formula's missing numbers are measured from: whole calendar months.
struct ProjectionCounts: Hashable, Sendable {
  struct Group: Hashable, Sendable {
    let key: [Cell]
    /// Paid in the months, in ten-thousandths.
    var revenue: Int64 = 0
    var cost: Int64 = 0
    /// Σ over the months of those active in them.
    var active = 0
    /// Σ over pairs of months of those active in the first, and of them not in the second.
    var atRisk = 0
    var lost = 0

    init(key: [Cell]) { self.key = key }
  }

  /// In the natural order of their keys.
  var groups: [Group] = []
  /// Whole months looked at, and pairs of them.
  var months = 0
  var pairs = 0
  /// Labels of the first and the last.
  var first = ""
  var last = ""

  /// The months of a span, before anything in them is counted.
  init(_ span: MonthSpan, in dataset: Dataset) {
    months = span.months.count
    pairs = span.pairs.count
    let calendar = dataset.calendar
    first = calendar.label(ofPeriod: span.months.lowerBound, unit: .month)
    last = calendar.label(ofPeriod: span.months.upperBound - 1, unit: .month)
  }

  private init() {}

  init(
    _ projection: LTV.Projection, _ plan: LTV.Plan, _ dataset: Dataset, _ interrupt: Interrupt
  ) throws(Diagnostic) {
    guard projection.isMeasured, let span = MonthSpan(plan.range, in: dataset) else {
      self.init()
      if plan.breakdown.isEmpty { groups = [Group(key: [])] }
      return
    }
    self.init(span, in: dataset)
    let dimensions = plan.breakdown.compactMap { dimension -> UserDimension? in
      if case .user(let users) = dimension { users } else { nil }
    }
    let grouping = UserDimension.grouping(of: dimensions, in: dataset)
    let reader = try MonthReader(plan, dataset, span)
    var tallies = grouping.keys.map { Group(key: $0) }
    var isUsed = Array(repeating: plan.breakdown.isEmpty, count: tallies.count)
    let users = plan.population.users(in: dataset)
    for user in 0..<dataset.users.count where users.contains(user) {
      if user & 0xFFF == 0 { try interrupt.check() }
      let place = Int(grouping.groupOf[user])
      do { try reader.read(user, into: &tallies[place]) } catch { throw .tooMuchMoney() }
      isUsed[place] = true
    }
    groups = tallies.indices.filter { isUsed[$0] }.map { tallies[$0] }
  }
}

/// The whole months that lie in a range and in the data.
struct MonthSpan {
  /// Numbers of the months whose revenue and active users count.
  let months: Range<Int>
  /// Later months of the pairs in which users are lost.
  let pairs: Range<Int>

  init?(_ range: InstantRange, in dataset: Dataset) {
    let calendar = dataset.calendar
    guard let earliest = dataset.events.times.min() else { return nil }
    /// The first month that begins at or after an instant.
    func whole(from instant: Int64) -> Int {
      let number = calendar.period(of: instant, unit: .month)
      let first = calendar.firstDay(ofPeriod: number, unit: .month)
      return calendar.day(of: instant) == first ? number : number + 1
    }
    // Months that began before the first event are not known whole.
    let known = whole(from: earliest)
    let next = calendar.period(of: calendar.day(of: dataset.end), unit: .month)
    let start = max(known, range.start.map(whole) ?? known)
    let end = min(next, range.end.map { calendar.period(of: $0, unit: .month) } ?? next)
    guard start < end else { return nil }
    months = start..<end
    pairs = max(start, known + 1)..<max(end, max(start, known + 1))
  }
}

/// Reads each user's money and active months.
private struct MonthReader {
  private let plan: LTV.Plan
  private let dataset: Dataset
  private let span: MonthSpan
  private let isActive: [Bool]
  private let amounts: Column<Int64>
  private let costs: [Column<Int64>]
  private let ledger: CostLedger?

  init(_ plan: LTV.Plan, _ dataset: Dataset, _ span: MonthSpan) throws(Diagnostic) {
    self.plan = plan
    self.dataset = dataset
    self.span = span
    isActive = plan.active.mask(in: dataset)
    amounts = plan.amount.map { dataset.events.properties[$0].moneyValues } ?? []
    var costs: [Column<Int64>] = []
    var ledgers: [LTV.Ledger] = []
    if case .costs(let sources) = plan.basis {
      for source in sources {
        switch source {
        case .property(let index): costs.append(dataset.events.properties[index].moneyValues)
        case .ledger(let ledger): ledgers.append(ledger)
        }
      }
    }
    self.costs = costs
    ledger = ledgers.isEmpty ? nil : try CostLedger(ledgers, in: dataset)
  }

  func read(_ user: Int, into group: inout ProjectionCounts.Group) throws(Overflow) {
    let log = dataset.events
    var active: Set<Int> = []
    for row in log.rows(of: user) {
      let month = dataset.calendar.period(of: log.times[row], unit: .month)
      guard month < span.months.upperBound else { continue }
      if isActive[row] { active.insert(month) }
      guard span.months.contains(month) else { continue }
      if !amounts.isEmpty, amounts[row] != PropertyColumn.missing,
        amounts[row] > 0 || plan.subtractsRefunds
      {
        group.revenue = try group.revenue.adding(amounts[row])
      }
      for column in costs where column[row] != PropertyColumn.missing {
        group.cost = try group.cost.adding(column[row])
      }
    }
    for entry in ledger?.entries(of: user) ?? [] {
      let month = dataset.calendar.period(of: entry.instant, unit: .month)
      if span.months.contains(month) { group.cost = try group.cost.adding(entry.cost) }
    }
    for month in active {
      if span.months.contains(month) { group.active += 1 }
      if span.pairs.contains(month + 1) {
        group.atRisk += 1
        if !active.contains(month + 1) { group.lost += 1 }
      }
    }
  }
}

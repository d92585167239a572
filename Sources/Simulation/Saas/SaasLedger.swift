import Engine
import Reporting
import Statistics

/// Writes subscriptions and keeps what they bring in each month.
struct SaasLedger {
  private static let legacyDays = (
    first: CivilDay(year: 2022, month: 1, day: 1), last: CivilDay(year: 2023, month: 12, day: 15)
  )

  private let days: DaySpan
  private let file: CSVFile
  private var plans: [[SaasPlan]] = [[], []]
  /// Prices of all who pay in a month, each in full.
  private(set) var income = [0, 0, 0, 0, 0, 0]

  init(in folder: String, days: DaySpan) throws(Diagnostic) {
    self.days = days
    file = try CSVFile(
      "subscriptions", columns: ["sub_id", "uid", "plan", "mrr", "started_on", "ended_on"],
      in: folder)
  }

  /// Adds the subscriptions from before the product had accounts, in the order they began, and
  /// shuffles the plans of those to come.
  mutating func begin(_ random: inout SplitMix64) throws(Diagnostic) {
    plans = [SaasQuotas.plans.june, SaasQuotas.plans.july].map { quota in
      Self.cards(quota).shuffled(using: &random)
    }
    let first = Self.legacyDays.first?.number ?? 0
    let last = Self.legacyDays.last?.number ?? 0
    var rows: [(plan: SaasPlan, start: Int, end: Int?)] = []
    for (month, quota) in SaasQuotas.legacy.enumerated() {
      let cards = Self.cards(quota)
      for card in cards {
        // More of them are young than old.
        let age = Int(Double(last - first) * random.unit() * random.unit())
        rows.append((card, last - age, Self.end(in: month, &random)))
      }
      for paid in 0...min(month, 5) { income[paid] += cards.reduce(0) { $0 + $1.price } }
    }
    for row in rows.sorted(by: { $0.start < $1.start }) {
      let start = Array(CivilDay(number: row.start).label.utf8)
      try add(row.plan, uid: nil, start: start, end: row.end.map { days.label($0) })
    }
  }

  /// A day of a month but its first; nil for the month after the last.
  private static func end(in month: Int, _ random: inout SplitMix64) -> Int? {
    guard month < 6 else { return nil }
    let starts = SaasQuotas.monthStarts
    return random.within((starts[month] + 1)...(starts[month + 1] - 1))
  }

  private static func cards(_ quota: (Int, Int, Int)) -> [SaasPlan] {
    Array(repeating: .basic, count: quota.0) + Array(repeating: .pro, count: quota.1)
      + Array(repeating: .enterprise, count: quota.2)
  }

  /// The plan that the next payer of a kind takes.
  mutating func plan(for payment: SaasPerson.Payment) -> SaasPlan? {
    plans[payment == .july ? 1 : 0].popLast()
  }

  /// Adds a subscription of a user that lasts.
  mutating func add(_ plan: SaasPlan, of uid: String, from day: Int) throws(Diagnostic) {
    for month in income.indices where day < SaasQuotas.monthStarts[month + 1] {
      income[month] += plan.price
    }
    try add(plan, uid: uid, start: days.label(day), end: nil)
  }

  private func add(
    _ plan: SaasPlan, uid: String?, start: [UInt8], end: [UInt8]?
  ) throws(Diagnostic) {
    file.text(SaasTables.id("s", file.rows + 1))
    if let uid { file.text(uid) } else { file.none() }
    file.text(plan.rawValue)
    file.hundredths(plan.price * 100)
    file.plain(start)
    if let end { file.plain(end) } else { file.none() }
    try file.endRow()
  }

  func close() throws(Diagnostic) -> WrittenTable { try file.close() }

  /// Writes revenue and costs by month: operations cost what leaves the planted profit.
  func writeFinance(into folder: String, scale: Int) throws(Diagnostic) -> WrittenTable {
    let file = try CSVFile(
      "finance_monthly", columns: ["month", "line", "kind", "amount"], in: folder)
    for month in income.indices {
      let revenue = [
        ("subscription", income[month]), ("training", SaasQuotas.training[month] * scale),
        ("addons", SaasQuotas.addons[month] * scale),
      ]
      var costs = [
        ("hosting", SaasQuotas.hosting[month] * scale),
        ("marketing", SaasQuotas.marketing[month] * scale),
      ]
      let rest =
        revenue.reduce(0) { $0 + $1.1 } - costs.reduce(0) { $0 + $1.1 }
        - SaasQuotas.profit[month] * scale
      costs.append(("operations", rest))
      for (kind, lines) in [("revenue", revenue), ("cost", costs)] {
        for (line, amount) in lines {
          file.text("2024-0\(month + 1)")
          file.text(line)
          file.text(kind)
          file.hundredths(amount * 100)
          try file.endRow()
        }
      }
    }
    return try file.close()
  }
}

import Engine
import Reporting
import Statistics

/// The tables `retention` and `average` of a product's reading.
///
/// Products know no maturity: the rate is of the whole cohort, whatever may still come; only the
/// column `complete` says whether it can.
struct PeerTables {
  let plan: Cohort.Plan
  let rules: CohortRules
  let keys: [[Cell]]
  let counts: PeerCounts
  let calendar: LocalCalendar

  private var keyColumns: [ResultColumn] { rules.split.map { [$0.column] } ?? [] }

  private var hasPoints: Bool { rules.brackets != nil || rules.points != nil }

  private func isShown(_ column: Int) -> Bool { rules.points?.contains(column) ?? true }

  /// `d7`, `d1..3`.
  private func point(_ column: Int) -> [Cell] {
    guard hasPoints else { return [] }
    let letter = rules.unit == .hour ? "h" : rules.unit.letter
    guard column > 0, let brackets = rules.brackets else { return [.text("\(letter)\(column)")] }
    let bracket = brackets[column - 1]
    return [
      .text(
        bracket.count == 1
          ? "\(letter)\(bracket.lowerBound)"
          : "\(letter)\(bracket.lowerBound)..\(bracket.upperBound)")
    ]
  }

  var retention: ResultTable {
    var table = ResultTable(
      "retention",
      columns: keyColumns + [
        ResultColumn("cohort", .date), ResultColumn("size", .int), ResultColumn("offset", .int),
        ResultColumn("users", .int), ResultColumn("rate", .rate), ResultColumn("complete", .bool),
        ResultColumn("low", .rate), ResultColumn("high", .rate),
      ] + (hasPoints ? [ResultColumn("point", .text)] : []))
    for row in counts.rows {
      let label = Cell.text(calendar.label(ofPeriod: row.cohort, unit: rules.unit))
      for (column, users) in row.users.enumerated() where isShown(column) {
        let interval = Wilson.interval(successes: users, trials: row.size)
        table.append(
          keys[row.value] + [
            label, .int(row.size), .int(column), .int(users), .quotient(users, row.size),
            .bool(row.isComplete(column)), Cell(interval?.low), Cell(interval?.high),
          ] + point(column))
      }
    }
    return table
  }

  /// Over complete cells: the mean of rates or Σ users ÷ Σ sizes; Amplitude's over the users old
  /// enough, whatever their cohort.
  var average: ResultTable {
    var table = ResultTable(
      "average",
      columns: keyColumns + [
        ResultColumn("offset", .int), ResultColumn("cohorts", .int), ResultColumn("users", .int),
        ResultColumn("rate", .rate), ResultColumn("base", .int),
      ] + (hasPoints ? [ResultColumn("point", .text)] : []))
    for (value, key) in keys.enumerated() {
      let rows = counts.rows.filter { $0.value == value }
      for column in 0..<(rows.map(\.users.count).max() ?? 0) where isShown(column) {
        table.append(key + mean(column, of: rows) + point(column))
      }
    }
    return table
  }

  private func mean(_ column: Int, of rows: [PeerCounts.Row]) -> [Cell] {
    let isByUser = rules.ruleSet == .amplitude
    let counted = rows.filter { row in
      guard column < row.users.count, row.size > 0 else { return false }
      return isByUser ? row.over[column] > 0 : row.isComplete(column)
    }
    let users = counted.reduce(0) { $0 + (isByUser ? $1.usersOver[column] : $1.users[column]) }
    let base = counted.reduce(0) { $0 + (isByUser ? $1.over[column] : $1.size) }
    let rates = counted.reduce(0.0) { $0 + Double($1.users[column]) / Double($1.size) }
    let rate: Cell =
      rules.average == .simple && !counted.isEmpty
      ? .real(rates / Double(counted.count)) : .quotient(users, base)
    return [.int(column), .int(counted.count), .int(users), rate, .int(base)]
  }
}

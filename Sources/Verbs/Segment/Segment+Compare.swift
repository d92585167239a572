import Engine
import Language
import Reporting
import Statistics

extension Segment {
  /// The answer to what either engine counted: two moments of one population side by side, what
  /// sets them apart, and who moved.
  static func compared(
    _ plan: Plan, _ moment: Moment, _ counts: SegmentMoments, on dataset: Dataset
  ) throws(Diagnostic) -> Answer {
    let (now, before) = (counts.now, counts.before)
    try now.checkInvariants(overlap: plan.overlaps)
    try before.checkInvariants(overlap: plan.overlaps)
    let earlier = moment.plans[0]
    let population = ResultColumn("population", .text)
    var groups = ResultTable("groups", columns: [population] + plan.groupColumns)
    let sides = [("this", plan, now), (moment.text, earlier, before)]
    for (text, side, counted) in sides {
      let rows = counted.shown(side).map { counted.row($0, side) }
      let ordered = plan.order.apply(
        to: ResultTable("groups", columns: plan.groupColumns, rows: rows))
      for row in ordered.rows { groups.append([.text(text)] + row) }
    }
    var tables = [groups, differences(plan, earlier, counts)]
    if plan.hasRates {
      var test = ResultTable("test", columns: [population] + testTable(nil).columns)
      for (text, _, counted) in sides {
        test.append([.text(text)] + testTable(counted.test).rows[0])
      }
      tables.append(test)
    }
    if moment.day != nil, !plan.dimensions.isEmpty, !plan.overlaps {
      tables.append(transition(plan, earlier, counts))
    }
    return Answer(
      tables: tables, rule: plan.rule, warnings: plan.warnings + doubts(plan, now),
      notes: plan.notes + sumNote(plan, now) + movedNote(plan, tables.last) + asofNotes(dataset))
  }

  /// Every key of either moment, in the order of the first, then of the second.
  static func keys(
    _ plan: Plan, _ earlier: Plan, _ now: SegmentTally, _ before: SegmentTally
  ) -> [[Cell]] {
    var keys = now.shown(plan).map { now.keys[$0] }
    for key in before.shown(earlier).map({ before.keys[$0] }) where !keys.contains(key) {
      keys.append(key)
    }
    return keys
  }

  /// Share of the population now minus then, by the users who stand there at both moments, one, or
  /// none: the people are the same.
  private static func differences(
    _ plan: Plan, _ earlier: Plan, _ counts: SegmentMoments
  ) -> ResultTable {
    let (now, before) = (counts.now, counts.before)
    var table = ResultTable(
      "difference",
      columns: plan.dimensions.map(\.column) + [
        ResultColumn("metric", .text), ResultColumn("a", .rate), ResultColumn("b", .rate),
        ResultColumn("difference", .rate), ResultColumn("low", .rate), ResultColumn("high", .rate),
        ResultColumn("p", .float), ResultColumn("p_adjusted", .float),
        ResultColumn("a_users", .int), ResultColumn("b_users", .int), ResultColumn("both", .int),
      ])
    var rows: [(key: [Cell], a: Int, b: Int, both: Int)] = []
    for key in keys(plan, earlier, now, before) where plan.part(of: key)?.isState ?? true {
      rows.append((key, now.users(of: key), before.users(of: key), counts.both[key] ?? 0))
    }
    let (n, m) = (now.population, before.population)
    let found = rows.map { row -> (Double?, Double?, Double?, Double?) in
      if counts.samePeople {
        let paired = PairedProportion(first: row.a, second: row.b, both: row.both, people: n)
        return (paired?.difference, paired?.low, paired?.high, paired?.p)
      }
      let apart = ProportionDifference((row.a, n), minus: (row.b, m))
      return (
        apart?.difference, apart?.low, apart?.high,
        ProportionTest((row.a, n), against: (row.b, m))?.p
      )
    }
    let corrected = BenjaminiHochberg.adjusted(found.map(\.3))
    for (index, row) in rows.enumerated() {
      let (difference, low, high, p) = found[index]
      table.append(
        row.key + [
          .text("share"), .quotient(row.a, n), .quotient(row.b, m), Cell(difference), Cell(low),
          Cell(high), Cell(p), Cell(corrected[index]), .int(row.a), .int(row.b), .int(row.both),
        ])
    }
    return table
  }

  /// A row for each pair of groups that somebody moved between or stayed in.
  private static func transition(
    _ plan: Plan, _ earlier: Plan, _ counts: SegmentMoments
  ) -> ResultTable {
    let columns = plan.dimensions.map(\.column)
    var table = ResultTable(
      "transition",
      columns: columns.map { ResultColumn("from_\($0.name)", $0.type) }
        + columns.map { ResultColumn("to_\($0.name)", $0.type) } + [
          ResultColumn("users", .int), ResultColumn("from_users", .int),
          ResultColumn("rate", .rate),
        ])
    for from in counts.moves.keys.sorted(by: earlier.dimensions.precedes) {
      guard let row = counts.moves[from] else { continue }
      let whole = row.values.reduce(0, +)
      for to in row.keys.sorted(by: plan.dimensions.precedes) {
        guard let users = row[to], users > 0 else { continue }
        table.append(from + to + [.int(users), .int(whole), .quotient(users, whole)])
      }
    }
    return table
  }

  private static func movedNote(_ plan: Plan, _ table: ResultTable?) -> [Phrase] {
    guard let table, table.name == "transition" else { return [] }
    let width = plan.dimensions.count
    var (stayed, all) = (0, 0)
    for (index, row) in table.rows.enumerated() {
      let users = table.cell(index, "users").intValue ?? 0
      all += users
      if row.prefix(width).elementsEqual(row.dropFirst(width).prefix(width)) { stayed += users }
    }
    return [
      Phrase(
        "\(stayed) of \(all) users stand in the same group as then",
        "\(all) 个用户中有 \(stayed) 个仍在原组")
    ]
  }
}

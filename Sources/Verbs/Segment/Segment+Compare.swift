import Engine
import Language
import Reporting
import Statistics

extension Segment {
  typealias Counted = (tally: SegmentTally, counter: SegmentCounter)

  /// Two moments of one population side by side, what sets them apart, and who moved.
  static func compared(
    _ plan: Plan, _ moment: Moment, _ now: Counted, _ before: Counted, on dataset: Dataset
  ) -> Answer {
    let earlier = moment.plans[0]
    let population = ResultColumn("population", .text)
    var groups = ResultTable("groups", columns: [population] + plan.groupColumns)
    let sides = [("this", plan, now), (moment.text, earlier, before)]
    for (text, side, counted) in sides {
      let rows = counted.tally.shown(side).map { counted.tally.row($0, side) }
      let ordered = plan.order.apply(
        to: ResultTable("groups", columns: plan.groupColumns, rows: rows))
      for row in ordered.rows { groups.append([.text(text)] + row) }
    }
    var tables = [groups, differences(plan, earlier, now, before)]
    if plan.hasRates {
      var test = ResultTable("test", columns: [population] + testTable(nil).columns)
      for (text, _, counted) in sides {
        test.append([.text(text)] + testTable(counted.tally.test).rows[0])
      }
      tables.append(test)
    }
    if moment.day != nil, !plan.dimensions.isEmpty, !plan.overlaps {
      tables.append(transition(plan, now, before))
    }
    return Answer(
      tables: tables, rule: plan.rule, warnings: plan.warnings + doubts(plan, now.tally),
      notes: plan.notes + sumNote(plan, now.tally) + movedNote(plan, tables.last)
        + asofNotes(dataset), saved: saved(plan, now.tally, now.counter))
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
    _ plan: Plan, _ earlier: Plan, _ now: Counted, _ before: Counted
  ) -> ResultTable {
    var table = ResultTable(
      "difference",
      columns: plan.dimensions.map(\.column) + [
        ResultColumn("metric", .text), ResultColumn("a", .rate), ResultColumn("b", .rate),
        ResultColumn("difference", .rate), ResultColumn("low", .rate), ResultColumn("high", .rate),
        ResultColumn("p", .float), ResultColumn("p_adjusted", .float),
        ResultColumn("a_users", .int), ResultColumn("b_users", .int), ResultColumn("both", .int),
      ])
    let samePeople = now.counter.base == before.counter.base
    var rows: [(key: [Cell], a: Int, b: Int, both: Int)] = []
    for key in keys(plan, earlier, now.tally, before.tally)
    where plan.part(of: key)?.isState ?? true {
      let places = (now.tally.keys.firstIndex(of: key), before.tally.keys.firstIndex(of: key))
      var both = 0
      if let group = places.0, let other = places.1 {
        for user in now.counter.users.flags.indices
        where now.counter.users.contains(user) && before.counter.users.contains(user) {
          if now.counter.groupsOf.contains(user, group),
            before.counter.groupsOf.contains(user, other)
          {
            both += 1
          }
        }
      }
      rows.append(
        (
          key, places.0.map { now.tally.users[$0] } ?? 0,
          places.1.map { before.tally.users[$0] } ?? 0, both
        ))
    }
    let (n, m) = (now.tally.population, before.tally.population)
    let found = rows.map { row -> (Double?, Double?, Double?, Double?) in
      if samePeople {
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
  private static func transition(_ plan: Plan, _ now: Counted, _ before: Counted) -> ResultTable {
    let columns = plan.dimensions.map(\.column)
    var table = ResultTable(
      "transition",
      columns: columns.map { ResultColumn("from_\($0.name)", $0.type) }
        + columns.map { ResultColumn("to_\($0.name)", $0.type) } + [
          ResultColumn("users", .int), ResultColumn("from_users", .int),
          ResultColumn("rate", .rate),
        ])
    let moves = now.counter.moves(from: before.counter)
    for from in before.counter.keys {
      guard let row = moves[from] else { continue }
      let whole = row.values.reduce(0, +)
      for to in now.counter.keys {
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

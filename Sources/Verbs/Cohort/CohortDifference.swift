import Engine
import Reporting
import Statistics

/// What sets two populations apart: a row for each offset, and how long each stays.
struct CohortDifference {
  let plan: Cohort.Plan
  let counted: RetentionTables
  let parts: [RetentionPart]

  /// `difference`, and where periods are counted `survival` and `test`.
  var tables: [ResultTable] {
    guard plan.survivalUnit != nil else { return [differences] }
    let stays = stays
    return [differences, survival(stays), test(stays)]
  }

  private typealias Counts = (users: Int, mature: Int)

  private struct Place: Hashable {
    let key: [Cell]
    let offset: Int
    let column: Int?
  }

  /// a minus b of Σ users ÷ Σ mature users, with Newcombe's interval, the two-proportion test and
  /// Benjamini and Hochberg's correction over all rows.
  private var differences: ResultTable {
    var counts: [Place: [Counts?]] = [:]
    var order: [Place] = []
    var keys: [[Cell]: Int] = [:]
    for mean in counted.means {
      let averaged = mean.averaged
      let place = Place(key: mean.key, offset: averaged.offset, column: averaged.column)
      if counts[place] == nil {
        counts[place] = [nil, nil]
        order.append(place)
        if keys[place.key] == nil { keys[place.key] = keys.count }
      }
      let side = mean.population == parts[0].prefix ? 0 : 1
      counts[place]?[side] = (averaged.users, averaged.mature)
    }
    order.sort { left, right in
      let (one, other) = (keys[left.key] ?? 0, keys[right.key] ?? 0)
      return (one, left.column ?? 0, left.offset) < (other, right.column ?? 0, right.offset)
    }
    let sides = order.map { place in (counts[place] ?? []).map { $0 ?? (0, 0) } }
    let tests = sides.map { pair in
      ProportionTest((pair[0].users, pair[0].mature), against: (pair[1].users, pair[1].mature))?.p
    }
    let corrected = BenjaminiHochberg.adjusted(tests)
    var table = ResultTable(
      "difference",
      columns: plan.dimensions.map(\.column) + [
        ResultColumn("offset", .int), ResultColumn("metric", .text), ResultColumn("a", .rate),
        ResultColumn("b", .rate), ResultColumn("difference", .rate), ResultColumn("low", .rate),
        ResultColumn("high", .rate), ResultColumn("p", .float), ResultColumn("p_adjusted", .float),
        ResultColumn("a_users", .int), ResultColumn("a_mature", .int),
        ResultColumn("b_users", .int), ResultColumn("b_mature", .int),
      ] + (plan.columns == nil ? [] : [ResultColumn("point", .text)]))
    for (index, place) in order.enumerated() {
      let (a, b) = (sides[index][0], sides[index][1])
      let difference = ProportionDifference((a.users, a.mature), minus: (b.users, b.mature))
      let row: [Cell] = [
        .int(place.offset), .text("rate"), .quotient(a.users, a.mature),
        .quotient(b.users, b.mature), Cell(difference?.difference), Cell(difference?.low),
        Cell(difference?.high), Cell(tests[index]), Cell(corrected[index]), .int(a.users),
        .int(a.mature), .int(b.users), .int(b.mature),
      ]
      table.append(place.key + row + counted.point(place.column))
    }
    return table
  }

  // MARK: How long they stay

  private typealias Stay = (population: [Cell], key: [Cell], survival: CohortSurvival)

  private var stays: [Stay] {
    guard plan.survivalUnit != nil else { return [] }
    return parts.flatMap { part in
      part.groups.map { (part.prefix, $0.key, CohortSurvival($0.stays)) }
    }
  }

  private func survival(_ stays: [Stay]) -> ResultTable {
    var table = ResultTable(
      "survival",
      columns: plan.keyColumns + [
        ResultColumn("offset", .int), ResultColumn("at_risk", .int), ResultColumn("lost", .int),
        ResultColumn("survival", .rate), ResultColumn("low", .rate), ResultColumn("high", .rate),
      ])
    for stay in stays {
      let steps = KaplanMeier(stay.survival.lives).steps
      var at = 0
      for (index, period) in stay.survival.periods.enumerated() {
        while at < steps.count, steps[at].time <= Double(index + 1) { at += 1 }
        let step = at > 0 ? steps[at - 1] : nil
        table.append(
          stay.population + stay.key + [
            .int(index + 1), .int(period.atRisk), .int(period.lost), .real(step?.survival ?? 1),
            Cell(step?.interval?.low), Cell(step?.interval?.high),
          ])
      }
    }
    return table
  }

  private func test(_ stays: [Stay]) -> ResultTable {
    var table = ResultTable(
      "test",
      columns: plan.dimensions.map(\.column) + [
        ResultColumn("test", .text), ResultColumn("chi_square", .float), ResultColumn("df", .int),
        ResultColumn("p", .float), ResultColumn("a_lost", .int),
        ResultColumn("a_expected", .float),
      ])
    for first in stays where first.population == parts[0].prefix {
      let second = stays.first {
        $0.population != first.population && $0.key == first.key
      }
      let test = LogRankTest(first.survival.lives, against: second?.survival.lives ?? [])
      table.append(
        first.key + [
          .text("log-rank"), Cell(test?.statistic), test == nil ? .missing : .int(1), Cell(test?.p),
          test.map { .int($0.observed) } ?? .missing, Cell(test?.expected),
        ])
    }
    return table
  }
}

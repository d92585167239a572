import Engine

extension Cohort {
  /// A cohort's users at an offset and the rest of it make the cohort; over the cohorts that count
  /// they make the row of averages.
  ///
  /// None for the model of those still there, whose curve tells how many left in each period.
  public static func disclosure(of answer: Answer, for plan: Plan) -> Disclosure? {
    switch plan.question {
    case .stickiness: return activityDisclosure(answer, plan)
    case .interval: return intervalDisclosure(answer)
    case .peer(let question): return peerDisclosure(of: answer, for: plan, question)
    case .retention: break
    }
    if plan.fit == .sbg { return nil }
    // A mean of rates says more than the counts under it do.
    let mean = plan.average == .simple ? ["users"] : []
    var disclosure = Disclosure([
      Disclosure.Table(
        "retention", group: "size", counts: ["mature", "users"],
        figures: [(["rate", "low", "high"], ["users", "mature"])],
        isSorted: plan.order.key != nil),
      Disclosure.Table(
        "average", counts: ["users", "mature"], figures: [(["rate"], ["users", "mature"] + mean)]),
    ])
    // Answers of so many counts are refused under privacy, whatever ties them.
    guard let retention = answer.table("retention"), let average = answer.table("average"),
      retention.rows.count <= mostChecked
    else { return disclosure }
    let ties = RetentionTies(plan: plan, retention: retention, average: average)
    ties.add(to: &disclosure)
    if plan.comparison != nil { ties.addComparison(of: answer, to: &disclosure) }
    if plan.fit != nil {
      // A curve is drawn through all averages at once.
      disclosure.tables += [
        Disclosure.Table("fit", counts: ["mature"], figures: [(["observed"], ["mature"])]),
        Disclosure.Table("model"),
      ]
      disclosure.collective += ["fit", "model"]
    }
    return disclosure
  }

  /// Three counts a row, of half a million that privacy checks at most.
  private static let mostChecked = 166_666

  /// Whoever comes on a day comes in its week and month.
  private static func activityDisclosure(_ answer: Answer, _ plan: Plan) -> Disclosure {
    let isDaily = plan.question == .stickiness(.day)
    var disclosure = Disclosure([
      Disclosure.Table(
        "activity", group: "mau", counts: isDaily ? ["dau", "wau"] : [],
        figures: [(["ratio"] + (isDaily ? [] : ["dau"]), isDaily ? ["dau", "mau"] : ["mau"])]),
      Disclosure.Table(
        "days", group: "at_least", counts: ["users"],
        figures: [(["share"], ["users"]), (["at_least_share"], ["at_least"])]),
    ])
    if isDaily, let activity = answer.table("activity") {
      for row in activity.rows.indices {
        func place(_ column: String) -> Disclosure.Place {
          Disclosure.Place("activity", row, column)
        }
        disclosure.sum([place("mau")], of: [place("wau")], hasRest: true)
        disclosure.sum([place("wau")], of: [place("dau")], hasRest: true)
      }
    }
    if let days = answer.table("days") {
      let width = plan.dimensions.count
      for row in days.rows.indices {
        var parts = [Disclosure.Place("days", row, "users")]
        if row + 1 < days.rows.count,
          days.rows[row].prefix(width) == days.rows[row + 1].prefix(width)
        {
          parts.append(Disclosure.Place("days", row + 1, "at_least"))
        }
        disclosure.sum([Disclosure.Place("days", row, "at_least")], of: parts)
      }
    }
    return disclosure
  }

  /// Gaps are no people, but few of them may be those of one.
  private static func intervalDisclosure(_ answer: Answer) -> Disclosure {
    Disclosure(
      [
        Disclosure.Table(
          "interval", group: "users",
          figures: [(["gaps", "q1", "median", "q3", "typical", "suggests"], ["users"])]),
        Disclosure.Table("gaps", counts: ["gaps"], figures: [(["share", "cumulative"], ["gaps"])]),
      ], collective: ["gaps"])
  }
}

/// How the counts of a retention table and its averages hang together.
private struct RetentionTies {
  let plan: Cohort.Plan
  let retention: ResultTable
  let average: ResultTable

  private let width: Int

  init(plan: Cohort.Plan, retention: ResultTable, average: ResultTable) {
    self.plan = plan
    self.retention = retention
    self.average = average
    width = plan.keyColumns.count
  }

  func add(to disclosure: inout Disclosure) {
    var averaged: [[Cell]: Int] = [:]
    for row in average.rows.indices { averaged[key(row, of: average)] = row }
    var parts: [Int: [Int]] = [:]
    var start = 0
    for row in retention.rows.indices {
      let isNext = retention.rows[row].prefix(width + 1) != retention.rows[start].prefix(width + 1)
      if isNext { start = row }
      tie(row, start: start, &disclosure)
      if counts(row), let mean = averaged[key(row, of: retention)] {
        parts[mean, default: []].append(row)
      }
    }
    for (mean, rows) in parts.sorted(by: { $0.key < $1.key }) {
      for column in ["users", "mature"] {
        // The average holds cohorts that a limit cut off.
        disclosure.sum(
          [Disclosure.Place("average", mean, column)],
          of: rows.map { Disclosure.Place("retention", $0, column) },
          hasRest: plan.order.limit != nil)
      }
      if plan.average == .simple {
        disclosure.figure(
          Disclosure.Place("average", mean, "rate"),
          from: rows.map { Disclosure.Place("retention", $0, "users") })
      }
    }
  }

  private func tie(_ row: Int, start: Int, _ disclosure: inout Disclosure) {
    func place(_ row: Int, _ column: String) -> Disclosure.Place {
      Disclosure.Place("retention", row, column)
    }
    if row > start { disclosure.same(place(start, "size"), place(row, "size")) }
    let isTriangle = plan.columns == nil
    if plan.keepsImmature || (isTriangle && !plan.isElapsed) {
      // Everybody of the cohort stands in the denominator.
      disclosure.same(place(start, "size"), place(row, "mature"))
    } else {
      disclosure.sum([place(row, "size")], of: [place(row, "mature")], hasRest: true)
    }
    disclosure.sum([place(row, "mature")], of: [place(row, "users")], hasRest: true)
    guard isTriangle, !plan.isElapsed, row > start else { return }
    switch plan.reading {
    case .exact: return
    case .rolling, .streak:
      // Who is there later was there before: those between left in this period.
      if plan.reading == .streak, row == start + 1 { return }
      disclosure.sum([place(row - 1, "users")], of: [place(row, "users")], hasRest: true)
    case .range:
      if row == start + 1 { return }
      disclosure.sum([place(row, "users")], of: [place(row - 1, "users")], hasRest: true)
    }
  }

  /// Population and dimensions with the offset and, at points, its unit.
  private func key(_ row: Int, of table: ResultTable) -> [Cell] {
    Array(table.rows[row].prefix(width)) + [table.cell(row, "offset"), table.cell(row, "point")]
  }

  /// Whether a cell enters the average of its column.
  private func counts(_ row: Int) -> Bool {
    if retention.cell(row, "mature") == .int(0) { return false }
    if plan.columns != nil || plan.average == .observed || plan.keepsImmature { return true }
    return retention.cell(row, "complete") == .bool(true)
  }

  /// The difference shows the averages again; of those at risk some are lost, some are watched on.
  func addComparison(of answer: Answer, to disclosure: inout Disclosure) {
    let counts = ["a_users", "a_mature", "b_users", "b_mature"]
    disclosure.tables += [
      Disclosure.Table(
        "difference", counts: counts,
        figures: [
          (["a"], ["a_users", "a_mature"]), (["b"], ["b_users", "b_mature"]),
          (["difference", "low", "high", "p", "p_adjusted"], counts),
        ]),
      Disclosure.Table(
        "survival", counts: ["at_risk", "lost"],
        figures: [(["survival", "low", "high"], ["at_risk", "lost"])]),
      Disclosure.Table(
        "test", counts: ["a_lost"], figures: [(["chi_square", "p", "a_expected"], ["a_lost"])]),
    ]
    disclosure.collective += ["test"]
    tieDifference(answer, to: &disclosure)
    guard let survival = answer.table("survival") else { return }
    for row in survival.rows.indices {
      func place(_ row: Int, _ column: String) -> Disclosure.Place {
        Disclosure.Place("survival", row, column)
      }
      let isLast =
        row + 1 == survival.rows.count
        || survival.rows[row].prefix(width) != survival.rows[row + 1].prefix(width)
      disclosure.sum(
        [place(row, "at_risk")],
        of: [place(row, "lost")] + (isLast ? [] : [place(row + 1, "at_risk")]), hasRest: true)
      let first = (0...row).last {
        $0 == 0 || survival.rows[$0].prefix(width) != survival.rows[$0 - 1].prefix(width)
      }
      for column in ["survival", "low", "high"] {
        disclosure.figure(
          place(row, column), from: ((first ?? row)...row).map { place($0, "lost") })
      }
    }
  }

  private func tieDifference(_ answer: Answer, to disclosure: inout Disclosure) {
    guard let difference = answer.table("difference"), let comparison = plan.comparison else {
      return
    }
    var averaged: [[Cell]: Int] = [:]
    for row in average.rows.indices { averaged[key(row, of: average)] = row }
    for row in difference.rows.indices {
      let rest =
        Array(difference.rows[row].prefix(width - 1))
        + [difference.cell(row, "offset"), difference.cell(row, "point")]
      for (letter, side) in [("a", comparison.a), ("b", comparison.b)] {
        guard let mean = averaged[[.text(side.text)] + rest] else { continue }
        for column in ["users", "mature"] {
          disclosure.same(
            Disclosure.Place("average", mean, column),
            Disclosure.Place("difference", row, "\(letter)_\(column)"))
        }
      }
    }
  }
}

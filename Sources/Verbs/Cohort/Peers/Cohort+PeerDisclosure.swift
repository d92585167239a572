import Engine

extension Cohort {
  /// What the tables of a product's reading tell of people.
  static func peerDisclosure(
    of answer: Answer, for plan: Plan, _ question: PeerQuestion
  ) -> Disclosure? {
    switch question {
    case .retention(let rules): PeerTies(plan: plan, rules: rules, answer: answer).disclosure
    case .newActivity: newActivityDisclosure(answer)
    case .activePeriods: activeDisclosure(answer)
    case .trailing: trailingDisclosure(answer)
    }
  }

  private static func newActivityDisclosure(_ answer: Answer) -> Disclosure {
    var disclosure = Disclosure([
      Disclosure.Table(
        "new_activity", group: "size", counts: ["new", "retained", "churned"],
        figures: [(["retention_rate", "churn_rate"], ["retained", "churned", "size"])]),
      Disclosure.Table(
        "activity", counts: ["users", "new", "running"], figures: [(["events"], ["users"])]),
    ])
    guard let pairs = answer.table("new_activity"), let periods = answer.table("activity") else {
      return disclosure
    }
    func place(_ row: Int, _ column: String) -> Disclosure.Place {
      Disclosure.Place("new_activity", row, column)
    }
    var byPeriod: [Cell: [Int]] = [:]
    var starts: [Cell: Int] = [:]
    for row in pairs.rows.indices {
      let (cohort, period) = (pairs.cell(row, "cohort"), pairs.cell(row, "period"))
      byPeriod[period, default: []].append(row)
      if cohort == period { starts[cohort] = row }
      if let first = starts[cohort], first < row {
        disclosure.same(place(first, "size"), place(row, "size"))
      }
      disclosure.sum([place(row, "size")], of: [place(row, "retained"), place(row, "churned")])
    }
    for rows in byPeriod.values {
      for row in rows {
        // New to a cohort are those first seen after it.
        let later = rows.filter { $0 > row }
        let isOwn = pairs.cell(row, "cohort") == pairs.cell(row, "period")
        disclosure.sum(
          [place(row, "new")],
          of: isOwn ? [place(row, "size")] : later.map { place($0, "retained") })
      }
    }
    for row in periods.rows.indices {
      func own(_ column: String) -> Disclosure.Place { Disclosure.Place("activity", row, column) }
      let before = row == 0 ? [] : [Disclosure.Place("activity", row - 1, "running")]
      disclosure.sum([own("running")], of: [own("new")] + before)
      let seen = byPeriod[periods.cell(row, "period")] ?? []
      disclosure.sum([own("users")], of: seen.map { place($0, "retained") })
      if let first = starts[periods.cell(row, "period")] {
        disclosure.same(own("new"), place(first, "size"))
      }
    }
    return disclosure
  }

  private static func activeDisclosure(_ answer: Answer) -> Disclosure {
    var disclosure = Disclosure([
      Disclosure.Table(
        "days", group: "at_least", counts: ["users"],
        figures: [(["share"], ["users"]), (["at_least_share"], ["at_least"])])
    ])
    let rows = answer.table("days")?.rows.count ?? 0
    for row in 0..<rows {
      disclosure.sum(
        [Disclosure.Place("days", row, "at_least")],
        of: [Disclosure.Place("days", row, "users")]
          + (row + 1 < rows ? [Disclosure.Place("days", row + 1, "at_least")] : []))
    }
    return disclosure
  }

  private static func trailingDisclosure(_ answer: Answer) -> Disclosure {
    var disclosure = Disclosure([
      Disclosure.Table(
        "windows", group: "outer", counts: ["inner"],
        figures: [(["events"], ["outer", "inner"]), (["ratio"], ["inner", "outer"])]),
      Disclosure.Table("active", group: "users"),
    ])
    for row in (answer.table("windows")?.rows ?? []).indices {
      disclosure.sum(
        [Disclosure.Place("windows", row, "outer")],
        of: [Disclosure.Place("windows", row, "inner")],
        hasRest: true)
    }
    return disclosure
  }
}

/// How the counts of a product's retention hang together.
private struct PeerTies {
  let plan: Cohort.Plan
  let rules: CohortRules
  let answer: Answer

  private var width: Int { rules.split == nil ? 0 : 1 }

  var disclosure: Disclosure {
    var disclosure = Disclosure(
      [
        Disclosure.Table(
          "retention", group: "size", counts: ["users"],
          figures: [(["rate", "low", "high"], ["users"])]),
        Disclosure.Table(
          "average", counts: ["users", "base"],
          figures: [(["rate"], ["users", "base"])]),
        Disclosure.Table(
          "compared", counts: ["their_size", "their_users", "our_size", "our_users"]),
        Disclosure.Table("differing", ids: ["user"]),
      ], collective: ["average"])
    guard let retention = answer.table("retention"), let average = answer.table("average"),
      retention.rows.count <= 166_666
    else { return disclosure }
    tie(retention, &disclosure)
    tie(average, with: retention, &disclosure)
    if let compared = answer.table("compared") { tie(compared: compared, retention, &disclosure) }
    return disclosure
  }

  private func place(_ row: Int, _ column: String) -> Disclosure.Place {
    Disclosure.Place("retention", row, column)
  }

  private func tie(_ retention: ResultTable, _ disclosure: inout Disclosure) {
    var start = 0
    for row in retention.rows.indices {
      if retention.rows[row].prefix(width + 1) != retention.rows[start].prefix(width + 1) {
        start = row
      }
      disclosure.sum([place(row, "size")], of: [place(row, "users")], hasRest: true)
      guard row > start else { continue }
      disclosure.same(place(start, "size"), place(row, "size"))
      switch rules.reading {
      case .exact: continue
      case .rolling, .streak:
        disclosure.sum([place(row - 1, "users")], of: [place(row, "users")], hasRest: true)
      case .range:
        if row == start + 1 { continue }
        disclosure.sum([place(row, "users")], of: [place(row - 1, "users")], hasRest: true)
      }
    }
  }

  private func tie(
    _ average: ResultTable, with retention: ResultTable, _ disclosure: inout Disclosure
  ) {
    var means: [[Cell]: Int] = [:]
    for row in average.rows.indices {
      means[Array(average.rows[row].prefix(width)) + [average.cell(row, "offset")]] = row
      let base = Disclosure.Place("average", row, "base")
      disclosure.sum(
        [base], of: [Disclosure.Place("average", row, "users")], hasRest: true)
    }
    // Amplitude's average is over users, who may be old enough in a cohort that is not.
    let isByUser = rules.ruleSet == .amplitude
    var parts: [Int: [Int]] = [:]
    for row in retention.rows.indices
    where isByUser || retention.cell(row, "complete") == .bool(true) {
      let key = Array(retention.rows[row].prefix(width)) + [retention.cell(row, "offset")]
      if let mean = means[key] { parts[mean, default: []].append(row) }
    }
    for (mean, rows) in parts.sorted(by: { $0.key < $1.key }) {
      for (column, counts) in [("users", "users"), ("base", "size")] {
        let whole = Disclosure.Place("average", mean, column)
        if isByUser {
          disclosure.sum(rows.map { place($0, counts) }, of: [whole], hasRest: true)
        } else {
          disclosure.sum([whole], of: rows.map { place($0, counts) })
        }
      }
      if rules.average == .simple {
        disclosure.figure(
          Disclosure.Place("average", mean, "rate"), from: rows.map { place($0, "users") })
      }
    }
  }

  private func tie(
    compared: ResultTable, _ retention: ResultTable, _ disclosure: inout Disclosure
  ) {
    var rows: [[Cell]: Int] = [:]
    for row in retention.rows.indices {
      rows[[retention.cell(row, "cohort"), retention.cell(row, "offset")]] = row
    }
    for row in compared.rows.indices {
      func own(_ column: String) -> Disclosure.Place {
        Disclosure.Place("compared", row, column)
      }
      disclosure.sum([own("our_size")], of: [own("our_users")], hasRest: true)
      guard let theirs = rows[[compared.cell(row, "cohort"), compared.cell(row, "offset")]] else {
        continue
      }
      disclosure.same(own("their_size"), place(theirs, "size"))
      disclosure.same(own("their_users"), place(theirs, "users"))
      if row > 0, compared.cell(row - 1, "cohort") == compared.cell(row, "cohort") {
        disclosure.same(Disclosure.Place("compared", row - 1, "our_size"), own("our_size"))
      }
    }
  }
}

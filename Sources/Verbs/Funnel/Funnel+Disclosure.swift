import Engine

extension Funnel {
  /// Of the users who reached a step some reach the next, are lost or still have time; over all
  /// groups a step's users are the total's, some of them counted twice.
  public static func disclosure(of answer: Answer, for plan: Plan) -> Disclosure? {
    // Refused by the plan under privacy; only the column of ids is declared.
    if plan.isComparedWithOurs {
      return Disclosure([Disclosure.Table("differing", ids: ["id"])], collective: ["difference"])
    }
    return FunnelDisclosure(answer, plan).disclosure
  }
}

/// What the tables of a funnel tell of people.
private struct FunnelDisclosure {
  private typealias Place = Disclosure.Place

  private(set) var disclosure: Disclosure
  private let answer: Answer
  private let plan: Funnel.Plan
  /// The table of all users together.
  private let whole: String

  init(_ answer: Answer, _ plan: Funnel.Plan) {
    self.answer = answer
    self.plan = plan
    whole = answer.table("total") == nil ? "steps" : "total"
    let names = ["steps", "total"].filter { answer.table($0) != nil }
    disclosure = Disclosure(
      names.map(Self.steps) + Self.others(),
      collective: ["difference"])
    for name in names {
      guard let table = answer.table(name) else { continue }
      for row in table.rows.indices { tie(row, of: table) }
    }
    if plan.comparison == nil {
      tieGroups(in: nil)
      tieTimes()
      tieLosses()
      tieDifferences()
    } else {
      for (index, side) in (plan.comparison?.sides ?? []).enumerated() {
        tieGroups(in: (side.text, index * max(1, plan.steps.count)))
      }
      tieComparison()
    }
  }

  private static func steps(_ name: String) -> Disclosure.Table {
    Disclosure.Table(
      name, group: "users", counts: ["mature", "lost", "open", "excluded"],
      figures: [
        (["rate_first", "rate_previous", "rate_first_low", "rate_first_high"], ["mature"]),
        (
          [
            "median_seconds", "lower_quartile_seconds", "upper_quartile_seconds",
            "overall_seconds",
          ], ["users"]
        ),
        (["open_until"], ["open"]),
      ], rowsAreGroups: false)
  }

  private static func others() -> [Disclosure.Table] {
    [
      Disclosure.Table(
        "times", group: "users",
        figures: [
          (["median_seconds", "lower_quartile_seconds", "upper_quartile_seconds"], ["users"])
        ]),
      Disclosure.Table("histogram", counts: ["users"]),
      Disclosure.Table(
        "losses", counts: ["lost"], figures: [(["share", "rate_previous"], ["lost"])],
        isSorted: true),
      Disclosure.Table(
        "difference", counts: ["mature_a", "mature_b"],
        figures: [(["a", "b", "difference", "low", "high", "p", "p_adjusted"], ["mature_a"])],
        implied: [("a", "mature_a"), ("b", "mature_b")]),
    ]
  }

  private var isOptional: [Bool] { plan.steps.map(\.isOptional) }

  private mutating func tie(_ row: Int, of table: ResultTable) {
    func place(_ row: Int, _ column: String) -> Place { Place(table.name, row, column) }
    let count = max(1, plan.steps.count)
    let step = row % count
    guard step > 0 else { return }
    let first = row - step
    let before = first + ((0..<step).last { !isOptional[$0] } ?? 0)
    if isOptional[step] {
      disclosure.sum([place(before, "users")], of: [place(row, "users")], hasRest: true)
    } else {
      disclosure.sum(
        [place(before, "users")],
        of: [place(row, "users"), place(row, "lost"), place(row, "open")])
    }
    disclosure.sum([place(before, "mature")], of: [place(row, "mature")], hasRest: true)
    disclosure.figure(place(row, "rate_previous"), from: [place(before, "mature")])
    for column in ["rate_first", "rate_first_low", "rate_first_high"] {
      disclosure.figure(place(row, column), from: [place(first, "mature")])
    }
  }

  /// The groups of all users, or of one side of a comparison with the first row of its total.
  private mutating func tieGroups(in side: (text: String, row: Int)?) {
    guard let steps = answer.table("steps"), answer.table("total") != nil else { return }
    for step in plan.steps.indices {
      let rows = stride(from: step, to: steps.rows.count, by: plan.steps.count).filter { row in
        side.map { steps.rows[row][0] == .text($0.text) } ?? true
      }
      for column in ["users", "mature", "lost", "open", "excluded"]
      where steps.index(of: column) != nil {
        disclosure.sum(
          [Place("total", (side?.row ?? 0) + step, column)],
          of: rows.map { Place("steps", $0, column) })
      }
    }
  }

  /// Every time is of a user who reached the step.
  private mutating func tieTimes() {
    guard let times = answer.table("times"), let bins = answer.table("histogram") else { return }
    for row in times.rows.indices {
      guard let step = times.cell(row, "step").intValue else { continue }
      disclosure.same(Place(whole, step - 1, "users"), Place("times", row, "users"))
    }
    let last = isOptional.lastIndex(of: false) ?? 0
    disclosure.sum(
      [Place(whole, last, "users")],
      of: bins.rows.indices.map { Place("histogram", $0, "users") })
  }

  private mutating func tieLosses() {
    guard let losses = answer.table("losses") else { return }
    let all = losses.rows.indices.map { Place("losses", $0, "lost") }
    for row in losses.rows.indices {
      guard let step = losses.cell(row, "step").intValue.map({ $0 - 1 }) else { continue }
      let before = (0..<step).last { !isOptional[$0] } ?? 0
      disclosure.same(Place(whole, step, "lost"), Place("losses", row, "lost"))
      // A share of all losses tells of each of them.
      disclosure.figure(Place("losses", row, "share"), from: all)
      disclosure.figure(
        Place("losses", row, "rate_previous"),
        from: [Place(whole, step, "mature"), Place(whole, before, "mature")])
    }
  }

  /// A group and all others are the whole, but for those who stand in both.
  private mutating func tieDifferences() {
    guard let table = answer.table("difference") else { return }
    let basis = plan.usesAll ? "users" : "mature"
    for row in table.rows.indices {
      let own = Place("steps", row * plan.steps.count, basis)
      let others = Place("difference", row, "mature_b")
      disclosure.same(own, Place("difference", row, "mature_a"))
      disclosure.sum([Place("total", 0, basis)], of: [own, others])
      for column in ["a", "b", "difference", "low", "high", "p", "p_adjusted"] {
        disclosure.figure(Place("difference", row, column), from: [own, others])
      }
    }
  }

  /// A difference tells the counts of a step and of what its rate is taken over, on both sides.
  private mutating func tieComparison() {
    guard let table = answer.table("difference"), let steps = answer.table("steps"),
      let comparison = plan.comparison
    else { return }
    let basis = plan.usesAll ? "users" : "mature"
    let count = max(1, plan.steps.count)
    var starts: [[Cell]: Int] = [:]
    for row in stride(from: 0, to: steps.rows.count, by: count) {
      starts[Array(steps.rows[row].prefix(1 + plan.breakdown.count))] = row
    }
    let keyed = table.index(of: "population") == nil ? 0 : 1
    for row in table.rows.indices {
      guard let step = table.cell(row, "step").intValue.map({ $0 - 1 }), step > 0 else { continue }
      let other = keyed == 0 ? comparison.others.first?.text : table.rows[row][0].textValue
      let key = table.rows[row].dropFirst(keyed).prefix(plan.breakdown.count)
      let isFirst = table.cell(row, "metric") == .text("rate_first")
      let base = isFirst ? 0 : (0..<step).last { !isOptional[$0] } ?? 0
      var counts: [Place] = []
      for (letter, side) in [("a", comparison.a.text), ("b", other ?? "")] {
        guard let start = starts[[.text(side)] + key] else { continue }
        counts += [Place("steps", start + step, basis), Place("steps", start + base, basis)]
        disclosure.same(
          Place("steps", start + base, basis), Place("difference", row, "mature_\(letter)"))
      }
      for column in ["a", "b", "difference", "low", "high", "p", "p_adjusted"] {
        disclosure.figure(Place("difference", row, column), from: counts)
      }
    }
  }
}

import Charts
import Engine
import Reporting

extension Funnel {
  public static func render(_ answer: Answer, for plan: Plan, on canvas: Canvas) -> [Block] {
    guard let steps = answer.table("steps") else { return [] }
    if plan.chart == ChartKind.none { return [table(steps, plan, canvas)] }
    guard !plan.breakdown.isEmpty else {
      let rows = 0..<steps.rows.count
      return plan.chart == .bar
        ? [bars(steps, rows, plan, canvas)] : [funnel(steps, rows, nil, plan, canvas)]
    }
    let picture = FunnelPicture(answer, steps, plan, canvas)
    switch plan.chart {
    case .line: return [picture.curves]
    case .funnel:
      return picture.shown.indices.map {
        funnel(steps, picture.rows(of: $0), picture.names[$0], plan, canvas)
      } + picture.note
    case nil, .bar, .some(.none): return [picture.matrix]
    }
  }

  static func title(_ plan: Plan) -> Phrase {
    Phrase("Funnel  ", "漏斗  ") + plan.steps.map(\.label).joined(separator: " → ")
  }

  private static func funnel(
    _ steps: ResultTable, _ rows: Range<Int>, _ name: String?, _ plan: Plan, _ canvas: Canvas
  ) -> Block {
    let excluded = plan.rules.exclusion.flatMap { exclusion -> Phrase? in
      let number = steps.cell(rows.lowerBound + 1, "excluded").intValue ?? 0
      let label = exclusion.label
      return exclusion.dropsUnit
        ? nil
        : Phrase(
          "\(number) stopped before step 2 by \(label.english)",
          "\(number) 个因 \(label.chinese) 止步于第 2 步之前")
    }
    return .chart(
      FunnelChart(
        title: title(plan) + Phrase(verbatim: name.map { "  \($0)" } ?? ""),
        unit: plan.unit.count,
        steps: rows.map { row in
          let index = row - rows.lowerBound
          return FunnelChart.Step(
            label: label(index, plan, canvas.language),
            users: steps.cell(row, "users").intValue ?? 0,
            stepRate: steps.cell(row, "rate_previous").realValue ?? (index == 0 ? nil : .nan),
            totalRate: steps.cell(row, "rate_first").realValue ?? .nan,
            medianSeconds: steps.cell(row, "median_seconds").realValue,
            lost: steps.cell(row, "lost").intValue, open: steps.cell(row, "open").intValue,
            isOptional: plan.steps[index].isOptional)
        }, overall: overall(steps, rows, plan), notes: excluded.map { [$0] } ?? []
      ).draw(on: canvas))
  }

  private static func label(_ step: Int, _ plan: Plan, _ language: DisplayLanguage) -> String {
    plan.steps.indices.contains(step) ? plan.stepLabel(step).text(in: language) : ""
  }

  /// The conversion to the last required step.
  private static func overall(
    _ steps: ResultTable, _ rows: Range<Int>, _ plan: Plan
  ) -> Estimate? {
    let last = rows.lowerBound + (plan.steps.lastIndex { !$0.isOptional } ?? 0)
    guard let value = steps.cell(last, "rate_first").realValue,
      let low = steps.cell(last, "rate_first_low").realValue,
      let high = steps.cell(last, "rate_first_high").realValue
    else { return nil }
    return Estimate(value, low: low, high: high)
  }

  /// The users of each step as plain bars.
  private static func bars(
    _ steps: ResultTable, _ rows: Range<Int>, _ plan: Plan, _ canvas: Canvas
  ) -> Block {
    .chart(
      BarChart(
        title: title(plan), heading: Phrase("step", "步骤"),
        rows: rows.map { row in
          BarChart.Row(
            label: "\(row + 1) \(label(row, plan, canvas.language))",
            users: steps.cell(row, "users").intValue ?? 0,
            share: steps.cell(row, "rate_first").realValue)
        }, notes: [Phrase("share: of the first step", "占比：相对第 1 步")]
      ).draw(on: canvas))
  }

  private static func table(_ steps: ResultTable, _ plan: Plan, _ canvas: Canvas) -> Block {
    let shown =
      plan.breakdown.map(\.column.name) + [
        "step", "event", "users", "mature", "rate_previous", "rate_first", "lost", "open",
        "excluded", "median_seconds",
      ]
    var headings: [String: Phrase] = [
      "step": Phrase("step", "步骤"), "event": Phrase("event", "事件"),
      "users": plan.unit.count.heading, "mature": Phrase("mature", "成熟"),
      "rate_previous": Phrase("step rate", "步转化"), "rate_first": Phrase("total rate", "总转化"),
      "lost": Phrase("lost", "流失"), "open": Phrase("open", "未满"),
      "excluded": Phrase("excluded", "排除"), "median_seconds": Phrase("median", "中位耗时"),
    ]
    for dimension in plan.breakdown { headings[dimension.column.name] = dimension.heading }
    return .chart(
      steps.selecting(shown).grid(
        title: title(plan), headings: headings, labels: plan.valueLabels, language: canvas.language
      ).draw(on: canvas))
  }
}

/// The charts of a funnel with groups.
struct FunnelPicture {
  private let answer: Answer
  private let steps: ResultTable
  private let plan: Funnel.Plan
  private let canvas: Canvas
  private let groups: ShownGroups
  private let allNames: [String]

  private static let mostPeriods = 24

  init(_ answer: Answer, _ steps: ResultTable, _ plan: Funnel.Plan, _ canvas: Canvas) {
    self.answer = answer
    self.steps = steps
    self.plan = plan
    self.canvas = canvas
    let starts = Array(stride(from: 0, to: steps.rows.count, by: max(1, plan.steps.count)))
    let names = starts.map { start in
      steps.rows[start].prefix(plan.breakdown.count).map {
        $0.label(labels: plan.valueLabels).text(in: canvas.language)
      }.joined(separator: " · ")
    }
    let isTime = plan.period != nil
    // A typed order is kept; otherwise the largest groups come first.
    let users =
      plan.order.isNatural
      ? starts.map { steps.cell($0, "users").intValue ?? 0 }
      : starts.indices.map { starts.count - $0 }
    groups = ShownGroups(
      names: names, users: users, isTime: isTime,
      most: isTime ? Self.mostPeriods : ShownGroups.mostGroups)
    allNames = names
  }

  /// The places of the groups that are drawn.
  var shown: [Int] { groups.indices }
  var names: [String] { shown.map { allNames[$0] } }

  var note: [Block] {
    groups.note.map { [.lines([StyledText($0.text(in: canvas.language), .muted)])] } ?? []
  }

  /// The rows of the steps of a group that is drawn.
  func rows(of place: Int) -> Range<Int> { range(shown[place]) }

  private func range(_ group: Int) -> Range<Int> {
    let start = group * plan.steps.count
    return start..<min(start + plan.steps.count, steps.rows.count)
  }

  var matrix: Block {
    let total = answer.table("total").map {
      group(named: Phrase("all", "全部").text(in: canvas.language), $0, 0..<$0.rows.count, nil)
    }
    return .chart(
      FunnelGroupsChart(
        title: Funnel.title(plan), heading: plan.headings, unit: plan.unit.count,
        steps: plan.steps.indices.map { plan.stepLabel($0).text(in: canvas.language) },
        groups: shown.map { group(named: allNames[$0], steps, range($0), difference(of: $0)) },
        total: total, notes: groups.note.map { [$0] } ?? []
      ).draw(on: canvas))
  }

  private func group(
    named label: String, _ steps: ResultTable, _ rows: Range<Int>,
    _ difference: (value: Double, isSignificant: Bool)?
  ) -> FunnelGroupsChart.Group {
    FunnelGroupsChart.Group(
      label: label, users: rows.map { steps.cell($0, "users").intValue ?? 0 },
      totalRates: rows.map { steps.cell($0, "rate_first").realValue ?? .nan },
      difference: difference?.value, isSignificant: difference?.isSignificant)
  }

  private func difference(of group: Int) -> (value: Double, isSignificant: Bool)? {
    guard let table = answer.table("difference"),
      let value = table.cell(group, "difference").realValue,
      let p = table.cell(group, "p_adjusted").realValue
    else { return nil }
    return (value, p < 0.05)
  }

  /// The conversion to the last required step over time; a line for each group of the other
  /// dimensions, those with most entrants first.
  var curves: Block {
    let column = plan.breakdown.firstIndex {
      if case .entryPeriod = $0 { true } else { false }
    }
    let last = plan.steps.lastIndex { !$0.isOptional } ?? 0
    var periods: [String] = []
    var points: [String: [(period: String, rate: Double)]] = [:]
    var users: [String: Int] = [:]
    for group in allNames.indices {
      let rows = range(group)
      guard rows.count > last, let column else { continue }
      var key = Array(steps.rows[rows.lowerBound].prefix(plan.breakdown.count))
      let period = key.remove(at: column).textValue ?? ""
      let name = key.map { $0.label(labels: plan.valueLabels).text(in: canvas.language) }
        .joined(separator: " · ")
      periods.append(period)
      let rate = steps.cell(rows.lowerBound + last, "rate_first").realValue ?? .nan
      points[name, default: []].append((period, rate))
      users[name, default: 0] += steps.cell(rows.lowerBound, "users").intValue ?? 0
    }
    let axis = Set(periods).sorted()
    let names = users.keys.sorted { (users[$1] ?? 0, $0) < (users[$0] ?? 0, $1) }
    return .chart(
      CurveChart(
        title: Funnel.title(plan), xAxis: .names(axis), xName: plan.period?.phrase, kind: .rate,
        series: names.map { name in
          CurveChart.Series(
            label: name.isEmpty ? plan.stepLabel(last).text(in: canvas.language) : name,
            points: (points[name] ?? []).sorted { $0.period < $1.period }.map { point in
              CurveChart.Point(
                x: Double(axis.firstIndex(of: point.period) ?? 0), y: point.rate)
            })
        },
        notes: [
          Phrase(
            "share of step 1 that reached the last required step, by the entry's period",
            "按进入所在时间段：到达末个必经步骤的人占第 1 步的比例")
        ]
      ).draw(on: canvas))
  }
}

extension Funnel.Plan {
  var headings: Phrase { breakdown.map(\.heading).joined(separator: " · ") }
}

extension Funnel.Breakdown {
  var heading: Phrase {
    switch self {
    case .user(let dimension): dimension.label
    case .entryProperty(_, let name, _): name
    case .entryPeriod(let unit): unit.phrase
    }
  }
}

extension Funnel.Unit {
  var count: CountUnit {
    switch self {
    case .user: .users
    case .session: .sessions
    case .entries: .entries
    case .column(let column):
      CountUnit(heading: column.label, suffix: Phrase(verbatim: " ") + column.label)
    }
  }
}

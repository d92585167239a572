import Charts
import Engine
import Reporting

extension Funnel {
  public static func render(_ answer: Answer, for plan: Plan, on canvas: Canvas) -> [Block] {
    guard let steps = answer.table("steps") else { return [] }
    if plan.isComparedWithOurs, let peer = plan.rules.peer?.rules {
      return renderComparison(answer, plan, peer, canvas)
    }
    if plan.chart == ChartKind.none { return [table(steps, plan, canvas)] }
    if plan.comparison != nil {
      return FunnelComparisonPicture(answer: answer, plan: plan, canvas: canvas).blocks
    }
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
    /// Stopped on the way to a step by an excluded event: those it cost this step, but not the one
    /// before.
    func excluded(_ index: Int) -> Int? {
      guard !plan.rules.exclusions.isEmpty, !plan.rules.dropsUnit, index > 0,
        let before = plan.steps[..<index].lastIndex(where: { !$0.isOptional })
      else { return nil }
      guard let now = steps.cell(rows.lowerBound + index, "excluded").intValue,
        let earlier = steps.cell(rows.lowerBound + before, "excluded").intValue
      else { return nil }
      return max(0, now - earlier)
    }
    return .chart(
      FunnelChart(
        title: title(plan) + Phrase(verbatim: name.map { "  \($0)" } ?? ""),
        unit: plan.unit.count,
        steps: rows.map { row in
          let index = row - rows.lowerBound
          let isUntold = isUntold(steps, rows)
          return FunnelChart.Step(
            label: label(index, plan, canvas.language),
            users: steps.cell(row, "users").intValue ?? 0,
            stepRate: steps.cell(row, "rate_previous").realValue
              ?? (index == 0 || isUntold ? nil : .nan),
            totalRate: steps.cell(row, "rate_first").realValue ?? (isUntold ? nil : .nan),
            medianSeconds: steps.cell(row, "median_seconds").realValue,
            lost: steps.cell(row, "lost").intValue, open: steps.cell(row, "open").intValue,
            isOptional: plan.steps[index].isOptional, excluded: excluded(index),
            untold: steps.untold(row, "users"))
        }, overall: overall(steps, rows, plan), notes: []
      ).draw(on: canvas))
  }

  /// Where nobody can be told a rate it is missing; elsewhere it is 0/0.
  private static func isUntold(_ steps: ResultTable, _ rows: Range<Int>) -> Bool {
    rows.contains { steps.untold($0, "mature") != nil }
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
            share: steps.cell(row, "rate_first").realValue, untold: steps.untold(row, "users"))
        }, notes: [Phrase("share: of the first step", "占比：相对第 1 步")]
      ).draw(on: canvas))
  }

  private static func table(_ steps: ResultTable, _ plan: Plan, _ canvas: Canvas) -> Block {
    let shown =
      (plan.comparison == nil ? [] : ["population"]) + plan.breakdown.map(\.column.name) + [
        "step", "event", "users", "mature", "rate_previous", "rate_first", "lost", "open",
        "excluded", "median_seconds",
      ]
    var headings: [String: Phrase] = [
      "population": Phrase("population", "人群"), "step": Phrase("step", "步骤"),
      "event": Phrase("event", "事件"),
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

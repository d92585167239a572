import Charts
import Engine
import Reporting

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

  /// Where the groups do not overlap: those that are not drawn, as one.
  private var other: FunnelGroupsChart.Group? {
    let left = allNames.indices.filter { !shown.contains($0) }
    guard plan.period == nil, !left.isEmpty, let total = answer.table("total") else { return nil }
    func sum(_ column: String, _ step: Int, of groups: [Int]) -> Int {
      groups.reduce(0) { $0 + (steps.cell(range($1).lowerBound + step, column).intValue ?? 0) }
    }
    let isWhole =
      sum("users", 0, of: Array(allNames.indices)) == total.cell(0, "users").intValue
    let isTold = left.allSatisfy { group in
      range(group).allSatisfy {
        steps.cell($0, "users").intValue != nil && steps.cell($0, "mature").intValue != nil
      }
    }
    guard isWhole, isTold else { return nil }
    let column = plan.usesAll ? "users" : "mature"
    let base = sum(column, 0, of: left)
    return FunnelGroupsChart.Group(
      label: Phrase("(other)", "（其他）").text(in: canvas.language),
      users: plan.steps.indices.map { sum("users", $0, of: left) },
      totalRates: plan.steps.indices.map {
        base == 0 ? .nan : Double(sum(column, $0, of: left)) / Double(base)
      })
  }

  var matrix: Block {
    let total = answer.table("total").map {
      group(named: Phrase("all", "全部").text(in: canvas.language), $0, 0..<$0.rows.count, nil)
    }
    return .chart(
      FunnelGroupsChart(
        title: Funnel.title(plan), heading: plan.headings, unit: plan.unit.count,
        steps: plan.steps.indices.map { plan.stepLabel($0).text(in: canvas.language) },
        groups: shown.map { group(named: allNames[$0], steps, range($0), difference(of: $0)) }
          + (other.map { [$0] } ?? []),
        total: total, notes: groups.note.map { [$0] } ?? []
      ).draw(on: canvas))
  }

  private func group(
    named label: String, _ steps: ResultTable, _ rows: Range<Int>,
    _ difference: (value: Double, isSignificant: Bool)?
  ) -> FunnelGroupsChart.Group {
    let isUntold = rows.contains { steps.untold($0, "mature") != nil }
    return FunnelGroupsChart.Group(
      label: label, users: rows.map { steps.cell($0, "users").intValue ?? 0 },
      totalRates: rows.map {
        steps.cell($0, "rate_first").realValue ?? (isUntold ? nil : .nan)
      }, difference: difference?.value, isSignificant: difference?.isSignificant,
      untold: steps.untold(rows.lowerBound, "users"))
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

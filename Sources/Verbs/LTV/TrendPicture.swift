import Charts
import Engine
import Reporting

/// The value of those acquired in each period, as a line over the periods.
struct TrendPicture {
  let plan: LTV.Plan
  let value: ResultTable
  let canvas: Canvas

  private static let mostLines = 5

  var blocks: [Block] {
    let width = plan.keyColumns.count
    guard let unit = plan.breakdown.first(where: \.isTime),
      let place = plan.keyColumns.firstIndex(where: { $0.name == unit.column.name })
    else { return [] }
    var periods: Set<String> = []
    var groups: [[Cell]: [Int]] = [:]
    var order: [[Cell]] = []
    for row in value.rows.indices {
      guard let period = value.rows[row][place].textValue else { continue }
      periods.insert(period)
      var key = Array(value.rows[row].prefix(width))
      key.remove(at: place)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(row)
    }
    let names = periods.sorted()
    let positions = Dictionary(
      names.enumerated().map { ($1, Double($0)) }, uniquingKeysWith: { first, _ in first })
    let shown = ShownGroups(
      names: order.map { plan.label($0, in: canvas.language) },
      users: order.map { key in
        (groups[key] ?? []).reduce(0) { $0 + (value.cell($1, "counted").intValue ?? 0) }
      }, isTime: false, most: Self.mostLines)
    let series = shown.indices.map { index in
      let rows = groups[order[index]] ?? []
      let points = rows.compactMap { row -> CurveChart.Point? in
        guard let period = value.rows[row][place].textValue, let x = positions[period] else {
          return nil
        }
        return point(row, x: x, hasBand: order.count == 1)
      }
      let name = plan.label(order[index], in: canvas.language)
      return CurveChart.Series(
        label: name.isEmpty ? "LTV" : name, points: points.sorted { $0.x < $1.x })
    }
    let chart = CurveChart(
      title: plan.title + Phrase(" within \(plan.span)", "  \(plan.span) 内"),
      xAxis: .names(names), xName: unit.heading + Phrase(" of acquisition", "（获取）"),
      kind: .amount(currency: plan.currency), series: series,
      notes: shown.note.map { [$0] } ?? [])
    return [.chart(chart.draw(on: canvas))]
  }

  /// A period of which not everybody is old enough is drawn dotted.
  private func point(_ row: Int, x: Double, hasBand: Bool) -> CurveChart.Point? {
    guard let ltv = value.cell(row, "ltv").realValue else { return nil }
    return CurveChart.Point(
      x: x, y: ltv, low: hasBand ? value.cell(row, "ltv_low").realValue : nil,
      high: hasBand ? value.cell(row, "ltv_high").realValue : nil,
      isForecast: value.cell(row, "users") != value.cell(row, "mature"))
  }
}

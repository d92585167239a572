import Charts
import Engine
import Reporting

/// The fitted curves beside what was observed.
struct FitPicture {
  let plan: Cohort.Plan
  let answer: Answer
  let canvas: Canvas

  /// Two lines a group: more groups than these stand in the table.
  private static let mostGroups = 2

  var blocks: [Block] {
    guard let fit = answer.table("fit"), let model = answer.table("model"), !fit.rows.isEmpty
    else { return [] }
    let width = plan.keyColumns.count
    var keys: [[Cell]] = []
    for row in fit.rows {
      let key = Array(row.prefix(width))
      if keys.last != key { keys.append(key) }
    }
    var series: [CurveChart.Series] = []
    var notes: [Phrase] = []
    for key in keys.prefix(Self.mostGroups) {
      let rows = fit.rows.indices.filter { Array(fit.rows[$0].prefix(width)) == key }
      let name = plan.label(key, in: canvas.language)
      let start = name.isEmpty ? "" : name + " "
      let (observed, fitted) = (Phrase("observed", "实际"), Phrase("fitted", "拟合"))
      series.append(
        CurveChart.Series(
          label: start + observed.text(in: canvas.language),
          points: rows.compactMap { row in
            fit.cell(row, "observed").realValue.map { point(fit, row, $0, false) }
          }))
      series.append(
        CurveChart.Series(
          label: start + fitted.text(in: canvas.language),
          points: rows.compactMap { row in
            let isForecast = fit.cell(row, "observed") == .missing
            return fit.cell(row, "fitted").realValue.map { point(fit, row, $0, isForecast) }
          }))
      notes.append(note(model, key, start))
    }
    if keys.count > Self.mostGroups {
      let left = keys.count - Self.mostGroups
      notes.append(Phrase("\(left) more groups stand in the table", "另有 \(left) 组在表中"))
    }
    return [
      .chart(
        CurveChart(
          title: plan.title, xAxis: .numbers(prefix: (plan.period?.letter ?? "").uppercased()),
          xName: plan.period?.phrase, kind: .rate, series: series, notes: notes
        ).draw(on: canvas))
    ]
  }

  private func point(
    _ fit: ResultTable, _ row: Int, _ rate: Double, _ isForecast: Bool
  ) -> CurveChart.Point {
    CurveChart.Point(
      x: Double(fit.cell(row, "offset").intValue ?? 0), y: rate, isForecast: isForecast)
  }

  private func note(_ model: ResultTable, _ key: [Cell], _ start: String) -> Phrase {
    var values: [String: Double] = [:]
    var figures: [String] = []
    for row in model.rows.indices where Array(model.rows[row].prefix(key.count)) == key {
      let name = model.cell(row, "parameter").textValue ?? ""
      let value = model.cell(row, "estimate").realValue ?? .nan
      values[name] = value
      if !name.hasPrefix("holdout"), name != "loglikelihood" {
        figures.append("\(name) = \(NumberText.fixed(value, digits: 3))")
      }
    }
    let shape = plan.fit?.rawValue ?? ""
    let error = NumberText.fixed((values["holdout_error"] ?? .nan) * 100, digits: 1)
    let columns = NumberText.count(Int(exactly: values["holdout_columns"] ?? 0) ?? 0)
    let list = figures.joined(separator: ", ")
    return Phrase(verbatim: start)
      + Phrase(
        "\(shape): \(list); fitted without the last \(columns) columns it misses them by \(error)pt"
          + " on average",
        "\(shape)：\(list)；不用最后 \(columns) 列拟合时，对它们的平均误差为 \(error) 个百分点")
  }
}

import Charts
import Engine
import Reporting

/// What is drawn of two populations beside each other: their differences and how long they stay.
struct ComparisonPicture {
  let plan: Cohort.Plan
  let answer: Answer
  let canvas: Canvas

  /// More offsets than these stand in the table.
  private static let mostRows = 16

  var blocks: [Block] {
    guard let comparison = plan.comparison, let table = answer.table("difference") else {
      return []
    }
    let width = plan.dimensions.count
    let rows = table.rows.indices.prefix(Self.mostRows).map { row in
      var names = [label(table, row, width)].filter { !$0.isEmpty }
      names.append(
        table.cell(row, "point").textValue
          ?? "\((plan.period?.letter ?? "").uppercased())\(table.cell(row, "offset").intValue ?? 0)"
      )
      let p = table.cell(row, "p_adjusted").realValue
      return DifferenceChart.Row(
        label: names.joined(separator: " · "), a: table.cell(row, "b").realValue,
        b: table.cell(row, "a").realValue, difference: estimate(table, row),
        isSignificant: p.map { $0 < 0.05 })
    }
    let title =
      Phrase("Difference  A = ", "差异  A = ") + comparison.b.label
      + Phrase(", B = ", "，B = ") + comparison.a.label
    return [
      .chart(
        DifferenceChart(
          title: title, heading: plan.period?.phrase ?? Phrase("point", "时点"), rows: rows,
          notes: notes(table)
        ).draw(on: canvas))
    ]
  }

  private func label(_ table: ResultTable, _ row: Int, _ width: Int) -> String {
    table.rows[row].prefix(width)
      .map { $0.label(labels: plan.valueLabels).text(in: canvas.language) }
      .joined(separator: " · ")
  }

  private func estimate(_ table: ResultTable, _ row: Int) -> Estimate? {
    guard let value = table.cell(row, "difference").realValue,
      let low = table.cell(row, "low").realValue, let high = table.cell(row, "high").realValue
    else { return nil }
    return Estimate(value, low: low, high: high)
  }

  private func notes(_ table: ResultTable) -> [Phrase] {
    var notes: [Phrase] = []
    let left = table.rows.count - Self.mostRows
    if left > 0 {
      notes.append(
        Phrase("\(left) more offsets stand in the table", "另有 \(left) 行在表 difference 中"))
    }
    notes.append(
      Phrase(
        "95% intervals by Newcombe; p of two proportions, corrected by Benjamini and Hochberg",
        "95% 区间：Newcombe；两比例检验，经 Benjamini-Hochberg 校正"))
    if let test = answer.table("test") {
      for row in test.rows.indices.prefix(5) {
        if let note = stay(test, row) { notes.append(note) }
      }
    }
    return notes
  }

  /// The log-rank test in a sentence.
  private func stay(_ test: ResultTable, _ row: Int) -> Phrase? {
    guard let comparison = plan.comparison,
      let statistic = test.cell(row, "chi_square").realValue,
      let p = test.cell(row, "p").realValue, let lost = test.cell(row, "a_lost").realValue,
      let expected = test.cell(row, "a_expected").realValue
    else { return nil }
    let figures =
      "χ² = \(NumberText.fixed(statistic, digits: 1)), "
      + (p < 0.001 ? "p < 0.001" : "p = \(NumberText.fixed(p, digits: 3))")
    let name = label(test, row, plan.dimensions.count)
    let start = Phrase(verbatim: name.isEmpty ? "" : "\(name): ")
    let longer = lost < expected ? comparison.a.label : comparison.b.label
    return start
      + (p < 0.05
        ? Phrase(
          "\(longer.english) stays longer (log-rank \(figures))",
          "“\(longer.chinese)”留得更久（对数秩检验 \(figures)）")
        : Phrase(
          "no difference shown in how long they stay (log-rank \(figures))",
          "留存时长未见差异（对数秩检验 \(figures)）"))
  }
}

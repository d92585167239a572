import Charts
import Engine
import Reporting

extension Segment {
  public static func render(_ answer: Answer, for plan: Plan, on canvas: Canvas) -> [Block] {
    if let states = plan.states { return states.blocks(answer, on: canvas) }
    guard let groups = answer.table("groups") else { return [] }
    let isPlain = plan.dimensions.isEmpty || plan.chart == .none
    if isPlain { return [.chart(grid(groups, plan, canvas).draw(on: canvas))] }
    let rows = ScreenRows(groups, plan, canvas.language)
    let title = Phrase("Segment  users by ", "分群  用户 按 ") + plan.heading
    let notes = rows.notes + testNote(answer.table("test"))
    // Parts of a whole cannot be drawn where some are not told.
    if plan.chart == .share, rows.bars.allSatisfy({ $0.untold == nil }) {
      return [
        .chart(
          ShareChart(
            title: title, unit: .users,
            parts: rows.bars.map { ShareChart.Part(label: $0.label, users: $0.users) },
            notes: notes
          ).draw(on: canvas))
      ]
    }
    return [
      .chart(
        BarChart(
          title: title, heading: plan.heading, rows: rows.bars, overall: rows.overall, notes: notes
        ).draw(on: canvas))
    ]
  }

  private static func grid(
    _ groups: ResultTable, _ plan: Plan, _ canvas: Canvas
  ) -> TableGrid {
    var headings: [String: Phrase] = [
      "users": Phrase("users", "人数"), "share": Phrase("share", "占比"),
      "base": Phrase("base", "基数"), "rate": Phrase("rate", "比率"),
      "low": Phrase("95% low", "95% 下限"), "high": Phrase("95% high", "95% 上限"),
    ]
    for dimension in plan.dimensions { headings[dimension.name] = dimension.label }
    return groups.grid(headings: headings, labels: plan.valueLabels, language: canvas.language)
  }

  private static func testNote(_ test: ResultTable?) -> [Phrase] {
    guard let test, let statistic = test.cell(0, "chi_square").realValue,
      let df = test.cell(0, "df").intValue, let p = test.cell(0, "p").realValue,
      let v = test.cell(0, "cramers_v").realValue
    else { return [] }
    let figures =
      "χ² = \(NumberText.fixed(statistic, digits: 1)), df \(df), "
      + (p < 0.001 ? "p < 0.001" : "p = \(NumberText.fixed(p, digits: 3))")
      + ", V = \(NumberText.fixed(v, digits: 2))"
    return [
      p < 0.05
        ? Phrase("the groups differ: \(figures)", "各组有差异：\(figures)")
        : Phrase("no difference shown: \(figures)", "未见差异：\(figures)")
    ]
  }
}

extension Segment.Plan {
  var heading: Phrase { dimensions.map(\.label).joined(separator: " · ") }
}

/// The groups that fit the screen: ten, and the others folded together.
private struct ScreenRows {
  static let most = 10

  let bars: [BarChart.Row]
  /// The rate of all groups together.
  let overall: Double?
  let notes: [Phrase]

  init(_ table: ResultTable, _ plan: Segment.Plan, _ language: DisplayLanguage) {
    let width = plan.dimensions.count
    let groups = table.rows.indices.map { row in
      Group(
        label: table.rows[row].prefix(width)
          .map { $0.label(labels: plan.valueLabels).text(in: language) }
          .joined(separator: " · "),
        users: table.cell(row, "users").intValue ?? 0,
        base: table.cell(row, "base").intValue, share: table.cell(row, "share").realValue,
        untold: table.untold(row, "users"))
    }
    let ordered = plan.order.isNatural ? groups.sorted(by: Group.isLarger) : groups
    // A single one left over is shown as itself.
    let shown = ordered.count <= Self.most + 1 ? ordered[...] : ordered.prefix(Self.most)
    let folded = ordered.dropFirst(shown.count)
    var bars = shown.map { $0.bar(isOther: false) }
    var notes: [Phrase] = []
    if !folded.isEmpty {
      let other = Group(folded, label: Phrase("(other)", "（其他）").text(in: language))
      bars.append(other.bar(isOther: true))
      notes.append(
        Phrase(
          "the largest \(shown.count) groups; (other) holds \(folded.count) more that stand in the"
            + " table",
          "只显示 \(shown.count) 组，其余 \(folded.count) 组合为（其他），全部在表中"))
    }
    self.bars = bars
    self.notes = notes
    overall = plan.hasRates ? Group(ordered[...], label: "").rate : nil
  }

  private struct Group {
    let label: String
    let users: Int
    let base: Int?
    let share: Double?
    let untold: String?

    init(label: String, users: Int, base: Int?, share: Double?, untold: String?) {
      self.untold = untold
      self.label = label
      self.users = users
      self.base = base
      self.share = share
    }

    /// All groups as one.
    init(_ groups: ArraySlice<Group>, label: String) {
      self.label = label
      untold = groups.contains { $0.untold != nil } ? NumberText.missing : nil
      users = groups.reduce(0) { $0 + $1.users }
      base = groups.contains { $0.base == nil } ? nil : groups.reduce(0) { $0 + ($1.base ?? 0) }
      share = untold == nil ? groups.reduce(0) { $0 + ($1.share ?? 0) } : nil
    }

    var rate: Double? {
      untold != nil ? nil : base.map { $0 == 0 ? .nan : Double(users) / Double($0) }
    }

    func bar(isOther: Bool) -> BarChart.Row {
      BarChart.Row(
        label: label, users: users, share: share, rate: rate, isOther: isOther, untold: untold)
    }

    static func isLarger(_ left: Group, _ right: Group) -> Bool {
      left.users == right.users
        ? left.label.utf8.lexicographicallyPrecedes(right.label.utf8) : left.users > right.users
    }
  }
}

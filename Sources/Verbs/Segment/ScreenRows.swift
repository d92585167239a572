import Charts
import Engine
import Reporting

/// The groups that fit the screen: ten, and the others folded together.
struct ScreenRows {
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
        weight: plan.rateColumn.flatMap { table.cell(row, $0).realValue },
        untold: plan.part(of: Array(table.rows[row].prefix(width)))?.isState == false
          ? NumberText.missing : table.untold(row, "users"))
    }
    let ordered =
      plan.order.isNatural && !plan.keepsOrder ? groups.sorted(by: Group.isLarger) : groups
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
    /// Of what a model weighs the users by.
    let weight: Double?
    let untold: String?

    init(
      label: String, users: Int, base: Int?, share: Double?, weight: Double?, untold: String?
    ) {
      self.weight = weight
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
      weight =
        untold == nil && groups.contains { $0.weight != nil }
        ? groups.reduce(0) { $0 + ($1.weight ?? 0) } : nil
    }

    var rate: Double? {
      untold != nil ? nil : base.map { $0 == 0 ? .nan : Double(users) / Double($0) } ?? weight
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

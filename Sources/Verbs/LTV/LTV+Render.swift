import Charts
import Engine
import Reporting

extension LTV {
  public static func render(_ answer: Answer, for plan: Plan, on canvas: Canvas) -> [Block] {
    guard let value = answer.table("value"), let curve = answer.table("curve") else { return [] }
    if let projection = plan.projection {
      return ProjectionPicture(
        plan: plan, projection: projection, value: value, curve: curve, canvas: canvas
      ).blocks
    }
    let picture = ValuePicture(plan: plan, value: value, curve: curve, canvas: canvas)
    var blocks: [Block] = []
    switch plan.chart {
    case .line where plan.breakdown.contains(where: \.isTime):
      blocks = TrendPicture(plan: plan, value: value, canvas: canvas).blocks
    case .line, nil: blocks = picture.curves
    case .bar: blocks = picture.bars
    case ChartKind.none?: break
    }
    if plan.comparison != nil {
      blocks += ValueComparisonPicture(plan: plan, answer: answer, canvas: canvas).blocks
    }
    return blocks + ValueGrids(plan: plan, value: value, canvas: canvas).blocks
  }
}

extension LTV.Plan {
  /// A key as people read it: the population, then the dimensions.
  func label(_ key: some Collection<Cell>, in language: DisplayLanguage) -> String {
    var names = key.map { $0.label(labels: valueLabels).text(in: language) }
    if let comparison, let first = key.first, case .text(let text) = first,
      let side = comparison.sides.first(where: { $0.text == text })
    {
      names[0] = side.label.text(in: language)
    }
    return names.joined(separator: " · ")
  }

  /// `LTV  cumulative gross margin per user  within 90d`.
  var title: Phrase {
    let what =
      switch basis {
      case .revenue:
        subtractsRefunds
          ? Phrase("cumulative net revenue per user", "人均累计净收入")
          : Phrase("cumulative revenue per user", "人均累计收入")
      case .costs, .margin: Phrase("cumulative gross margin per user", "人均累计毛利")
      }
    return Phrase("LTV  ", "LTV  ") + what
  }

  /// The columns that the rows are told apart by.
  var headings: [Phrase] {
    (comparison == nil ? [] : [Phrase("population", "人群")]) + breakdown.map(\.heading)
  }
}

extension LTV.Plan {
  private static let mostPeriods = 36

  /// Which rows are shown: in an order that was asked for the first, else the largest groups or the
  /// newest periods.
  func shown(
    names: [String], users: [Int], most: Int? = nil
  ) -> (indices: [Int], note: Phrase?) {
    let isTime = breakdown.contains(where: \.isTime)
    let most = most ?? (isTime ? Self.mostPeriods : ShownGroups.mostGroups)
    guard !order.isNatural else {
      let groups = ShownGroups(names: names, users: users, isTime: isTime, most: most)
      return (groups.indices, groups.note)
    }
    let left = names.count - most
    guard left > 0 else { return (Array(names.indices), nil) }
    return (
      Array(0..<most),
      Phrase(
        "the first \(most); \(left) more stand in the table",
        "只显示前 \(most) 组，另有 \(left) 组在表中")
    )
  }
}

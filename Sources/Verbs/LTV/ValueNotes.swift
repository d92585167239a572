import Charts
import Engine
import Language
import Reporting
import Statistics

/// What stands under an answer: doubts, and who was left out.
struct ValueNotes {
  let plan: LTV.Plan
  let tables: ValueTables
  let dataset: Dataset

  private var counts: ValueCounts { tables.counts }

  // MARK: warnings

  var warnings: [Warning] {
    let unit = Phrase("mature users", "成熟用户")
    let bases = tables.rows.map(\.figures.counted)
    let small =
      bases.count == 1
      ? Warning.smallSample(bases[0], of: unit) : Warning.smallGroups(bases, of: unit)
    var warnings = plan.population.warnings
    for case .user(let dimension) in plan.breakdown { warnings += dimension.warnings }
    if let small { warnings.append(small) }
    if let shared = sharedUsers { warnings.append(shared) }
    if let unpriced { warnings.append(unpriced) }
    return warnings + costWarnings
  }

  /// W521 where a user stands in both populations, whom the test takes for two people.
  private var sharedUsers: Warning? {
    guard let comparison = plan.comparison, counts.sides.count == 2 else { return nil }
    let everyone = plan.population.users(in: dataset)
    let sets = comparison.sides.map { $0.users ?? everyone }
    guard comparison.sides[0].range == comparison.sides[1].range else { return nil }
    let shared = sets[0].intersection(sets[1]).count
    guard shared > 0 else { return nil }
    return Warning(
      "W521",
      Phrase(
        "\(shared) users stand in both populations, and the tests take them for different people;"
          + " compare populations that exclude each other, such as compare rest",
        "有 \(shared) 个用户同在两个人群中，检验却把他们当作不同的人；请对比互斥的人群，如 对比 其余"))
  }

  /// W546 where payments have no cost, and so count as margin in full.
  private var unpriced: Warning? {
    let without = tables.totals.reduce(0) { $0 + $1.group.withoutCost }
    let stray = counts.sides.first?.strayCosts ?? 0
    if without > 0 {
      let count = NumberText.count(without)
      return Warning(
        "W546",
        Phrase(
          "\(count) payments have no cost beside them and count as margin in full; to leave costs"
            + " aside: using revenue, or give the share that stays: with margin=40%",
          "\(count) 笔支付没有成本，全额计为毛利；如不计成本：口径 收入，或给出毛利率：参数 margin=40%"))
    }
    guard stray > 0 else { return nil }
    let count = NumberText.count(stray)
    return Warning(
      "W546",
      Phrase(
        "\(count) rows of costs are of unknown users and count nowhere; to look at them: audit",
        "\(count) 行成本属于未知用户，未计入；可检查：质检"))
  }

  private var costWarnings: [Warning] {
    guard let cost = plan.acquisitionCost else { return [] }
    var warnings: [Warning] = []
    if case .constant = cost, let table = knownSpend {
      warnings.append(
        Warning(
          "W545",
          Phrase(
            "cac= is one cost for every user, but '\(table)' says what was spent; to take it from"
              + " there: with cac=\(table)",
            "cac= 对每个用户取同一成本，而 '\(table)' 记录了实际花费；如需采用：参数 cac=\(table)")))
    }
    if !plan.basis.isMargin {
      warnings.append(
        Warning(
          "W548",
          Phrase(
            "the payback is that of revenue, for no costs of what was sold are counted: margin pays"
              + " back later; give the share that stays: with margin=40%",
            "回本按收入计算，未扣除商品成本：按毛利计会更晚；请给出毛利率：参数 margin=40%")))
    }
    if let unmatched { warnings.append(unmatched) }
    return warnings
  }

  /// A table of spend that could tell the cost of each group.
  private var knownSpend: String? {
    LTV.spendTables(of: dataset).first { table in
      guard let time = table.mapping["time"], let amount = table.spendColumn else { return false }
      return LTV.source(table, time, amount, for: plan.breakdown, in: dataset) != nil
    }?.name
  }

  /// W549 where spend is in no group's cost.
  private var unmatched: Warning? {
    let sum = counts.sides.reduce(Int64(0)) { $0 &+ $1.unmatched }
    let unreadable = counts.sides.first?.unreadableSpend ?? 0
    guard sum != 0 || unreadable > 0 else { return nil }
    let amount = NumberText.amount(Money(tenThousandths: sum).units, currency: plan.currency)
    if sum != 0 {
      return Warning(
        "W549",
        Phrase(
          "\(amount) was spent where nobody was acquired, and is in the total alone; look at the"
            + " names on both sides: describe",
          "有 \(amount) 花在没有新用户的分组上，只计入合计；请核对两侧的名称：概览"))
    }
    let count = NumberText.count(unreadable)
    return Warning(
      "W549",
      Phrase(
        "\(count) rows of spend have no readable date or amount and count nowhere; to look at"
          + " them: audit",
        "\(count) 行花费没有可读的日期或金额，未计入；可检查：质检"))
  }

  // MARK: notes

  var notes: [Phrase] {
    var notes = plan.comparison?.notes ?? []
    if !tables.hasCurve { notes.append(noCurve) }
    for (place, whole) in tables.totals.enumerated() {
      let name = plan.comparison.map { $0.sides[place].label + Phrase(": ", "：") }
      notes += maturity(whole, name ?? Phrase(verbatim: ""))
    }
    if let saved { notes.append(saved) }
    for case .period(let unit) in plan.breakdown {
      if let note = RuleLine.runningPeriod(unit, in: dataset) { notes.append(note) }
    }
    if let note = RuleLine.asofNote(dataset) { notes.append(note) }
    return notes
  }

  private var noCurve: Phrase {
    let (count, ages) = (
      NumberText.count(tables.rows.count), NumberText.count(plan.mostAges &+ 1)
    )
    return Phrase(
      "the curve is left out: \(count) groups of \(ages) \(plan.age.rawValue)s; take fewer groups"
        + " to see it",
      "未给出曲线：\(count) 组，每组 \(ages) \(plan.age.phrase.chinese)；减少分组即可查看")
  }

  private func maturity(_ whole: ValueTables.Row, _ name: Phrase) -> [Phrase] {
    var notes: [Phrase] = []
    let group = whole.group
    let young = group.users - group.mature
    if young > 0 {
      notes.append(
        name
          + (plan.keepsImmature
            ? Phrase(
              "\(young) of \(group.users) users are younger than \(plan.span) and count with what"
                + " they brought so far",
              "\(group.users) 个用户中有 \(young) 个尚未满 \(plan.span)，按目前已产生的计入")
            : Phrase(
              "\(young) of \(group.users) users are younger than \(plan.span) and left out",
              "\(group.users) 个用户中有 \(young) 个尚未满 \(plan.span)，未计入")))
    }
    let trimmed = plan.breakdown.isEmpty ? whole.figures.trimmed : 0
    if trimmed > 0 {
      notes.append(
        name
          + Phrase(
            "the \(trimmed) users of the greatest value are left out",
            "价值最高的 \(trimmed) 个用户未计入"))
    }
    if group.refundsLeftOut > 0 {
      let count = group.refundsLeftOut
      notes.append(
        name
          + Phrase(
            "amounts below zero, \(count) in all, count as refunds and are left out; "
              + "to subtract them: using net",
            "金额为负的 \(count) 笔视为退款，未计入；如需扣除：口径 净额"))
    }
    return notes
  }

  private var saved: Phrase? {
    guard let name = plan.saving else { return nil }
    let count = NumberText.count(tables.rows.reduce(0) { $0 + $1.group.members.count })
    let who = plan.keepsImmature ? Phrase("", "") : Phrase("mature ", "成熟")
    let parts =
      plan.breakdown.isEmpty ? Phrase("", "") : Phrase(", a part for each group", "，每组一部分")
    return Phrase("\(name) holds the \(count) ", "\(name) 保存 \(count) 个") + who
      + Phrase("users, payers or not", "用户，无论是否付费") + parts
  }
}

extension LTV.AgeUnit {
  var phrase: Phrase {
    switch self {
    case .day: Phrase("day", "天")
    case .week: Phrase("week", "周")
    case .month: Phrase("month", "个月")
    }
  }
}

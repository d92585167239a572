import Charts
import Engine
import Language
import Reporting

extension LTV {
  /// The line that pins the definition.
  static func rule(of plan: Plan, in dataset: Dataset) -> Phrase {
    if let projection = plan.projection { return rule(of: projection, plan, in: dataset) }
    let span = plan.span
    var rule = [value(of: plan)]
    rule.append(Phrase("ages 0..\(span) in calendar days", "年龄 0..\(span)（自然日）"))
    rule.append(
      plan.acquisition == nil
        ? Phrase("acquired at the first event", "以首个事件为获取")
        : Phrase("acquired at sign-up", "以注册为获取"))
    rule.append(
      plan.keepsImmature
        ? Phrase("all users, immature included", "全部用户，含未成熟")
        : Phrase("all users mature to \(span)", "全部已满 \(span) 的用户"))
    if plan.discount > 0 {
      let text = percent(plan.discount)
      rule.append(Phrase("discounted by \(text) a month", "每月贴现 \(text)"))
    }
    if plan.trim > 0 {
      let text = percent(plan.trim)
      rule.append(
        Phrase("without the \(text) of the greatest value", "剔除价值最高的 \(text)"))
    }
    switch plan.acquisitionCost {
    case nil: break
    case .constant(let amount):
      let text = NumberText.amount(amount, currency: plan.currency)
      rule.append(Phrase("CAC \(text) (given)", "CAC \(text)（给定）"))
    case .spend(let source):
      rule.append(
        Phrase(
          "CAC = spend in \(source.table) ÷ users acquired",
          "CAC = \(source.table) 的花费 ÷ 新用户"))
    }
    if let counted = plan.population.rule { rule.append(counted) }
    if let comparison = plan.comparison {
      rule += comparison.rule(in: dataset)
    } else if let dates = RuleLine.range(plan.range, in: dataset, of: Phrase("acquired", "获取于")) {
      rule.append(dates)
    }
    for case .user(let dimension) in plan.breakdown {
      if let own = dimension.rule { rule.append(own) }
    }
    rule.append(RuleLine.ground(of: dataset, weeks: plan.breakdown.contains(.period(.week))))
    return RuleLine.joined(rule)
  }

  private static func value(of plan: Plan) -> Phrase {
    let net = plan.subtractsRefunds
    switch plan.basis {
    case .revenue(let isForced):
      let why =
        isForced
        ? Phrase(" (costs left aside)", "（不计成本）") : Phrase(" (no costs known)", "（成本未知）")
      return (net ? Phrase("revenue less refunds", "收入减退款") : Phrase("revenue", "收入"))
        + why
    case .costs(let sources):
      let from = sources.compactMap { source -> String? in
        if case .ledger(let ledger) = source { "\(ledger.table).\(ledger.cost)" } else { nil }
      }
      let name =
        from.isEmpty ? Phrase("", "") : Phrase(verbatim: " (\(from.joined(separator: ", ")))")
      return
        (net
        ? Phrase("gross margin: revenue less refunds and costs", "毛利：收入减退款减成本")
        : Phrase("gross margin: revenue less costs", "毛利：收入减成本")) + name
    case .margin(let share):
      let text = percent(share)
      return net
        ? Phrase("gross margin: \(text) of revenue less refunds", "毛利：收入减退款后的 \(text)")
        : Phrase("gross margin: \(text) of revenue", "毛利：收入的 \(text)")
    }
  }

  private static func rule(
    of projection: Projection, _ plan: Plan, in dataset: Dataset
  ) -> Phrase {
    let end = projection.discount > 0 ? "(1 − q)" : "churn"
    let bound =
      projection.cap == nil
      ? "" : projection.discount > 0 ? " × (1 − q^n)" : " × (1 − (1 − churn)^n)"
    var rule = [
      Phrase("arpa × margin\(bound) ÷ \(end)", "arpa × 毛利率\(bound) ÷ \(end)"),
      Phrase("a month, the first payment at once", "按月，首笔即时支付"),
    ]
    if projection.discount > 0 {
      let text = percent(projection.discount)
      rule.append(
        Phrase(
          "discounted by \(text) a month: q = (1 − churn) ÷ (1 + \(text))",
          "每月贴现 \(text)：q = (1 − churn) ÷ (1 + \(text))"))
    }
    if let cap = projection.cap {
      rule.append(Phrase("n = \(cap) months", "n = \(cap) 个月"))
    }
    rule.append(source("arpa", isGiven: projection.arpa != nil))
    rule.append(marginSource(plan, projection))
    rule.append(source("churn", isGiven: projection.churn != nil))
    guard projection.isMeasured else { return RuleLine.joined(rule) }
    if let counted = plan.population.rule { rule.append(counted) }
    if let dates = RuleLine.range(plan.range, in: dataset, of: Phrase("months of", "月份")) {
      rule.append(dates)
    }
    rule.append(RuleLine.ground(of: dataset))
    return RuleLine.joined(rule)
  }

  private static func source(_ name: String, isGiven: Bool) -> Phrase {
    isGiven ? Phrase("\(name) given", "\(name) 给定") : Phrase("\(name) measured", "\(name) 测算")
  }

  private static func marginSource(_ plan: Plan, _ projection: Projection) -> Phrase {
    switch plan.basis {
    case .margin: Phrase("margin given", "毛利率给定")
    case .costs:
      projection.isMeasured
        ? Phrase("margin measured", "毛利率测算") : Phrase("margin 100% (none given)", "毛利率 100%（未给出）")
    case .revenue: Phrase("margin 100% (no costs known)", "毛利率 100%（成本未知）")
    }
  }

  static func percent(_ share: Double) -> String {
    var text = NumberText.fixed(share * 100, digits: 2)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text + "%"
  }
}

import Charts
import Engine
import Language
import Reporting
import Statistics

extension LTV {
  /// The formula of `using projected`: payment × margin ÷ churn, with cap and discount.
  public struct Projection: Hashable, Sendable {
    /// What an active user pays a month, in units of the currency; nil to measure it.
    public let arpa: Double?
    /// The share that leaves each month; nil to measure it.
    public let churn: Double?
    /// The months counted; nil for all to come.
    public let cap: Int?
    /// By how much a payment a month later counts less, a fraction.
    public let discount: Double

    var isMeasured: Bool { arpa == nil || churn == nil }

    var words: Phrase {
      Phrase(
        """
        What a user is worth who pays arpa each month, the first time at once, and of whom the \
        share churn leaves after each month: arpa × margin ÷ churn.
        With cap= only so many months count; with discount= a payment a month later counts less.
        What is not given is measured over whole calendar months: arpa = revenue ÷ active users of \
        the month, churn = those active in a month and not in the next ÷ those active in it.
        """,
        """
        假设用户每月支付 arpa（首笔即时支付），每月流失 churn：arpa × 毛利率 ÷ 流失率。
        cap= 只计若干个月；discount= 使每晚一个月的支付打一次折。
        未给出的参数按完整自然月测算：arpa = 收入 ÷ 当月活跃用户；\
        churn = 上月活跃而次月不活跃的用户 ÷ 上月活跃用户。
        """)
    }
  }

  /// What `using projected` takes: the months to measure in, and nothing of a horizon.
  ///
  /// Throws E372 for what belongs to the observed value alone, E373 for values that are not of
  /// their form, E375 for a breakdown of what is not measured.
  static func projection(
    of call: VerbCall, _ words: Words, breakdown: [Breakdown], in scope: Scope
  ) throws(Diagnostic) -> Projection? {
    guard let word = words.isProjected else {
      for key in ["arpa", "churn", "cap"] {
        guard let setting = words.written[key] else { continue }
        throw .needsProjected(setting.key)
      }
      return nil
    }
    for other in [words.forcesRevenue, words.isNet, words.keepsImmature].compactMap({ $0 }) {
      if other.text == "net" { continue }
      throw .excludeEachOther(word, other)
    }
    for key in ["age", "trim", "immature"] {
      if let setting = words.written[key] { throw .excludeEachOther(word, setting.key) }
    }
    for keyword in [ClauseKeyword.within, .compare, .as] {
      guard let clause = call.clause(keyword) else { continue }
      throw .notOfProjected(keyword.rawValue, at: clause.keywordPlace.span)
    }
    let projection = Projection(
      arpa: try amount(words.written["arpa"], in: scope),
      churn: try churn(words.written["churn"], in: scope),
      cap: try cap(words.written["cap"], in: scope), discount: words.discount)
    if projection.churn == 0, projection.cap == nil, projection.discount == 0,
      let setting = words.written["churn"]
    {
      throw .endless(at: setting.key.place.span)
    }
    guard projection.isMeasured else {
      try refuseChoice(of: call)
      return projection
    }
    if breakdown.contains(where: \.isTime), let clause = call.clause(.by) {
      throw .notByPeriod(at: clause.place.span)
    }
    return projection
  }

  /// Nothing is measured, so nobody's choice changes the result.
  private static func refuseChoice(of call: VerbCall) throws(Diagnostic) {
    let keywords: [ClauseKeyword] = [.by, .from, .where, .since, .until, .last, .during]
    for keyword in keywords {
      guard let clause = call.clause(keyword) else { continue }
      throw .nothingMeasured(keyword.rawValue, at: clause.keywordPlace.span)
    }
  }

  private static func amount(
    _ setting: Setting?, in scope: Scope
  ) throws(Diagnostic) -> Double? {
    guard let setting else { return nil }
    let span = setting.key.place.span
    if case .literal(let literal, _) = setting.value,
      let value = try scope.number(literal, at: span), value >= 0, value < 1e12
    {
      return value
    }
    throw .badValue(
      "arpa", Phrase("an amount a month", "每月的金额"), "20", at: span)
  }

  private static func churn(
    _ setting: Setting?, in scope: Scope
  ) throws(Diagnostic) -> Double? {
    guard let setting else { return nil }
    if let share = try Words.share(setting, 0...1, in: scope) { return share }
    throw .badValue(
      "churn", Phrase("a share up to 100% a month", "每月不超过 100% 的比例"), "5%",
      at: setting.key.place.span)
  }

  private static func cap(_ setting: Setting?, in scope: Scope) throws(Diagnostic) -> Int? {
    guard let setting else { return nil }
    let span = setting.key.place.span
    var written: Literal?
    if case .literal(let literal, _) = setting.value {
      written = literal
      if case .parameter(let name) = literal { written = try scope.parameter(name, at: span) }
    }
    var months: Int?
    switch written {
    case .number(let number): months = Int(exactly: number)
    case .duration(let length):
      guard let factor = [.month: 1, .quarter: 3, .year: 12][length.unit] else { break }
      months = length.count.multipliedReportingOverflow(by: factor).partialValue
    default: break
    }
    if let months, (1...1200).contains(months) { return months }
    throw .badValue(
      "cap", Phrase("months up to a hundred years", "不超过一百年的月数"), "36mo", at: span)
  }
}

extension Diagnostic {
  /// E372: a setting of the formula alone.
  fileprivate static func needsProjected(_ key: Word) -> Diagnostic {
    Diagnostic(
      "E372",
      Phrase(
        "'\(key.text)' belongs to the formula, not to what was observed",
        "'\(key.text)' 属于公式推算，不属于已观察到的价值"), at: key.place.span,
      notes: [
        Phrase(
          "for the formula: ltv using projected with arpa=20, margin=80%, churn=5%",
          "公式推算：生命周期价值 口径 推算 参数 arpa=20, margin=80%, churn=5%")
      ])
  }

  /// E375: a clause that the formula has no use for.
  fileprivate static func notOfProjected(_ clause: String, at span: Span) -> Diagnostic {
    let word = Phrase.word(clause)
    let instead =
      clause == "within"
      ? Phrase("to bound its months: with cap=36mo", "如需限定月数：参数 cap=36mo")
      : Phrase(
        "leave it out, or look at what was observed: ltv within 90d",
        "请去掉，或查看已观察到的价值：生命周期价值 窗口 90d")
    return Diagnostic(
      "E375",
      Phrase("'projected' takes no '\(clause)'", "口径 '推算' 不接受 '\(word.chinese)'"),
      at: span, notes: [instead])
  }

  /// E375: with all numbers given, no users are looked at.
  fileprivate static func nothingMeasured(_ clause: String, at span: Span) -> Diagnostic {
    let word = Phrase.word(clause)
    return Diagnostic(
      "E375",
      Phrase(
        "arpa and churn are given, so '\(clause)' changes nothing",
        "arpa 和 churn 都已给出，'\(word.chinese)' 不会改变结果"), at: span,
      notes: [
        Phrase(
          "leave one of them out to measure it from the data", "去掉其中一个，即从数据中测算")
      ])
  }

  /// E375: a month of users is measured over all its months.
  fileprivate static func notByPeriod(at span: Span) -> Diagnostic {
    Diagnostic(
      "E375",
      Phrase(
        "the formula is measured over all months together", "公式的参数在全部月份上合并测算"), at: span,
      notes: [
        Phrase(
          "take one period: during 2024Q1, or split by an attribute",
          "可取一个时间段：期间 2024Q1，或按用户属性拆分")
      ])
  }

  /// E373: users who never leave are worth more than any number.
  fileprivate static func endless(at span: Span) -> Diagnostic {
    Diagnostic(
      "E373",
      Phrase("nobody leaves, so the sum has no end", "无人流失，总和没有上限"), at: span,
      notes: [Phrase("bound the months: with cap=36mo", "请限定月数：参数 cap=36mo")])
  }
}

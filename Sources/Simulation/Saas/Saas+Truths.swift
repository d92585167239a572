import Reporting

extension Saas {
  public var truths: [Truth] { comingTruths + stayingTruths + moneyTruths }

  private var figures: Figures { Figures(scale: scale) }

  private static let steps = [
    "signup", "create_workspace", "import_data", "invite_member", "setup_done",
  ]

  /// The groups of both quarters.
  private static let quarters = [
    Array(SaasQuotas.groups.prefix(3)), Array(SaasQuotas.groups.dropFirst(3)),
  ]

  /// A sum over the groups of the first or the second quarter.
  private static func sum(_ quarter: Int, _ count: (SaasGroup) -> Int) -> Int {
    quarters[quarter].reduce(0) { $0 + count($1) }
  }

  private static func users(_ quarter: Int) -> Int { sum(quarter) { $0.users } }

  /// Those active on day 7, with a complete setup and without.
  private static func seventhDay(_ quarter: Int) -> (done: Int, not: Int) {
    (
      sum(quarter) { $0.heavy.done + $0.light.done }, sum(quarter) { $0.heavy.not + $0.light.not }
    )
  }

  /// SA1 and SA5: visitors, sign-ups and the steps of the setup.
  private var comingTruths: [Truth] {
    let signups = [400, 500, 600, 700, 800, 1_000]
    return [
      Truth(
        "SA1", Phrase("more of the visitors sign up each month", "访客注册率逐月上升"),
        figures.monthly("visitors", signups.map { _ in SaasQuotas.visitorsAMonth })
          + figures.monthly("sign-ups", signups)
          + signups.enumerated().map {
            figures.rate(
              "sign-up rate in 2024-0\($0.offset + 1)", $0.element,
              of: SaasQuotas.visitorsAMonth)
          }),
      Truth(
        "SA5", Phrase("users by the steps of the setup they complete", "完成各设置步骤的用户数"),
        (0...1).flatMap { quarter in
          Self.steps.enumerated().map { place, step in
            figures.count(
              "users of Q\(quarter + 1) who reach \(step)",
              Self.sum(quarter) { place == 0 ? $0.users : $0.setup[place - 1] })
          }
        }),
    ]
  }

  /// SA2–SA4, SA6 and SA7: who comes back, why, and how that misleads.
  private var stayingTruths: [Truth] {
    [
      Truth(
        "SA2", Phrase("retention on day 1 and day 7 exactly", "次日与第 7 日留存（当日口径）"),
        (0...1).flatMap { exact($0) }),
      Truth(
        "SA3", Phrase("retention on day 7 or later", "第 7 日及以后仍活跃的留存（滚动口径）"),
        (0...1).flatMap { rolling($0) }),
      Truth(
        "SA4",
        Phrase(
          "retention differs by setup, not by quarter: more complete it",
          "留存差异来自是否完成设置，而不是季度：完成设置的人变多了"),
        (0...1).flatMap { cause($0) }),
      Truth(
        "SA6",
        Phrase(
          "retention on day 30 of June looks low while most are too young for it",
          "六月第 30 日留存看似很低，只因多数用户还没到 30 天"),
        day30),
      Truth(
        "SA7",
        Phrase(
          "sessions a user seem to grow because light users leave", "人均会话数看似上升，其实是轻度用户走了"),
        survivors),
    ]
  }

  private func exact(_ quarter: Int) -> [Truth.Figure] {
    let users = Self.users(quarter)
    let next = Self.sum(quarter) {
      $0.heavy.done + $0.heavy.not + $0.nextDay.light + $0.nextDay.others
    }
    let seventh = Self.seventhDay(quarter)
    let name = "Q\(quarter + 1)"
    return [
      figures.count("sign-ups of \(name)", users),
      figures.count("active on day 1 of \(name)", next),
      figures.rate("day 1 retention of \(name)", next, of: users),
      figures.count("active on day 7 of \(name)", seventh.done + seventh.not),
      figures.rate("day 7 retention of \(name)", seventh.done + seventh.not, of: users),
    ]
  }

  private func rolling(_ quarter: Int) -> [Truth.Figure] {
    let seventh = Self.seventhDay(quarter)
    let later =
      seventh.done + seventh.not + Self.sum(quarter) { $0.returning.done + $0.returning.not }
    let name = "Q\(quarter + 1)"
    return [
      figures.count("active on day 7 or later of \(name)", later),
      figures.rate("rolling day 7 retention of \(name)", later, of: Self.users(quarter)),
    ]
  }

  private func cause(_ quarter: Int) -> [Truth.Figure] {
    let done = Self.sum(quarter) { $0.setup[3] }
    let seventh = Self.seventhDay(quarter)
    let name = "Q\(quarter + 1)"
    let rest = Self.users(quarter) - done
    return [
      figures.count("setup complete in \(name)", done),
      figures.rate("day 7 retention with setup in \(name)", seventh.done, of: done),
      figures.count("setup not complete in \(name)", rest),
      figures.rate("day 7 retention without setup in \(name)", seventh.not, of: rest),
    ]
  }

  private var day30: [Truth.Figure] {
    let heavy = SaasQuotas.groups.map { $0.heavy.done + $0.heavy.not }
    let users = SaasQuotas.groups.map(\.users)
    let naive = (0..<5).map { month in
      figures.rate("day 30 retention in 2024-0\(month + 1)", heavy[month], of: users[month])
    }
    return naive + [
      figures.rate("day 30 retention in 2024-06 as shown", heavy[5], of: users[5...].reduce(0, +)),
      figures.count("sign-ups of 2024-06 old enough", users[5]),
      figures.rate("day 30 retention in 2024-06 of the old enough", heavy[5], of: users[5]),
    ]
  }

  private var survivors: [Truth.Figure] {
    let heavy = Self.sum(0) { $0.heavy.done + $0.heavy.not }
    let light = Self.sum(0) { $0.light.done + $0.light.not }
    return [
      figures.count("active in week 1 of the retained of Q1", heavy + light),
      figures.rate("sessions each in week 1", heavy * 10 + light * 2, of: heavy + light),
      figures.count("active in week 5 of the retained of Q1", heavy),
      figures.rate("sessions each in week 5", heavy * 10, of: heavy),
      figures.rate("sessions each of the same people in week 1", heavy * 10, of: heavy),
    ]
  }

  /// SA8–SA10: subscriptions, profit and payers.
  private var moneyTruths: [Truth] {
    let lost = SaasQuotas.legacy.map { $0.0 + $0.1 + $0.2 }
    let active = (0..<6).map { lost[$0...].reduce(0, +) }
    let price = SaasQuotas.legacy.reduce(0) { sum, quota in
      sum + quota.0 * SaasPlan.basic.price + quota.1 * SaasPlan.pro.price
        + quota.2 * SaasPlan.enterprise.price
    }
    let plans = [SaasQuotas.plans.june, SaasQuotas.plans.july]
    return [
      Truth(
        "SA8", Phrase("a twentieth of the old subscriptions lapses each month", "老订阅每月流失约 5%"),
        figures.monthly("old subscriptions at the start", active)
          + figures.monthly("old subscriptions lost", Array(lost.prefix(6)))
          + [
            figures.rate("mean price of an old subscription", price, of: active[0]),
            Truth.Figure("lifetime value at a margin of 80% and a churn of 5%", 320),
          ]),
      Truth(
        "SA9", Phrase("profit rises each month", "利润逐月上升"),
        figures.monthly("profit", SaasQuotas.profit)),
      Truth(
        "SA10", Phrase("only users with a complete setup pay", "付费用户都完成了设置"),
        [
          figures.count("payers", plans.reduce(0) { $0 + $1.0 + $1.1 + $1.2 }),
          figures.count("payers of basic", plans.reduce(0) { $0 + $1.0 }),
          figures.count("payers of pro", plans.reduce(0) { $0 + $1.1 }),
          figures.count("payers of enterprise", plans.reduce(0) { $0 + $1.2 }),
          figures.count("payers without a complete setup", 0),
        ]),
    ]
  }
}

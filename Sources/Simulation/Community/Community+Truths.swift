import Reporting

extension Community {
  public var truths: [Truth] { activityTruths + habitTruths + contentTruths }

  private var figures: Figures { Figures(scale: scale) }

  /// CO1–CO3, CO6 and CO7: how many come, how often, how long.
  private var activityTruths: [Truth] {
    let active = CommunityQuotas.active
    let registered = (1...6).map {
      CommunityQuotas.members + $0 * CommunityQuotas.signupsAMonth
    }
    let days = CommunityQuotas.days(of: 5).count
    let newcomers = 3 * CommunityQuotas.signupsAMonth
    let back = (0...1).map { quarter in
      CommunityQuotas.nextDay[(quarter * 3)..<(quarter * 3 + 3)].reduce(0, +)
    }
    return [
      Truth(
        "CO1", Phrase("more are active, but fewer of the registered", "月活在涨，活跃占比在降"),
        figures.monthly("active users", active) + figures.monthly("registered users", registered)
          + zip(active, registered).enumerated().map { month, pair in
            figures.rate("active of registered in 2024-0\(month + 1)", pair.0, of: pair.1)
          }),
      Truth(
        "CO2", Phrase("active users a day and stickiness in June", "六月日均活跃与粘性"),
        [
          figures.count("mean active users a day", CommunityQuotas.userDays[5] / days),
          figures.rate("stickiness", CommunityQuotas.userDays[5], of: days * active[5]),
        ]),
      Truth(
        "CO3", Phrase("more newcomers are back on the next day in Q2", "第二季度新用户次日留存更高"),
        (0...1).flatMap { quarter in
          [
            figures.count("newcomers of Q\(quarter + 1)", newcomers),
            figures.count("back on day 1 in Q\(quarter + 1)", back[quarter]),
            figures.rate("day 1 retention of Q\(quarter + 1)", back[quarter], of: newcomers),
          ]
        }),
      Truth(
        "CO6", Phrase("a day of use grows longer by a fifth", "人均单日使用时长增加 20%"),
        CommunityQuotas.minutes.enumerated().map {
          figures.rate("minutes a user and day in 2024-0\($0.offset + 1)", $0.element, of: 1)
        } + [
          figures.rate(
            "growth from Q1 to Q2", CommunityQuotas.minutes[5] - CommunityQuotas.minutes[0],
            of: CommunityQuotas.minutes[0])
        ]),
      Truth(
        "CO7", Phrase("visits a day grow by as many each month", "日均访问每月增加同样多"),
        figures.monthly("mean visits a day", CommunityQuotas.visitsADay)),
    ]
  }

  /// CO4, CO5 and CO8: streaks, what a reward for them does, and messages.
  private var habitTruths: [Truth] {
    let streak = CommunityQuotas.streak
    let users = CommunityQuotas.streakers[3]
    let others = CommunityQuotas.active[3] - users
    let reward = CommunityQuotas.reward
    return [
      Truth(
        "CO4", Phrase("who kept a streak in April stays active in May", "四月连签用户五月更活跃"),
        [
          figures.count("7 check-ins in a row in April", users),
          figures.count("active in May of them", streak.kept),
          figures.rate("active rate in May of them", streak.kept, of: users),
          figures.count("others active in April", others),
          figures.count("active in May of the others", streak.othersKept),
          figures.rate("active rate in May of the others", streak.othersKept, of: others),
        ]),
      Truth(
        "CO5",
        Phrase(
          "a reward for streaks moves little, which may be chance", "连签奖励只带来很小的差异，可能只是偶然"),
        [
          figures.count("treatment", reward.variant),
          figures.count("active of treatment", reward.treatment),
          figures.rate("active rate of treatment", reward.treatment, of: reward.variant),
          figures.count("control", reward.variant),
          figures.count("active of control", reward.control),
          figures.rate("active rate of control", reward.control, of: reward.variant),
        ]),
      Truth(
        "CO8",
        Phrase("more messages, fewer opened and more who opt out", "推送越多，打开率越低，退订越多"),
        CommunityQuotas.arms.flatMap { arm in
          let users = CommunityQuotas.arm.users
          return [
            figures.count("sent to \(arm.name)", arm.sent * users),
            figures.count("opened by \(arm.name)", arm.opened),
            figures.rate("open rate of \(arm.name)", arm.opened, of: arm.sent * users),
            figures.count("opted out of \(arm.name)", arm.optedOut),
            figures.rate("opt-out rate of \(arm.name)", arm.optedOut, of: users),
          ]
        }),
    ]
  }

  /// CO9–CO11: posts, who contributes, and the crisis.
  private var contentTruths: [Truth] {
    let types = CommunityPostType.all
    let all = CommunityQuotas.contributions.reduce(0) { $0 + $1.all }
    let posts = types.flatMap { type in
      [
        figures.count("reads of \(type.name)", type.reads),
        figures.rate("completion of \(type.name)", type.completes, of: type.reads),
        figures.rate("click rate of \(type.name)", type.clicks, of: type.reads),
        figures.rate(
          "conversions of \(type.name) in 1000 reads", 1_000 * type.conversions, of: type.reads),
        figures.rate(
          "engagement of \(type.name)", type.likes + type.comments + type.shares, of: type.reads),
      ]
    }
    return [
      Truth(
        "CO9", Phrase("what is read most converts least", "阅读最多的内容转化最差"),
        posts + [
          figures.count("reads", types.reduce(0) { $0 + $1.reads }),
          figures.count("conversions", types.reduce(0) { $0 + $1.conversions }),
        ]),
      Truth(
        "CO10", Phrase("few members contribute most", "少数成员贡献了大部分内容"),
        zip(["top 1%", "next 9%", "other 90%"], CommunityQuotas.contributions).flatMap {
          name, quota in
          [
            figures.count("users of the \(name)", quota.users),
            figures.rate("share of the \(name) in June", quota.all, of: all),
          ]
        }),
      Truth(
        "CO11",
        Phrase("a crisis breaks out on 10 May and is over in ten days", "5 月 10 日爆发舆情，十天内平息"),
        [
          ("on common days", CommunityMentions.common),
          ("from 05-10 to 05-12", CommunityMentions.worst),
          ("from 05-13 to 05-19", CommunityMentions.fading),
        ].flatMap { name, mood in
          [
            figures.count("mentions a day \(name)", mood.all),
            figures.count("negative a day \(name)", mood.negative),
            figures.rate("negative share \(name)", mood.negative, of: mood.all),
          ]
        } + [Truth.Figure("median hours to the first reply from 05-10 to 05-12", 2)]),
    ]
  }
}

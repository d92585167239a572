import Reporting

extension Shop {
  /// SH11–SH14 and SH19: what the shop did, and what came of it.
  var campaignTruths: [Truth] {
    let arms = ["treatment", "control"]
    let arm = ShopQuotas.winbackArm
    let quarters = (0...1).map { ShopQuotas.depths[$0][5] }
    return [
      Truth(
        "SH11", Phrase("who returns after the win-back, and who would anyway", "挽回活动的回访与自然回访"),
        (0...1).flatMap { place in
          [
            count("users in \(arms[place])", arm),
            count("returns in \(arms[place])", ShopQuotas.winbackReturns[place]),
            rate("return rate in \(arms[place])", ShopQuotas.winbackReturns[place], of: arm),
          ]
        }),
      Truth(
        "SH12", Phrase("who buys again after the win-back", "挽回活动后的再次付费"),
        (0...1).flatMap { place in
          [
            count("repays in \(arms[place])", ShopQuotas.winbackRepays[place]),
            rate("repay rate in \(arms[place])", ShopQuotas.winbackRepays[place], of: arm),
          ]
        }),
      Truth(
        "SH13", Phrase("extra care after an order brings repurchases", "售后关怀提高复购"),
        (0...1).flatMap { place in
          [
            count("buyers in \(arms[place])", ShopQuotas.careArm),
            count("repurchases in \(arms[place])", ShopQuotas.careRepeats[place]),
            rate(
              "repurchase rate in \(arms[place])", ShopQuotas.careRepeats[place],
              of: ShopQuotas.careArm),
          ]
        }),
      Truth(
        "SH14", Phrase("more orders are reviewed in Q2", "第二季度评价率上升"),
        (0...1).flatMap { place in
          [
            count("orders in Q\(place + 1)", quarters[place]),
            count("reviewed orders in Q\(place + 1)", ShopQuotas.reviews[place]),
            rate("review rate in Q\(place + 1)", ShopQuotas.reviews[place], of: quarters[place]),
          ]
        }),
      Truth(
        "SH19", Phrase("invitations and what they bring", "邀请裂变的效果"),
        [
          count("exposed", ShopQuotas.exposedToInvites), count("sharers", ShopQuotas.sharers),
          count("invites", ShopQuotas.invites),
          count("sign-ups by invitation", ShopQuotas.invitedSignups),
          rate("K", ShopQuotas.invitedSignups, of: ShopQuotas.exposedToInvites),
          rate("sign-ups for a sharer", ShopQuotas.invitedSignups, of: ShopQuotas.sharers),
          rate("sign-ups for an invite", ShopQuotas.invitedSignups, of: ShopQuotas.invites),
        ]),
    ]
  }

  /// SH15–SH18 and SH20: what customers said, and the orders to be cleaned.
  var voiceTruths: [Truth] {
    let waits = [48.0, 24.0]
    return [
      Truth(
        "SH15", Phrase("the net promoter score rises", "净推荐值上升"),
        (0...1).map { place in
          let answers = ShopQuotas.nps[place]
          return Truth.Figure(
            "NPS in Q\(place + 1)",
            Double(100 * (answers[0] - answers[2])) / Double(answers.reduce(0, +)))
        }),
      Truth(
        "SH16", Phrase("the mean rating rises", "平均评分上升"),
        (0...1).map { place in
          let answers = ShopQuotas.stars[place]
          let stars = answers.enumerated().reduce(0) { $0 + (5 - $1.offset) * $1.element }
          return rate("mean rating in Q\(place + 1)", stars, of: answers.reduce(0, +))
        }),
      Truth(
        "SH17", Phrase("tickets are answered sooner", "首次响应更快"),
        (0...1).flatMap { place in
          let replies = ShopQuotas.replies[place]
          return [
            Truth.Figure("median hours to the first reply in Q\(place + 1)", waits[place]),
            rate(
              "replies within 24 hours in Q\(place + 1)", replies[0] + replies[1],
              of: replies.reduce(0, +)),
          ]
        }),
      Truth(
        "SH18", Phrase("payment is the first topic in Q1, logistics in Q2", "第一季度支付居首，第二季度物流居首"),
        (0...1).flatMap { place in
          zip(ShopQuotas.topicNames, ShopQuotas.topics[place]).map {
            count("comments on \($0) in Q\(place + 1)", $1)
          }
        }),
      Truth(
        "SH20", Phrase("what is wrong with the rows of dirty_orders", "dirty_orders 中的问题行"),
        [
          count("rows", ShopQuotas.dirtyRows), count("duplicates", ShopQuotas.duplicates),
          count("missing uid", ShopQuotas.missingUsers),
          count("other dates", ShopQuotas.otherDates), count("other units", ShopQuotas.otherUnits),
          count("negative amounts", ShopQuotas.negatives), count("future", ShopQuotas.futures),
          count(
            "usable",
            ShopQuotas.dirtyRows - ShopQuotas.duplicates - ShopQuotas.missingUsers
              - ShopQuotas.negatives - ShopQuotas.futures),
        ]),
    ]
  }
}

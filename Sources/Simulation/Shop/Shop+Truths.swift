import Reporting

extension Shop {
  public var truths: [Truth] { visitTruths + moneyTruths + campaignTruths + voiceTruths }

  /// A count, which grows with the scale.
  func count(_ name: String, _ value: Int) -> Truth.Figure {
    Truth.Figure(name, Double(value) * Double(scale))
  }

  func rate(_ name: String, _ part: Int, of whole: Int) -> Truth.Figure {
    Truth.Figure(name, Double(part) / Double(whole))
  }

  private static let months = [
    "2024-01", "2024-02", "2024-03", "2024-04", "2024-05", "2024-06",
  ]

  private func monthly(_ name: String, _ values: [Int]) -> [Truth.Figure] {
    zip(Self.months, values).map { count("\(name) in \($0)", $1) }
  }

  /// SH1–SH6: sessions, sign-ups and who never visits.
  private var visitTruths: [Truth] {
    let steps = ["visit", "view_item", "add_cart", "checkout", "pay_page", "pay"]
    let funnels = (0...1).map { quarter in
      let depths = ShopQuotas.depths[quarter]
      return steps.indices.map { depths[$0...].reduce(0, +) }
    }
    let signups = ShopQuotas.signups
    let bulk = ShopQuotas.bulk
    return (0...1).map { quarter in
      Truth(
        "SH\(quarter + 1)",
        Phrase(
          "sessions of Q\(quarter + 1) by the steps they reach", "第 \(quarter + 1) 季度到达各步骤的会话数"),
        zip(steps, funnels[quarter]).map { count("sessions that reach \($0)", $1) })
    } + [
      Truth(
        "SH3",
        Phrase(
          "fewer sessions end on the payment page in Q2, and more of all end in an order",
          "第二季度支付页退出率下降，下单转化率上升"),
        (0...1).flatMap { quarter in
          [
            rate(
              "exit rate of pay_page in Q\(quarter + 1)",
              funnels[quarter][4] - funnels[quarter][5], of: funnels[quarter][4]),
            rate(
              "order conversion in Q\(quarter + 1)", funnels[quarter][5], of: funnels[quarter][0]),
          ]
        }),
      Truth(
        "SH4",
        Phrase("sign-ups grow by 20% four times, then not at all", "注册数连续四次增长 20%，之后停滞"),
        monthly("sign-ups", signups)),
      Truth(
        "SH5",
        Phrase("without bulk_add, sign-ups fall in April", "去掉 bulk_add 后，四月注册数下降"),
        monthly("sign-ups without bulk_add", zip(signups, bulk).map { $0 - $1 })),
      Truth(
        "SH6",
        Phrase(
          "users who signed up and never visit share a few devices", "从不访问的注册用户共用少量设备"),
        [
          count("users without a visit", ShopQuotas.fakes.reduce(0, +)),
          count("devices of theirs", ShopQuotas.fakeDevices),
        ]),
    ]
  }

  /// SH7–SH10: revenue, its concentration, and channels.
  private var moneyTruths: [Truth] {
    let revenue = ShopChannel.allCases.reduce(0) { $0 + $1.revenue }
    let top = ShopChannel.allCases.reduce(0) { $0 + $1.topRevenue }
    let spend = ShopChannel.allCases.reduce(0) { $0 + $1.spend }
    let buyers = ShopChannel.allCases.flatMap { $0.topBuyers + $0.otherBuyers }.reduce(0, +)
    let channels = ShopChannel.allCases.flatMap { channel in
      let users = channel.users.reduce(0, +)
      return [
        count("users of \(channel.name)", users),
        count("spend on \(channel.name)", channel.spend),
        count("revenue of \(channel.name)", channel.revenue),
        rate(
          "ROI of \(channel.name) at a margin of 40%",
          channel.revenue * 4 - channel.spend * 10, of: channel.spend * 10),
        rate("cost of a user of \(channel.name)", channel.spend, of: users),
        rate("revenue of a user of \(channel.name)", channel.revenue, of: users),
      ]
    }
    return [
      Truth(
        "SH7", Phrase("revenue, orders and buyers", "收入、订单数与买家数"),
        [
          count("revenue", revenue), count("orders", ShopQuotas.orders), count("buyers", buyers),
        ]),
      Truth(
        "SH8", Phrase("a fifth of the buyers bring 80% of the revenue", "20% 的买家贡献 80% 的收入"),
        [
          count("best buyers", buyers / 5), count("revenue of the best buyers", top),
          rate("share of the best buyers", top, of: revenue),
        ]),
      Truth(
        "SH9", Phrase("what an order and a buyer are worth", "笔单价、客单价与复购率"),
        [
          rate("revenue of an order", revenue, of: ShopQuotas.orders),
          rate("revenue of a buyer", revenue, of: buyers),
          rate("repurchase rate", ShopQuotas.careRepeats.reduce(0, +), of: buyers),
        ]),
      Truth(
        "SH10",
        Phrase("channels rank differently by every measure", "按不同指标，渠道排名各不相同"),
        channels + [
          count("spend on all channels", spend),
          rate("ROI of all channels", revenue * 4 - spend * 10, of: spend * 10),
        ]),
    ]
  }
}

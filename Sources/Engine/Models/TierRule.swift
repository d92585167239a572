import Reporting

/// Four exclusive tiers of registered users by worth and habit, in the order of their precedence.
///
/// key: among the top 20% of the buyers of the window by amount, with 2 orders or more; potential:
/// 2 active days or more in the last 30 days; general: 2 orders or more, or active in 2 months or
/// more; random: the rest. Orders and months are those of the window.
public struct TierRule: Hashable, Sendable {
  public let events: ModelEvents
  public let window: ModelWindow
  /// Of the buyers.
  public let top: Double
  public let orders: Int
  public let days: Int
  /// Of how many days up to now the active days are counted.
  public let recent: Int

  static let parts = [
    ModelPart("key", Phrase("key", "重点")), ModelPart("potential", Phrase("potential", "潜力")),
    ModelPart("general", Phrase("general", "一般")), ModelPart("random", Phrase("random", "随机")),
    .notYet,
  ]

  private struct Facts: Sendable {
    let isRegistered: Bool
    /// In the window, by which users are ranked.
    let revenue: Int64
    /// Up to the day, which a tier's share is of.
    let allRevenue: Int64
    let orders: Int
    let recentDays: Int
    let months: Int
  }

  func classes(in dataset: Dataset, asof day: CivilDay) -> ModelClasses {
    let reader = HistoryReader(events, in: dataset, asof: day)
    let first = window.first(upTo: day)
    let facts = EachUser.values(dataset.users.count) { user in
      let history = reader.history(of: user)
      let active = history.activeDays.filter { $0 >= first }
      let months = Set(
        active.map {
          let day = CivilDay(number: $0)
          return day.year * 12 + day.month
        })
      return Facts(
        isRegistered: history.isRegistered, revenue: history.revenue(from: first),
        allRevenue: history.revenue(from: .min),
        orders: history.orders.count { $0.day >= first },
        recentDays: history.activeDays.count { day.number - $0 < recent }, months: months.count)
    }
    let weights = facts.map(\.revenue)
    let buyers = facts.indices.filter { facts[$0].isRegistered && facts[$0].orders > 0 }
    let top = Set(
      Ranking.top(Ranking.count(self.top, of: buyers.count), of: buyers, by: weights))
    return ModelClasses(
      parts: Self.parts,
      classOf: facts.enumerated().map { user, own in
        guard own.isRegistered else { return 4 }
        if top.contains(user), own.orders >= orders { return 0 }
        if own.recentDays >= days { return 1 }
        return own.orders >= orders || own.months >= 2 ? 2 : 3
      }, weights: facts.map(\.allRevenue))
  }

  var phrase: Phrase {
    let share = Self.percent(top)
    return Phrase(
      "key: top \(share) of the buyers by amount ",
      "重点：") + window.phrase
      + Phrase(
        " and >= \(orders) orders; potential: >= \(days) active days in \(recent)d; general:"
          + " >= \(orders) orders or active in 2 months; random: the rest",
        "金额前 \(share) 的买家且 ≥ \(orders) 单；潜力：\(recent) 天内活跃 ≥ \(days) 天；"
          + "一般：≥ \(orders) 单或有 2 个月活跃；随机：其余")
  }

  /// `20%`, without decimals that are zero.
  static func percent(_ share: Double) -> String {
    let percent = (share * 100_000).rounded() / 1000
    return (Int(exactly: percent).map(String.init) ?? percent.description) + "%"
  }
}

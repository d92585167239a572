import Reporting

/// Users by the revenue they brought: the top share, and the others.
///
/// The population decides the answer: 20% of the buyers are fewer than 20% of all who registered.
public struct ValueRule: Hashable, Sendable {
  public enum Population: String, Hashable, Sendable { case buyers, registered }

  /// How many are at the top.
  public enum Top: Hashable, Sendable {
    /// Of the population, rounded up.
    case share(Double)
    case users(Int)
  }

  public let events: ModelEvents
  public let window: ModelWindow
  public let population: Population
  public let top: Top

  static let parts = [
    ModelPart("top", Phrase("top", "头部")), ModelPart("others", Phrase("others", "其他")), .none,
    .notYet,
  ]

  func classes(in dataset: Dataset, asof day: CivilDay) -> ModelClasses {
    let reader = HistoryReader(events, in: dataset, asof: day)
    let first = window.first(upTo: day)
    let found = EachUser.values(dataset.users.count) { user in
      let history = reader.history(of: user)
      return (isRegistered: history.isRegistered, revenue: history.revenue(from: first))
    }
    let weights = found.map(\.revenue)
    let members = found.indices.filter {
      found[$0].isRegistered && (population == .registered || weights[$0] > 0)
    }
    var classOf = found.map { $0.isRegistered ? Int32(2) : 3 }
    for user in members { classOf[user] = 1 }
    for user in Ranking.top(count(of: members.count), of: members, by: weights) {
      classOf[user] = 0
    }
    return ModelClasses(parts: Self.parts, classOf: classOf, weights: weights)
  }

  /// The same rule with another top.
  public func topping(_ top: Top) -> ValueRule {
    ValueRule(events: events, window: window, population: population, top: top)
  }

  /// How many of a population are at the top.
  public func count(of members: Int) -> Int {
    switch top {
    case .share(let share): Ranking.count(share, of: members)
    case .users(let users): min(users, members)
    }
  }

  var phrase: Phrase {
    let who: Phrase =
      switch population {
      case .buyers: Phrase("buyers", "买家")
      case .registered: Phrase("registered users, buyers or not", "注册用户（含未购买者）")
      }
    let many: Phrase =
      switch top {
      case .share(let share):
        Phrase("the top \(TierRule.percent(share)) of the ", "前 \(TierRule.percent(share)) 的")
      case .users(let users): Phrase("the top \(users) of the ", "前 \(users) 名")
      }
    return many + who
      + Phrase(" by revenue ", "，按收入，") + window.phrase + Phrase(", ties by id", "，同值按 ID 排")
  }
}

import Reporting

/// Ranks of users, ties in the order of their ids.
public enum Ranking {
  /// The first `count` of some users by weight, the heaviest first.
  public static func top(_ count: Int, of users: [Int], by weights: [Int64]) -> ArraySlice<Int> {
    users.sorted { (weights[$1], $0) < (weights[$0], $1) }.prefix(max(0, count))
  }

  /// A share of some users, rounded up; exact for shares that are whole thousandths of a percent.
  public static func count(_ share: Double, of users: Int) -> Int {
    let parts = (share * 100_000).rounded()
    guard parts >= 0, parts <= 100_000 else { return users }
    return (users &* Int(parts) &+ 99_999) / 100_000
  }

  /// Tiles 1 to `count` of some users in an order, as SQL's `ntile`: the first tiles take one more
  /// where they do not come out even.
  static func tiles(_ count: Int, of ordered: [Int]) -> [(user: Int, tile: Int)] {
    let (size, larger) = (ordered.count / count, ordered.count % count)
    let edge = larger * (size + 1)
    return ordered.enumerated().map { place, user in
      let tile =
        place < edge ? place / (size + 1) : larger + (size == 0 ? 0 : (place - edge) / size)
      return (user, tile + 1)
    }
  }
}

/// What a user is worth where only some can be taken: revenue, or days of activity where no amount
/// is mapped.
public struct UserWorth: Hashable, Sendable {
  let events: ModelEvents
  let day: CivilDay

  /// One weight a user.
  public func weights(in dataset: Dataset) -> [Int64] {
    let reader = HistoryReader(events, in: dataset, asof: day)
    let hasMoney = events.amount != nil
    return EachUser.values(dataset.users.count) { user in
      let history = reader.history(of: user)
      return hasMoney ? history.revenue(from: .min) : Int64(history.activeDays.count)
    }
  }

  /// A piece of the rule line: in which order users are taken.
  public var phrase: Phrase {
    events.amount != nil
      ? Phrase("by revenue, the highest first, ties by id", "按收入从高到低，同值按 ID 排")
      : Phrase("by active days, the most first, ties by id", "按活跃天数从多到少，同值按 ID 排")
  }
}

extension Scope {
  /// How users are ordered where a statement keeps only some of them.
  public var userWorth: UserWorth { UserWorth(events: modelEvents, day: dataset.asof.day) }
}

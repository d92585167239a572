import Reporting

/// Participation: the few who do most of it, those who join in, and the many who look on.
///
/// Among the users with a contribution in the window, the most contributions first: core the first
/// 1%, active the next 9%, each rounded up, ordinary the rest; ties in the order of the ids. Users
/// without one are inactive. A contribution is an active event, or the event of `with of=EVENT`.
public struct ActivityRule: Hashable, Sendable {
  public let events: ModelEvents
  public let window: ModelWindow
  public let contributions: EventSelector
  /// As people read it.
  public let label: Phrase
  public let core: Double
  public let active: Double

  static let parts = [
    ModelPart("core", Phrase("core", "核心")), ModelPart("active", Phrase("active", "活跃")),
    ModelPart("ordinary", Phrase("ordinary", "普通")),
    ModelPart("inactive", Phrase("inactive", "不活跃")), .notYet,
  ]

  func classes(in dataset: Dataset, asof day: CivilDay) -> ModelClasses {
    let reader = HistoryReader(events, in: dataset, asof: day)
    let calendar = dataset.calendar
    let first = window.first(upTo: day)
    let range = InstantRange(
      start: first == .min ? nil : calendar.start(of: CivilDay(number: first)),
      end: calendar.start(of: day.advanced(by: 1)))
    let mask = contributions.mask(in: dataset)
    let log = dataset.events
    let counts = EachUser.values(dataset.users.count) { user in
      Int64(log.rows(of: user).count { mask[$0] && range.contains(log.times[$0]) })
    }
    let isRegistered = EachUser.values(dataset.users.count) {
      reader.history(of: $0).isRegistered
    }
    let users = counts.indices.filter { counts[$0] > 0 }
    let core = Ranking.count(self.core, of: users.count)
    let active = Ranking.count(self.active, of: users.count)
    var classOf = counts.indices.map { isRegistered[$0] ? Int32(3) : 4 }
    for (place, user) in Ranking.top(users.count, of: users, by: counts).enumerated() {
      classOf[user] = place < core ? 0 : place < core + active ? 1 : 2
    }
    return ModelClasses(parts: Self.parts, classOf: classOf, weights: counts)
  }

  var phrase: Phrase {
    let (first, next) = (TierRule.percent(core), TierRule.percent(active))
    return Phrase("contributions = ", "贡献 = ") + label + Phrase(" ", "，") + window.phrase
      + Phrase(
        ", of the users with any: core the first \(first), active the next \(next), ordinary the"
          + " rest, ties by id",
        "；在有贡献的用户中：核心为前 \(first)，活跃为随后 \(next)，其余普通，同值按 ID 排")
  }
}

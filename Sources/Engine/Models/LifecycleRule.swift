import Reporting

/// Where users stand in their life with the product, in six exclusive states.
///
/// Of the states that fit the first counts: never active; new, up to 7 days since sign-up;
/// returned, active in the last 30 days after more than 30 days away; active in the last 30 days;
/// dormant, last active 31 to 60 days ago; lost. Days are the difference of local dates, and
/// sign-up itself is no activity.
public struct LifecycleRule: Hashable, Sendable {
  public let events: ModelEvents
  /// Days since sign-up.
  public let new: Int
  /// Days since the last activity; as long away makes a user one who returned.
  public let active: Int
  public let dormant: Int

  enum State: Int32 { case never, new, returned, active, dormant, lost, notYet }

  static let parts = [
    ModelPart("never", Phrase("never", "未激活用户")), ModelPart("new", Phrase("new", "新用户")),
    ModelPart("returned", Phrase("returned", "回流用户")),
    ModelPart("active", Phrase("active", "活跃用户")),
    ModelPart("dormant", Phrase("dormant", "沉睡用户")), ModelPart("lost", Phrase("lost", "流失用户")),
    .notYet,
  ]

  func state(_ history: UserHistory, on day: CivilDay) -> State {
    guard history.isRegistered else { return .notYet }
    guard let last = history.activeDays.last else { return .never }
    if let start = history.registered, day.number - start <= new { return .new }
    let since = day.number - last
    if since <= active { return hasReturned(history, on: day) ? .returned : .active }
    return since <= dormant ? .dormant : .lost
  }

  /// Whether the first of the recent active days follows a longer absence.
  func hasReturned(_ history: UserHistory, on day: CivilDay) -> Bool {
    let days = history.activeDays
    guard let recent = days.firstIndex(where: { day.number - $0 <= active }), recent > 0 else {
      return false
    }
    return days[recent] - days[recent - 1] > active
  }

  func classes(in dataset: Dataset, asof day: CivilDay) -> ModelClasses {
    let reader = HistoryReader(events, in: dataset, asof: day)
    let states = EachUser.values(dataset.users.count) { user in
      state(reader.history(of: user), on: day).rawValue
    }
    return ModelClasses(parts: Self.parts, classOf: states, weights: [])
  }

  var phrase: Phrase {
    Phrase(
      "new <= \(new)d since sign-up, returned: active in \(active)d after > \(active)d away,"
        + " active <= \(active)d, dormant <= \(dormant)d, else lost; never: no activity",
      "新用户：注册 ≤ \(new) 天；回流：离开超过 \(active) 天后 \(active) 天内又活跃；活跃 ≤ \(active) 天；"
        + "沉睡 ≤ \(dormant) 天；其余流失；未激活：从无活跃")
  }
}

import Reporting

/// A published list of stages, as a classification of registered users.
///
/// A user stands in the furthest stage reached, in the order of the list, else in its first stage
/// that is a state of a user. Analysis or insight are work of a team, not states of a user.
public struct StageModel: Hashable, Sendable {
  /// What it takes to have reached a stage.
  enum Test: Hashable, Sendable {
    case registered
    /// A key event at most 7 days after sign-up.
    case activated
    case ordered
    /// Active on a day 7 or more after sign-up.
    case retained
    /// Active in the last 30 days.
    case active
    case orderedTwice
    case invited
    case returned
    case noState
  }

  struct Stage: Hashable, Sendable {
    let key: String
    let label: Phrase
    let test: Test

    init(_ key: String, _ english: String, _ chinese: String, _ test: Test) {
      self.key = key
      label = Phrase(english, chinese)
      self.test = test
    }
  }

  public let name: String
  public let events: ModelEvents
  let lifecycle: LifecycleRule
  let stages: [Stage]

  /// Nil for a name that no list has.
  init?(_ name: String, events: ModelEvents, lifecycle: LifecycleRule) {
    guard let stages = Self.lists[name] else { return nil }
    self.name = name
    self.events = events
    self.lifecycle = lifecycle
    self.stages = stages
  }

  var parts: [ModelPart] {
    stages.map { ModelPart($0.key, $0.label, isState: canBeTold($0.test)) } + [.notYet]
  }

  /// Stages that this dataset cannot tell, as it has no such events.
  public var untold: [Phrase] {
    stages.filter { $0.test != .noState && !canBeTold($0.test) }.map(\.label)
  }

  private func canBeTold(_ test: Test) -> Bool {
    switch test {
    case .noState: false
    case .activated: events.key != nil
    case .ordered, .orderedTwice: events.hasOrders
    case .invited: events.invite != nil
    case .registered, .retained, .active, .returned: true
    }
  }

  func classes(in dataset: Dataset, asof day: CivilDay) -> ModelClasses {
    let reader = HistoryReader(events, in: dataset, asof: day)
    let parts = self.parts
    let told = parts.indices.filter { parts[$0].isState && parts[$0] != .notYet }
    let first = Int32(told.first ?? 0)
    let classOf = EachUser.values(dataset.users.count) { user -> Int32 in
      let history = reader.history(of: user)
      guard history.isRegistered else { return Int32(parts.count - 1) }
      let reached = told.last { hasReached(stages[$0].test, history, on: day) }
      return reached.map { Int32($0) } ?? first
    }
    return ModelClasses(parts: parts, classOf: classOf, weights: [])
  }

  private func hasReached(_ test: Test, _ history: UserHistory, on day: CivilDay) -> Bool {
    switch test {
    case .registered: true
    case .activated:
      if let key = history.keyDay, let start = history.registered {
        key - start <= 7
      } else {
        false
      }
    case .ordered: !history.orders.isEmpty
    case .orderedTwice: history.orders.count >= 2
    case .retained:
      if let last = history.activeDays.last, let start = history.registered {
        last - start >= 7
      } else {
        false
      }
    case .active: history.activeDays.last.map { day.number - $0 <= lifecycle.active } ?? false
    case .invited: history.invites > 0
    case .returned: lifecycle.state(history, on: day) == .returned
    case .noState: false
    }
  }

  var phrase: Phrase {
    let english = stages.map { "\($0.label.english) (\($0.test.phrase.english))" }
    let chinese = stages.map { "\($0.label.chinese)（\($0.test.phrase.chinese)）" }
    return Phrase("furthest stage of \(name): ", "\(name) 中到达的最远阶段：")
      + Phrase(english.joined(separator: " -> "), chinese.joined(separator: " → "))
  }
}

extension StageModel.Test {
  var phrase: Phrase {
    switch self {
    case .registered: Phrase("registered", "已注册")
    case .activated: Phrase("key event <= 7d after sign-up", "注册 7 天内有关键事件")
    case .ordered: Phrase(">= 1 order", "≥ 1 单")
    case .retained: Phrase("active >= 7d after sign-up", "注册 7 天后仍活跃")
    case .active: Phrase("active <= 30d", "30 天内活跃")
    case .orderedTwice: Phrase(">= 2 orders", "≥ 2 单")
    case .invited: Phrase(">= 1 invite", "≥ 1 次邀请")
    case .returned: Phrase("returned", "已回流")
    case .noState: Phrase("not a user state", "非用户状态")
    }
  }
}

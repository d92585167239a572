import Reporting

/// A class that a model puts users into.
public struct ModelPart: Hashable, Sendable {
  /// What stands in tables, and after the dot of a saved partition: `key`, `at_risk`.
  public let key: String
  public let label: Phrase
  /// Which of recency, frequency and money are high: `R↓F↑M↑`.
  ///
  /// Authors name the same box differently, so it stands beside the name.
  public let box: String?
  /// Whether users can stand in it; a stage such as analysis is no state of a user.
  public let isState: Bool
  /// Shown where nobody is in it; the rest of a population is not.
  public let isAlwaysShown: Bool

  init(
    _ key: String, _ label: Phrase, box: String? = nil, isState: Bool = true,
    isAlwaysShown: Bool = true
  ) {
    self.key = key
    self.label = label
    self.box = box
    self.isState = isState
    self.isAlwaysShown = isAlwaysShown
  }

  /// The label with its box.
  public var fullLabel: Phrase { box.map { label + Phrase(verbatim: " " + $0) } ?? label }

  /// Users who were there only later.
  static let notYet = ModelPart(
    "not_yet_registered", Phrase("not yet registered", "尚未注册"), isAlwaysShown: false)

  /// Users outside the population of a model, such as those who never bought.
  static let none = ModelPart("none", Phrase("no purchase", "未购买"), isAlwaysShown: false)
}

/// The class of every user by a model, on one day.
public struct ModelClasses: Hashable, Sendable {
  /// In the order of the model.
  public let parts: [ModelPart]
  /// The class of each user of the dataset, an index into `parts`.
  public let classOf: [Int32]
  /// What the model weighs users by: ten-thousandths of money, or contributions.
  public let weights: [Int64]
}

/// A rule that puts every user into exactly one class: by money, by activity, by stage.
public enum UserModel: Hashable, Sendable {
  case rfm(RFMRule)
  case quintile(RFMScores)
  case tier(TierRule)
  case lifecycle(LifecycleRule)
  case stages(StageModel)
  case activity(ActivityRule)
  case value(ValueRule)
  case frequency(FrequencyRule)

  /// The word after `by`.
  public var name: String {
    switch self {
    case .rfm, .quintile: "rfm"
    case .tier: "tier"
    case .lifecycle, .stages: "lifecycle"
    case .activity: "activity"
    case .value: "value"
    case .frequency: "frequency"
    }
  }

  /// What its weights are; nil where it weighs nothing.
  public var weight: ModelWeight? {
    switch self {
    case .rfm(let rule): rule.events.amount == nil ? nil : .money
    case .quintile(let scores): scores.events.amount == nil ? nil : .money
    case .tier(let rule): rule.events.amount == nil ? nil : .money
    case .value: .money
    case .activity: .contributions
    case .lifecycle, .stages, .frequency: nil
    }
  }

  public var parts: [ModelPart] {
    switch self {
    case .rfm: RFMRule.parts
    case .quintile(let scores): scores.parts
    case .tier: TierRule.parts
    case .lifecycle: LifecycleRule.parts
    case .stages(let model): model.parts
    case .activity: ActivityRule.parts
    case .value: ValueRule.parts
    case .frequency: FrequencyRule.parts
    }
  }

  /// The class of every user as things stood at the end of `day`.
  ///
  /// - Parameter dataset: read up to that day or a later one, from which only the day of sign-up is
  ///   taken: it tells who was not registered yet.
  public func classes(in dataset: Dataset, asof day: CivilDay) -> ModelClasses {
    switch self {
    case .rfm(let rule): rule.classes(in: dataset, asof: day)
    case .quintile(let scores): scores.classes(in: dataset, asof: day)
    case .tier(let rule): rule.classes(in: dataset, asof: day)
    case .lifecycle(let rule): rule.classes(in: dataset, asof: day)
    case .stages(let model): model.classes(in: dataset, asof: day)
    case .activity(let rule): rule.classes(in: dataset, asof: day)
    case .value(let rule): rule.classes(in: dataset, asof: day)
    case .frequency(let rule): rule.classes(in: dataset, asof: day)
    }
  }

  /// The piece of the rule line that pins the classes.
  public var rule: Phrase {
    switch self {
    case .rfm(let rule): rule.phrase
    case .quintile(let scores): scores.phrase
    case .tier(let rule): rule.phrase
    case .lifecycle(let rule): rule.phrase
    case .stages(let model): model.phrase
    case .activity(let rule): rule.phrase
    case .value(let rule): rule.phrase
    case .frequency(let rule): rule.phrase
    }
  }
}

/// What a model adds up over the users of a class.
public enum ModelWeight: Hashable, Sendable {
  case money, contributions
}

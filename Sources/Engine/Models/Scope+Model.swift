import Language
import Reporting

extension Scope {
  /// The model that a word after `by` names; nil where it names none.
  ///
  /// Throws E360 where the data lacks what it reads, E361 for settings.
  public func model(_ word: Word, _ settings: ModelSettings) throws(Diagnostic) -> UserModel? {
    let values = ModelValues(scope: self, settings: settings)
    switch word.text {
    case "rfm": return try rfm(word, values)
    case "tier":
      return .tier(
        TierRule(
          events: try orderEvents(word), window: try values.window(CalendarSpan(180, .day)),
          top: try values.share("top", 0.2), orders: try values.number("orders", 2, in: 1...1000),
          days: try values.number("days", 2, in: 1...1000), recent: try values.days("recent", 30)))
    case "lifecycle": return try lifecycle(values)
    case "activity":
      let named = try values.events("of")
      return .activity(
        ActivityRule(
          events: modelEvents, window: try values.window(CalendarSpan(30, .day)),
          contributions: named?.0 ?? activeSelector,
          label: named?.1 ?? Phrase("active events", "活跃事件"),
          core: try values.share("core", 0.01), active: try values.share("active", 0.09)))
    case "value":
      guard modelEvents.amount != nil else { throw noMoney(word) }
      return .value(
        ValueRule(
          events: modelEvents, window: try values.window(nil),
          population: settings.has("registered") ? .registered : .buyers, top: .share(0.2)))
    case "frequency":
      return .frequency(
        FrequencyRule(
          events: try orderEvents(word), window: try values.window(nil),
          orders: try values.number("orders", 3, in: 1...1000),
          recent: try values.days("recent", 60)))
    default: return nil
    }
  }

  private func rfm(_ word: Word, _ values: ModelValues) throws(Diagnostic) -> UserModel {
    guard modelEvents.amount != nil else { throw noMoney(word) }
    let window = try values.window(nil)
    if values.settings.has("quintile") {
      return .quintile(
        RFMScores(
          events: modelEvents, window: window, bins: try values.number("bins", 5, in: 2...9)))
    }
    return .rfm(
      RFMRule(
        events: modelEvents, window: window, recency: try values.days("r", 30),
        frequency: try values.number("f", 2, in: 1...100_000), money: try values.moneyCut()))
  }

  private func lifecycle(_ values: ModelValues) throws(Diagnostic) -> UserModel {
    var events = modelEvents
    if let named = try values.events("invite") {
      events = ModelEvents(
        signup: events.signup, active: events.active, key: events.key, invite: named.0,
        amount: events.amount)
    }
    let rule = LifecycleRule(
      events: events, new: try values.days("new", 7), active: try values.days("active", 30),
      dormant: try values.days("dormant", 60))
    for word in values.settings.words {
      if let stages = StageModel(word.text, events: events, lifecycle: rule) {
        return .stages(stages)
      }
    }
    return .lifecycle(rule)
  }

  /// What models read of this dataset.
  var modelEvents: ModelEvents {
    let names = dataset.events.names
    let key = dataset.roles.key.flatMap { names.firstIndex(of: $0) }
    let invite = ["invite", "invite_sent"].lazy.compactMap { names.firstIndex(of: $0) }.first
    return ModelEvents(
      signup: signupSelector, active: activeSelector, key: key.map { .codes([UInt16($0)]) },
      invite: invite.map { .codes([UInt16($0)]) }, amount: dataset.events.amountIndex)
  }

  private func orderEvents(_ word: Word) throws(Diagnostic) -> ModelEvents {
    let events = modelEvents
    if events.hasOrders { return events }
    throw .modelLacks(
      word, Phrase("orders: an amount or a key event", "订单（金额或关键事件）"),
      Phrase("map one: map amount=COLUMN", "映射一列：映射 amount=列名"))
  }

  private func noMoney(_ word: Word) -> Diagnostic {
    .modelLacks(
      word, Phrase("amounts of money", "金额"),
      Phrase("map one: map amount=COLUMN", "映射一列：映射 amount=列名"))
  }

  /// Nil where the word names no model.
  func modelDimension(
    _ word: Word, _ settings: ModelSettings
  ) throws(Diagnostic) -> UserDimension? {
    guard let model = try model(word, settings) else { return nil }
    return modelDimension(model, settings)
  }

  /// A model as a dimension, with W540 where its classes know what is measured.
  public func modelDimension(_ model: UserModel, _ settings: ModelSettings) -> UserDimension {
    let label = Phrase.word(model.name)
    let day = settings.day.label
    return UserDimension(
      name: model.name, type: .text, label: label,
      warnings: settings.usesFuture ? [.usesFuture(label, on: day)] : [], usesRange: true,
      personal: nil, source: .model(model, settings.day),
      valueLabels: ModelLabels.labels(model.parts),
      rule: label + Phrase(" on \(day): ", "（\(day)）：") + model.rule)
  }
}

extension Warning {
  /// W540: classes that were made knowing what they are then compared by.
  static func usesFuture(_ model: Phrase, on day: String) -> Warning {
    Warning(
      "W540",
      Phrase(
        "'\(model.english)' is taken on \(day), after what is measured here, so it knows the"
          + " outcome; give a range to take it on the day before, or say using current",
        "'\(model.chinese)' 取自 \(day)，晚于此处统计的行为，等于已知结果；"
          + "请给出时间范围以取其前一日的分类，或写 口径 当前"))
  }
}

import Language
import Reporting

/// On which day the classes of models are taken, and the words and numbers that set their rules.
public struct ModelSettings: Sendable {
  /// The end of this day.
  public let day: CivilDay
  /// Whether what is then measured lies before that day, so that the classes know its outcome.
  public let usesFuture: Bool
  let words: [Word]
  let settings: [Setting]

  public init(
    day: CivilDay, usesFuture: Bool, words: [Word] = [], settings: [Setting] = []
  ) {
    self.day = day
    self.usesFuture = usesFuture
    self.words = words
    self.settings = settings
  }

  /// The same where nothing is measured besides the classes, so that no outcome can be known.
  public func measuring(_ something: Bool) -> ModelSettings {
    ModelSettings(
      day: day, usesFuture: usesFuture && something, words: words, settings: settings)
  }

  func has(_ word: String) -> Bool { words.contains { $0.text == word } }

  /// The words and keys of `using` and `with` that set a model, and which models take each.
  public static let variants: [String: Set<String>] = {
    var variants: [String: Set<String>] = ["quintile": ["rfm"], "registered": ["value"]]
    for name in StageModel.names { variants[name] = ["lifecycle"] }
    return variants
  }()

  public static let keys: [String: Set<String>] = [
    "r": ["rfm"], "f": ["rfm"], "m": ["rfm"], "bins": ["rfm"],
    "window": ["rfm", "tier", "activity", "value", "frequency"],
    "top": ["tier"], "orders": ["tier", "frequency"], "days": ["tier"],
    "recent": ["tier", "frequency"], "new": ["lifecycle"], "active": ["lifecycle", "activity"],
    "dormant": ["lifecycle"], "of": ["activity"], "core": ["activity"], "invite": ["lifecycle"],
  ]
}

extension Scope {
  /// On which day models are taken: the day before the range begins, else `asof`; with
  /// `using current` always `asof`.
  public func modelSettings(of call: VerbCall, range: InstantRange) -> ModelSettings {
    var words: [Word] = []
    var settings: [Setting] = []
    for clause in call.clauses {
      if case .using(let written) = clause.body { words = written }
      if case .with(let written) = clause.body { settings = written }
    }
    let isCurrent = words.contains { $0.text == "current" }
    if !isCurrent, let start = range.start {
      let day = dataset.calendar.day(of: start).advanced(by: -1)
      return ModelSettings(
        day: min(day, dataset.asof.day), usesFuture: false, words: words, settings: settings)
    }
    return ModelSettings(
      day: dataset.asof.day, usesFuture: !isCurrent, words: words, settings: settings)
  }
}

extension Scope {
  /// The settings of the statement that is read.
  func statementModels() throws(Diagnostic) -> ModelSettings {
    guard let statement else { return ModelSettings(day: dataset.asof.day, usesFuture: true) }
    return modelSettings(of: statement, range: try range(of: statement))
  }
}

/// Reads the values of `with` for one model.
struct ModelValues {
  let scope: Scope
  let settings: ModelSettings

  private func setting(_ key: String) -> Setting? {
    settings.settings.first { $0.key.text == key }
  }

  private func literal(_ setting: Setting) throws(Diagnostic) -> Literal? {
    guard case .literal(let literal, _) = setting.value else { return nil }
    guard case .parameter(let name) = literal else { return literal }
    return try scope.parameter(name, at: setting.key.place.span)
  }

  /// Whole days, 0 to 100,000: `30d` or `30`.
  func days(_ key: String, _ fallback: Int) throws(Diagnostic) -> Int {
    guard let setting = setting(key) else { return fallback }
    let written = try literal(setting)
    var days: Int?
    switch written {
    case .number(let number): days = Int(exactly: number)
    case .duration(let span) where span.unit == .day: days = span.count
    case .duration(let span) where span.unit == .week:
      days = span.count.multipliedReportingOverflow(by: 7).partialValue
    default: break
    }
    if let days, (0...100_000).contains(days) { return days }
    throw .badModelSetting(
      key, Phrase("a number of days", "天数"), "\(key)=\(fallback)d", at: setting.key.place.span)
  }

  func number(
    _ key: String, _ fallback: Int, in range: ClosedRange<Int>
  ) throws(Diagnostic) -> Int {
    guard let setting = setting(key) else { return fallback }
    if case .number(let number) = try literal(setting), let whole = Int(exactly: number),
      range.contains(whole)
    {
      return whole
    }
    throw .badModelSetting(
      key,
      Phrase(
        "a whole number from \(range.lowerBound) to \(range.upperBound)",
        "\(range.lowerBound) 到 \(range.upperBound) 的整数"), "\(key)=\(fallback)",
      at: setting.key.place.span)
  }

  func share(_ key: String, _ fallback: Double) throws(Diagnostic) -> Double {
    guard let setting = setting(key) else { return fallback }
    let written = try literal(setting)
    switch written {
    case .percent(let share) where share > 0 && share <= 1: return share
    case .number(let share) where share > 0 && share <= 1: return share
    default:
      throw .badModelSetting(
        key, Phrase("a percentage up to 100%", "不超过 100% 的百分比"),
        "\(key)=\(TierRule.percent(fallback))", at: setting.key.place.span)
    }
  }

  func window(_ fallback: CalendarSpan?) throws(Diagnostic) -> ModelWindow {
    guard let setting = setting("window") else { return ModelWindow(span: fallback) }
    if case .name(let name) = setting.value, name.text == "all" { return .all }
    if case .duration(let span) = try literal(setting),
      [.day, .week, .month, .quarter, .year].contains(span.unit), span.count > 0,
      span.count <= 100_000, span.calendarSpan != nil
    {
      return ModelWindow(span: span)
    }
    throw .badModelSetting(
      "window", Phrase("whole days, weeks, months or years, or all", "整天、整周、整月或整年，或 all"),
      "window=180d", at: setting.key.place.span)
  }

  /// Ten-thousandths, the mean or the median.
  func moneyCut() throws(Diagnostic) -> RFMRule.MoneyCut {
    guard let setting = setting("m") else { return .mean }
    if case .name(let name) = setting.value {
      if ["mean", "avg"].contains(name.text) { return .mean }
      if name.text == "median" { return .median }
    }
    if case .number(let number) = try literal(setting),
      let amount = Int64(exactly: (number * 10_000).rounded())
    {
      return .amount(amount)
    }
    throw .badModelSetting(
      "m", Phrase("mean, median or an amount", "mean、median 或金额"), "m=median",
      at: setting.key.place.span)
  }

  /// The events that a setting names.
  func events(_ key: String) throws(Diagnostic) -> (EventSelector, Phrase)? {
    guard let setting = setting(key) else { return nil }
    guard case .name(let name) = setting.value, name.qualifier == nil else {
      throw .badModelSetting(
        key, Phrase("an event", "事件"), "\(key)=any", at: setting.key.place.span)
    }
    let selector = try scope.selector(named: name.word)
    let term = EventTerm(name.word.isAnyEvent ? .any : .name(name.word), at: name.place)
    return (selector, scope.text(of: EventSyntax(alternatives: [term], at: name.place)))
  }
}

extension Diagnostic {
  /// E361: a setting of a model whose value is not of its form.
  static func badModelSetting(
    _ key: String, _ expected: Phrase, _ example: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      "E361",
      Phrase(
        "expected \(expected.english) after '\(key)='", "'\(key)=' 之后应为\(expected.chinese)"),
      at: span, notes: [Phrase("for example with \(example)", "例如 参数 \(example)")])
  }

  /// E360: a model reads what the dataset does not have.
  static func modelLacks(_ word: Word, _ what: Phrase, _ example: Phrase) -> Diagnostic {
    let name = Phrase.word(word.text)
    return Diagnostic(
      "E360",
      Phrase(
        "'by \(word.text)' needs \(what.english), and this dataset has none",
        "'按 \(name.chinese)' 需要\(what.chinese)，该数据集没有"),
      at: word.place.span, notes: [example])
  }
}

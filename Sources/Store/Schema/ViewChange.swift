import Engine
import Reporting

/// What changes how a dataset is seen, without reading a row otherwise: its calendar's week, its
/// last day, its currency, the events that play a part, labels.
struct ViewChange: Hashable, Sendable {
  enum Key: String, CaseIterable { case week, asof, currency, key, signup, active }

  var week: WeekStart?
  var asof: CivilDay?
  var currency: String?
  var key: String?
  var signup: String?
  /// Empty for any event.
  var active: [String]?
  var labels: [DatasetAccess.NewLabel] = []

  var isEmpty: Bool { self == ViewChange() }

  /// Throws E427 where the value is not of the key's form.
  mutating func set(_ key: Key, to value: String) throws(Diagnostic) {
    switch key {
    case .week:
      guard let week = WeekStart(rawValue: value.lowercased()) else {
        throw Self.malformed("week", value, Phrase("a weekday", "星期几"), example: "week=sunday")
      }
      self.week = week
    case .asof:
      guard let day = CivilDay(label: value) else {
        throw Self.malformed("asof", value, Phrase("a date", "日期"), example: "asof=2024-06-30")
      }
      asof = day
    case .currency:
      let code = value.uppercased()
      guard code.utf8.count == 3, code.utf8.allSatisfy({ $0 >= 65 && $0 <= 90 }) else {
        throw Self.malformed(
          "currency", value, Phrase("a code of three letters", "三个字母的货币代码"),
          example: "currency=CNY")
      }
      currency = code
    case .key: self.key = value
    case .signup: signup = value
    case .active:
      let names = value.split(separator: ",").map(String.init)
      active = names == ["any"] ? [] : names
    }
  }

  func merging(_ other: ViewChange) -> ViewChange {
    var merged = self
    merged.week = other.week ?? week
    merged.asof = other.asof ?? asof
    merged.currency = other.currency ?? currency
    merged.key = other.key ?? key
    merged.signup = other.signup ?? signup
    merged.active = other.active ?? active
    merged.labels += other.labels
    return merged
  }

  /// Makes the change.
  ///
  /// Throws E201 for an event that the dataset does not have.
  func apply(to dataset: inout Dataset) throws(Diagnostic) {
    if let week { dataset.calendar = dataset.calendar.starting(weekOn: week) }
    if let asof {
      let end = dataset.calendar.start(of: asof.advanced(by: 1))
      dataset.asof = AsOf(
        day: asof, isDeclared: true, lastEvent: dataset.events.times.filter { $0 < end }.max())
    }
    if let currency { dataset.currency = currency }
    if let key { dataset.roles.key = try Self.event(key, in: dataset, for: .key) }
    if let signup { dataset.roles.signup = try Self.event(signup, in: dataset, for: .signup) }
    if let active {
      var names: [String] = []
      for name in active { names.append(try Self.event(name, in: dataset, for: .active)) }
      dataset.roles.active = names
    }
    for label in labels { dataset.labels.set(label) }
  }

  /// The event that was meant: by its name, else without regard to case, else by its label.
  private static func event(
    _ typed: String, in dataset: Dataset, for key: Key
  ) throws(Diagnostic) -> String {
    let names = dataset.events.names
    if names.contains(typed) { return typed }
    let folded = typed.lowercased()
    let alike = names.filter { name in
      let label = dataset.labels.events[name]
      return name.lowercased() == folded || label?.chinese == typed
        || label?.english.lowercased() == folded
    }
    if alike.count == 1, let name = alike.first { return name }
    let near = Suggestion.closest(to: typed, among: names)
    let listed = names.prefix(8).joined(separator: ", ")
    throw Diagnostic(
      "E201", Phrase("unknown event '\(typed)'", "未知事件 '\(typed)'"), at: nil,
      notes: [
        Phrase("there are: \(listed)", "现有的事件：\(listed)"),
        Phrase(
          "type: map \(key.rawValue)=\(near ?? names.first ?? "EVENT")",
          "请输入：映射 \(key.rawValue)=\(near ?? names.first ?? "事件")"),
      ], suggestion: near)
  }

  private static func malformed(
    _ key: String, _ value: String, _ expected: Phrase, example: String
  ) -> Diagnostic {
    Diagnostic(
      "E427",
      Phrase(
        "expected \(expected.english) after \(key)=, found '\(value)'",
        "\(key)= 之后应为\(expected.chinese)，却是 '\(value)'"), at: nil,
      notes: [Phrase("type: map \(example)", "请输入：映射 \(example)")])
  }
}

extension Labels {
  /// Changes a label in one language; where there was none, the other language keeps the name.
  mutating func set(_ label: DatasetAccess.NewLabel) {
    func changed(_ old: Phrase?) -> Phrase {
      let old = old ?? Phrase(verbatim: label.name)
      return label.language == .chinese
        ? Phrase(old.english, label.text) : Phrase(label.text, old.chinese)
    }
    switch label.kind {
    case .event: events[label.name] = changed(events[label.name])
    case .column: columns[label.name] = changed(columns[label.name])
    case .value: values[label.name] = changed(values[label.name])
    }
  }
}

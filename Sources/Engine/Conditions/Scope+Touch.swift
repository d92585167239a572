import Language
import Reporting

/// Which of a user's events gives the value that a user is grouped by.
enum Touch: String, Hashable, Sendable { case first, last, all }

extension ModelSettings {
  /// `with touch=first`; nil where it is not said.
  ///
  /// Throws E361 for another value.
  func touch(in scope: Scope) throws(Diagnostic) -> Touch? {
    guard let setting = settings.first(where: { $0.key.text == "touch" }) else { return nil }
    if case .name(let name) = setting.value, let touch = Touch(rawValue: name.text) {
      return touch
    }
    throw .badModelSetting(
      "touch", Phrase("first, last or all", " first、last 或 all"), "touch=first",
      at: setting.key.place.span)
  }
}

extension Scope {
  /// `EVENT.prop` at the user's first such event, or at each of them.
  func touched(
    _ property: Word, of event: Word, _ touch: Touch, label: Phrase, at place: Place
  ) throws(Diagnostic) -> UserDimension {
    let reader = ConditionReader(self, .users)
    let term = EventTerm(event.isAnyEvent ? .any : .name(event), at: event.place)
    let syntax = EventSyntax(alternatives: [term], at: event.place)
    let value = try reader.eventValue(property, of: syntax)
    try checkPersonal(value.column?.name, at: place.span)
    let events = try selector(for: syntax)
    let source: UserDimension.Source =
      touch == .all
      ? .values(events, value.operand)
      : .operand(
        .aggregate(
          Aggregate(
            function: .first, events: events, value: value.operand, range: .all, within: nil)))
    let rule =
      touch == .all
      ? Phrase(" of each such event", "：每次该事件的值") : Phrase(" of the first such event", "：首次该事件的值")
    return UserDimension(
      name: label.english, type: value.operand.type(in: dataset), label: label, warnings: [],
      usesRange: false, personal: value.column.flatMap { dataset.personalKind(of: $0.name) },
      source: source, rule: label + rule)
  }
}

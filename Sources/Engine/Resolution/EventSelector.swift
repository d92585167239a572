import Language
import Reporting

/// The events a step or an argument stands for, resolved against the data.
public indirect enum EventSelector: Hashable, Sendable {
  case any
  /// Event codes, in order.
  case codes([UInt16])
  case filtered(EventSelector, EventCondition)
  /// A user's first such event ever.
  case first(EventSelector)
  case or([EventSelector])

  /// One flag for each row of the event log.
  ///
  /// Of several first events at one instant all count, so that row order decides nothing.
  public func mask(in dataset: Dataset) -> [Bool] {
    let log = dataset.events
    switch self {
    case .any: return Array(repeating: true, count: log.count)
    case .codes(let codes):
      var wanted = Array(repeating: false, count: log.names.count)
      for code in codes where Int(code) < wanted.count { wanted[Int(code)] = true }
      return log.codes.map { Int($0) < wanted.count && wanted[Int($0)] }
    case .filtered(let inner, let condition):
      return zip(inner.mask(in: dataset), condition.mask(in: dataset)).map { $0 && $1 }
    case .first(let inner):
      var mask = inner.mask(in: dataset)
      for user in 0..<log.userCount {
        var earliest: Int64?
        for row in log.rows(of: user) where mask[row] {
          if let first = earliest {
            mask[row] = log.times[row] == first
          } else {
            earliest = log.times[row]
          }
        }
      }
      return mask
    case .or(let parts):
      var mask = Array(repeating: false, count: log.count)
      for part in parts {
        for (row, flag) in part.mask(in: dataset).enumerated() where flag { mask[row] = true }
      }
      return mask
    }
  }

  /// How many codes there can be: a table with a place for each is never read outside of it,
  /// whatever a column holds.
  public static let codeLimit = Int(UInt16.max) + 1

  /// The event codes it stands for, each once; nil where it looks at more than the kind of an
  /// event.
  public func plainCodes(in dataset: Dataset) -> [UInt16]? {
    let kinds = dataset.events.names.indices
    switch self {
    case .any: return kinds.map { UInt16(truncatingIfNeeded: $0) }
    case .codes(let codes): return codes.filter { kinds.contains(Int($0)) }
    case .filtered, .first: return nil
    case .or(let parts):
      var all: [UInt16] = []
      for part in parts {
        guard let codes = part.plainCodes(in: dataset) else { return nil }
        all += codes.filter { !all.contains($0) }
      }
      return all
    }
  }
}

extension Scope {
  /// Resolves an event with its alternatives and filters.
  ///
  /// Throws E201 for an unknown event and what its filters throw.
  public func selector(for event: EventSyntax) throws(Diagnostic) -> EventSelector {
    var parts: [EventSelector] = []
    for term in event.alternatives { parts.append(try selector(for: term)) }
    let joined: EventSelector = parts.count == 1 ? parts[0] : .or(parts)
    return event.isFirst ? .first(joined) : joined
  }

  private func selector(for term: EventTerm) throws(Diagnostic) -> EventSelector {
    let inner: EventSelector =
      switch term.kind {
      case .any: .any
      case .group(let event): try selector(for: event)
      case .name(let word): try selector(named: word)
      }
    guard let filter = term.filter else { return inner }
    return .filtered(inner, try eventCondition(filter))
  }

  /// Resolves an event by name, label or role: `active`, `key` and `signup` name what the dataset
  /// declares, whatever it is called in the data, and `any` every event.
  public func selector(named word: Word) throws(Diagnostic) -> EventSelector {
    if word.isAnyEvent { return .any }
    if !word.quoted, let role = roleSelector(word.text) { return role }
    let names = dataset.events.names
    if let name = try match(
      word, among: names, labels: dataset.labels.events, kind: Phrase("event", "事件")),
      let code = names.firstIndex(of: name)
    {
      return .codes([UInt16(code)])
    }
    throw unknownEvent(word)
  }

  private func roleSelector(_ text: String) -> EventSelector? {
    func codes(_ events: [String]) -> EventSelector? {
      let found = events.compactMap { dataset.events.names.firstIndex(of: $0) }
      return found.isEmpty ? nil : .codes(found.map { UInt16($0) }.sorted())
    }
    switch text {
    case "active":
      if dataset.roles.active.isEmpty || dataset.roles.active == ["any"] {
        return dataset.events.names.contains("active") ? nil : .any
      }
      return codes(dataset.roles.active)
    case "key": return dataset.roles.key.flatMap { codes([$0]) }
    case "signup": return dataset.roles.signup.flatMap { codes([$0]) }
    default: return nil
    }
  }

  private func unknownEvent(_ word: Word) -> Diagnostic {
    let names = dataset.events.names
    let counts = dataset.events.countByCode
    let labels = dataset.labels.events
    // A label is suggested as typed: in the language of the typo.
    let spellings = names + labels.values.flatMap { [$0.english, $0.chinese] }
    let close = Suggestion.closest(to: word.text, among: spellings)
    let byCount = names.indices.sorted {
      (counts[$1], names[$0]) < (counts[$0], names[$1])
    }
    let common = dataset.labels.list(byCount.prefix(8).map { names[$0] }, in: labels)
    let isRole = !word.quoted && ["active", "key", "signup"].contains(word.text)
    return Diagnostic(
      "E201", Phrase("unknown event '\(word.text)'", "未知事件 '\(word.text)'"),
      at: word.place.span,
      hint: isRole
        ? Phrase(
          "no event is declared as \(word.text)", "没有声明哪个事件是 \(word.text)")
        : Phrase("no event has this name", "没有叫这个名字的事件"),
      notes: [
        Phrase("the commonest events: ", "最常见的事件：") + common,
        Phrase("to see all events: events", "查看全部事件：事件"),
      ], suggestion: close)
  }
}

extension Scope {
  /// The declared sign-up event, or one named `signup`; nil where the data has none.
  public var signupSelector: EventSelector? {
    let name = dataset.roles.signup ?? "signup"
    return dataset.events.names.firstIndex(of: name).map { .codes([UInt16($0)]) }
  }

  /// The declared active events; every event where none are declared.
  public var activeSelector: EventSelector { roleSelector("active") ?? .any }
}

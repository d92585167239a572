import Engine
import Language
import Reporting

/// Names of the data, in either language where they have labels.
extension Completer {
  /// A column with more distinct texts holds people's data rather than categories.
  private static let mostValues = 200

  private var dataset: Dataset? { workspace.dataset }

  /// A name as it is written in a query: between backticks where it has to be.
  func written(_ name: String) -> String {
    let place = Place(Span(0, 0))
    let term = EventTerm(.name(Word(name, at: place)), at: place)
    return Formatter(language: language).format(
      event: EventSyntax(alternatives: [term], at: place))
  }

  /// A name with its labels; those that need backticks read worse than the name and are left out.
  private func offer(_ name: String, label: Phrase?, detail: Phrase? = nil) -> Offer {
    func spellings(_ label: String?) -> [String] {
      guard let label, !label.isEmpty, label != name, written(label) == label else { return [] }
      return [label]
    }
    let english = [written(name)] + spellings(label?.english)
    let chinese = spellings(label?.chinese)
    let other = label.map { Phrase(name, $0.chinese == name ? $0.english : name) }
    return Offer(english, chinese, detail: detail ?? other ?? Phrase(verbatim: ""))
  }

  var events: [Offer] {
    guard let dataset else { return [] }
    let counts = dataset.events.countByCode
    let names = zip(dataset.events.names, counts).sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    let any = word("any", .eventWord, detail: Phrase("every event", "所有事件"))
    return names.map { name, count in
      let label = dataset.labels.events[name]
      let shown = label.map { Phrase("\($0.chinese) · ", "\(name) · ") } ?? Phrase(verbatim: "")
      return offer(
        name, label: label, detail: shown + Phrase("\(count) events", "\(count) 次"))
    } + [any]
  }

  var attributes: [Offer] {
    guard let dataset else { return [] }
    return dataset.users.attributes.map { offer($0.name, label: dataset.labels.columns[$0.name]) }
  }

  var properties: [Offer] {
    guard let dataset else { return [] }
    return dataset.events.properties.map { offer($0.name, label: dataset.labels.columns[$0.name]) }
  }

  var answerColumns: [Offer] {
    guard let dataset, let feedback = dataset.feedback else { return [] }
    return feedback.columns.map { offer($0.name, label: dataset.labels.columns[$0.name]) }
  }

  var sets: [Offer] {
    workspace.sets.keys.sorted().map { name in
      let detail =
        switch workspace.sets[name]?.kind {
        case .segment(let users): people(users.count)
        case .partition(let parts): Phrase("\(parts.count) parts", "\(parts.count) 个部分")
        case nil: Phrase(verbatim: "")
        }
      return Offer(verbatim: written(name), detail: detail)
    }
  }

  private func people(_ count: Int) -> Phrase {
    let text = workspace.privacy.text(count)
    return Phrase("\(text) users", "\(text) 人")
  }

  var partitions: [Offer] {
    sets.filter { offer in
      if case .partition = workspace.sets[offer.english[0]]?.kind { true } else { false }
    }
  }

  /// What may stand behind a name and its dot.
  func members(of owner: String) -> [Offer] {
    guard case .partition(let parts)? = workspace.sets[owner]?.kind else { return properties }
    return parts.map { part in
      Offer(
        verbatim: written(part.part),
        detail: people(part.users.count))
    }
  }

  /// Texts that a column holds, quoted.
  func values(of column: String, inFilter: Bool) -> [Offer] {
    guard let dataset, dataset.personalKind(of: column) == nil else { return [] }
    let name = column.split(separator: ".").last.map(String.init) ?? column
    let isProperty = inFilter || column.contains(".")
    let columns =
      isProperty
      ? dataset.events.properties + dataset.users.attributes
      : dataset.users.attributes + (dataset.feedback?.columns ?? [])
    let found =
      columns.first { $0.name == name }
      ?? columns.first { each in
        guard let label = dataset.labels.columns[each.name] else { return false }
        return label.english == name || label.chinese == name
      }
    if let found, dataset.personalKind(of: found.name) != nil { return [] }
    guard case .text(_, let dictionary)? = found?.storage, dictionary.count <= Self.mostValues
    else { return [] }
    return dictionary.sorted().map { value in
      let label = dataset.labels.values[value]
      return Offer([Self.quoted(value)], label.map { [Self.quoted($0.chinese)] } ?? [])
    }
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}

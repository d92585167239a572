import Language
import Reporting

extension ConditionReader {
  /// The column that a name stands for in this frame.
  mutating func column(_ name: Name) throws(Diagnostic) -> TypedOperand {
    if let qualifier = name.qualifier {
      guard frame != .events else { throw qualifiedInFilter(name) }
      return try lastValue(name.word, of: qualifier, at: name.place)
    }
    if let found = try ownColumn(name.word) { return found }
    if frame != .users, let found = try attribute(name.word) {
      return TypedOperand(.ofUser(found.operand), found.type, found.text, column: found.column)
    }
    throw unknownColumn(name.word)
  }

  /// A column of the frame's own table.
  private func ownColumn(_ word: Word) throws(Diagnostic) -> TypedOperand? {
    switch frame {
    case .events: return try property(word)
    case .users: return try attribute(word)
    case .answers: return try answerColumn(word)
    }
  }

  /// A property of events; `amount` names the mapped amount where no property has that name.
  func property(_ word: Word) throws(Diagnostic) -> TypedOperand? {
    let columns = dataset.events.properties
    let kind = Phrase("property", "属性")
    if let index = try index(of: word, among: columns, kind: kind) {
      return TypedOperand(
        .property(index), columns[index].valueType, word.text, column: columns[index])
    }
    if word.text == "amount", let index = dataset.events.amountIndex,
      columns.indices.contains(index)
    {
      return TypedOperand(
        .property(index), columns[index].valueType, word.text, column: columns[index])
    }
    return nil
  }

  func attribute(_ word: Word) throws(Diagnostic) -> TypedOperand? {
    let columns = dataset.users.attributes
    return try index(of: word, among: columns, kind: Phrase("attribute", "属性")).map {
      TypedOperand(.attribute($0), columns[$0].valueType, word.text, column: columns[$0])
    }
  }

  /// A column of the feedback table by name, else by the role it plays there (`score`, `kind`).
  func answerColumn(_ word: Word) throws(Diagnostic) -> TypedOperand? {
    let columns = dataset.feedback?.columns ?? []
    let role = dataset.tables.first { $0.role == "feedback" }?.mapping[word.text]
    let named = try index(of: word, among: columns, kind: Phrase("column", "列"))
    return (named ?? columns.firstIndex { $0.name == role }).map {
      TypedOperand(.answer($0), columns[$0].valueType, word.text, column: columns[$0])
    }
  }

  private func index(
    of word: Word, among columns: [PropertyColumn], kind: Phrase
  ) throws(Diagnostic) -> Int? {
    let found = try scope.match(
      word, among: columns.map(\.name), labels: dataset.labels.columns, kind: kind)
    return found.flatMap { name in columns.firstIndex { $0.name == name } }
  }

  /// Whether a bare name is a column here, so that it is not a value without quotes.
  func isKnown(_ word: Word) -> Bool {
    let own = (try? ownColumn(word)) ?? nil
    let attribute = (try? attribute(word)) ?? nil
    return own != nil || attribute != nil
  }

  /// `EVENT.prop`: the value at the user's last such event up to `asof`.
  private mutating func lastValue(
    _ property: Word, of event: Word, at place: Place
  ) throws(Diagnostic) -> TypedOperand {
    let term = EventTerm(event.isAnyEvent ? .any : .name(event), at: event.place)
    let syntax = EventSyntax(alternatives: [term], at: event.place)
    let read = try eventValue(property, of: syntax)
    let aggregate = Aggregate(
      function: .last, events: try scope.selector(for: syntax), value: read.operand, range: .all,
      within: nil)
    return ofFrame(
      TypedOperand(
        .aggregate(aggregate), read.type, "\(event.text).\(property.text)", column: read.column))
  }

  /// What is read at each event: a property of it or, failing that, an attribute of its user.
  func eventValue(_ word: Word, of event: EventSyntax) throws(Diagnostic) -> TypedOperand {
    if let found = try property(word) { return found }
    if let found = try attribute(word) {
      return TypedOperand(.ofUser(found.operand), found.type, found.text, column: found.column)
    }
    throw unknownProperty(word)
  }

  /// A value of users, in the rows of this frame.
  func ofFrame(_ value: TypedOperand) -> TypedOperand {
    frame == .users
      ? value
      : TypedOperand(.ofUser(value.operand), value.type, value.text, column: value.column)
  }
}

extension Word {
  /// The word for every event.
  var isAnyEvent: Bool { !quoted && text == "any" }
}

import Language
import Reporting

extension Dimension {
  /// The calendar period that a bare word names, as in `by week`; verbs ask before all else.
  public var timeUnit: CalendarUnit? {
    guard case .name(let name) = self, name.qualifier == nil, !name.word.quoted else { return nil }
    return CalendarUnit(rawValue: name.word.text)
  }
}

extension Scope {
  /// Reads a dimension of users.
  ///
  /// `range` bounds figures that name no range of their own; `models` says on which day classes of
  /// models are taken, and how they are set; `among` whose quantiles are cut, else everybody's.
  ///
  /// Throws E215, E208 for unknown names, E204 for functions of later versions, E315 for periods of
  /// the calendar, which only verbs with a time of their own can take, E360 and E361 for models.
  public func userDimension(
    _ dimension: Dimension, range: InstantRange = .all, models: ModelSettings? = nil,
    among users: UserSet? = nil
  ) throws(Diagnostic) -> UserDimension {
    switch dimension {
    case .call(let call):
      if call.function.text == "quantile" {
        return try quantileDimension(call, range: range, among: users)
      }
      var reader = ConditionReader(self, .users, range: range)
      let value = try reader.figure(call)
      let label = text(of: call)
      return try userDimension(
        value, name: label.english, label: label, reader: reader, at: call.place.span)
    case .name(let name):
      return try userDimension(named: name, range: range, models: models)
    }
  }

  /// Reads a dimension of answers: a column of the feedback table, else a dimension of users.
  public func answerDimension(_ dimension: Dimension) throws(Diagnostic) -> AnswerDimension {
    if case .name(let name) = dimension, name.qualifier == nil {
      let reader = ConditionReader(self, .answers)
      if let found = try reader.answerColumn(name.word), case .answer(let index) = found.operand,
        let column = found.column
      {
        try checkPersonal(column.name, at: name.place.span)
        return AnswerDimension(
          name: column.name, type: column.type,
          label: columnLabel(column.name), warnings: [], source: .column(index))
      }
    }
    let users = try userDimension(dimension)
    return AnswerDimension(
      name: users.name, type: users.type, label: users.label, warnings: users.warnings,
      source: .user(users))
  }

  private func userDimension(
    named name: Name, range: InstantRange, models: ModelSettings?
  ) throws(Diagnostic) -> UserDimension {
    var reader = ConditionReader(self, .users, range: range)
    if let event = name.qualifier {
      let label = text(of: Expression(.name(name), at: name.place))
      if let touch = try models?.touch(in: self), touch != .last {
        return try touched(name.word, of: event, touch, label: label, at: name.place)
      }
      let value = try reader.column(name)
      return try userDimension(
        value, name: label.english, label: label, reader: reader, at: name.place.span)
    }
    if let value = try reader.attribute(name.word), let column = value.column {
      return try userDimension(
        value, name: column.name, label: columnLabel(column.name), reader: reader,
        at: name.place.span)
    }
    if let set = try savedSet(name.word) { return userDimension(of: set) }
    if !name.word.quoted {
      let models = if let models { models } else { try statementModels() }
      if let found = try modelDimension(name.word, models) { return found }
      if CalendarUnit(rawValue: name.word.text) != nil { throw reader.noTime(name.word) }
    }
    throw reader.unknownColumn(name.word)
  }

  private func userDimension(of set: SavedSet) -> UserDimension {
    let label = Phrase(verbatim: set.name)
    switch set.kind {
    case .segment(let users):
      return UserDimension(
        name: set.name, type: .bool, label: label, warnings: [], usesRange: false,
        personal: nil, source: .operand(.member(users)))
    case .partition(let parts):
      return UserDimension(
        name: set.name, type: .text, label: label, warnings: [], usesRange: false,
        personal: nil,
        source: .parts(parts.map { UserDimension.Part(name: $0.part, users: $0.users) }),
        valueLabels: set.labels)
    }
  }

  private func userDimension(
    _ value: TypedOperand, name: String, label: Phrase, reader: ConditionReader, at span: Span
  ) throws(Diagnostic) -> UserDimension {
    try checkPersonal(value.column?.name, at: span)
    return UserDimension(
      name: name, type: value.operand.type(in: dataset), label: label, warnings: reader.warnings,
      usesRange: reader.usesRange,
      personal: value.column.flatMap { dataset.personalKind(of: $0.name) },
      source: .operand(value.operand))
  }

  /// What values are called in results: the data's labels, and those of the dimensions' own values.
  public func valueLabels(of dimensions: [UserDimension]) -> [String: Phrase] {
    dimensions.reduce(into: dataset.labels.values) { labels, dimension in
      labels.merge(dimension.valueLabels) { _, own in own }
    }
  }

  func columnLabel(_ name: String) -> Phrase {
    dataset.labels.columns[name] ?? Phrase(verbatim: name)
  }
}

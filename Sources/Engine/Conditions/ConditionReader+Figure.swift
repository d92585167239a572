import Language
import Reporting

extension ConditionReader {
  /// A figure of each user: `count(pay[amount > 100], last 90 days)`, `member(loyal)`.
  ///
  /// Throws E204 for functions of later versions, E212 for unknown ones, E311 for wrong arguments.
  mutating func figure(_ call: Call) throws(Diagnostic) -> TypedOperand {
    guard frame != .events else { throw callInFilter(call) }
    let name = call.function.text
    if name == "member" { return try member(call) }
    if ["median", "quantile", "retained", "streak"].contains(name) {
      throw functionNotYet(call.function)
    }
    guard let function = Aggregate.Function(rawValue: name == "mean" ? "avg" : name) else {
      throw unknownFunction(call.function)
    }
    let arguments = try FigureArguments(call, in: self)
    let value = try readValue(of: arguments, for: function, in: call)
    let ranged = range(for: function, arguments)
    if arguments.range == nil, function != .first || arguments.within != nil { usesRange = true }
    let events = try scope.selector(for: arguments.event)
    let within = try within(arguments, ranged.anchor)
    warnings += events.warnings + (within?.anchor.warnings ?? [])
    let aggregate = Aggregate(
      function: function, events: events, value: value?.operand, range: ranged.events,
      within: within)
    return ofFrame(
      TypedOperand(
        .aggregate(aggregate), Self.type(of: function, value?.type), CanonicalText.call(call),
        column: value?.column))
  }

  /// What bounds the events and what bounds the anchor of `within`.
  ///
  /// A range given to the whole statement bounds the anchor, and never `first`, which means first
  /// ever.
  private func range(
    for function: Aggregate.Function, _ arguments: FigureArguments
  ) -> (events: InstantRange, anchor: InstantRange) {
    if let named = arguments.range { return (named, .all) }
    if arguments.within != nil { return (.all, range) }
    return (function == .first ? .all : range, .all)
  }

  private func within(
    _ arguments: FigureArguments, _ range: InstantRange
  ) throws(Diagnostic) -> Aggregate.Within? {
    guard let within = arguments.within, let span = within.span.calendarSpan else { return nil }
    return Aggregate.Within(
      span: span, anchor: try scope.selector(for: within.anchor), range: range)
  }

  private func readValue(
    of arguments: FigureArguments, for function: Aggregate.Function, in call: Call
  ) throws(Diagnostic) -> TypedOperand? {
    switch function {
    case .did, .count, .days, .daysSince:
      guard let property = arguments.property else { return nil }
      throw wrongArguments(call, at: property.place.span)
    case .first, .last:
      guard let property = arguments.property else { return nil }
      return try eventValue(property, of: arguments.event)
    case .sum, .avg, .min, .max:
      guard let property = arguments.property else {
        throw wrongArguments(call, at: arguments.event.place.span)
      }
      let value = try eventValue(property, of: arguments.event)
      let allowsTime = function == .min || function == .max
      guard value.type != .text, value.type != .time || allowsTime else {
        throw Diagnostic(
          "E310",
          Phrase(
            "'\(call.function.text)' expects numbers, found '\(property.text)', ",
            "'\(call.function.text)' 需要数值，'\(property.text)' 是") + value.type.phrase,
          at: property.place.span,
          notes: [
            Phrase(
              "'\(property.text)' holds values such as \(value.example(in: dataset))",
              "'\(property.text)' 的值例如 \(value.example(in: dataset))"),
            Phrase(
              "to read one of them: first(any.\(property.text))",
              "取其中一个值：首次(任意.\(property.text))"),
          ])
      }
      return value
    }
  }

  private static func type(
    of function: Aggregate.Function, _ value: ValueType?
  ) -> ValueType {
    switch function {
    case .did: .flag
    case .count, .days, .daysSince: .number
    case .sum, .avg: value == .duration ? .duration : .number
    case .min, .max: value ?? .number
    case .first, .last: value ?? .time
    }
  }

  private func member(_ call: Call) throws(Diagnostic) -> TypedOperand {
    guard call.arguments.count == 1,
      case .event(let event, let part, let then) = call.arguments[0], then.isEmpty,
      event.alternatives.count == 1, let term = event.alternatives.first, term.filter == nil,
      case .name(let word) = term.kind
    else { throw wrongArguments(call, at: call.place.span) }
    let name = part.map { Name($0, in: word, at: event.place) } ?? Name(word, at: event.place)
    return ofFrame(
      TypedOperand(.member(try scope.savedUsers(name)), .flag, CanonicalText.call(call)))
  }
}

/// The arguments of a figure of a user, by kind.
struct FigureArguments {
  let event: EventSyntax
  let property: Word?
  /// A range named in the call itself.
  let range: InstantRange?
  let within: (span: CalendarSpan, anchor: EventSyntax)?

  init(_ call: Call, in reader: ConditionReader) throws(Diagnostic) {
    guard case .event(let event, let property, let then) = call.arguments.first else {
      throw reader.wrongArguments(call, at: call.place.span)
    }
    guard then.isEmpty else {
      throw reader.pathNotYet(call, at: call.arguments[0].place.span)
    }
    var range: InstantRange?
    var within: (span: CalendarSpan, anchor: EventSyntax)?
    for argument in call.arguments.dropFirst() {
      let span = argument.place.span
      switch argument {
      case .period(let period, _) where range == nil:
        range = try reader.scope.range(period, at: span)
      case .literal(let literal, _) where range == nil:
        guard let date = ConditionReader.date(try reader.resolved(literal, at: span)) else {
          throw reader.wrongArguments(call, at: span)
        }
        range = try reader.scope.range(.dates(date, to: nil), at: span)
      case .within(let duration, let anchor, _) where within == nil:
        within = (try reader.scope.span(duration, at: span), anchor)
      case .period, .literal, .within, .call, .event:
        throw reader.wrongArguments(call, at: span)
      }
    }
    self.event = event
    self.property = property
    self.range = range
    self.within = within
  }
}

import Reporting

extension Formatter {
  func expression(_ expression: Expression) -> String {
    self.expression(expression, isFormula: false)
  }

  /// Names in a formula are metrics.
  func formula(_ expression: Expression) -> String { self.expression(expression, isFormula: true) }

  private func expression(_ expression: Expression, isFormula: Bool) -> String {
    func side(_ inner: Expression, _ least: Reader.Level) -> String {
      let text = self.expression(inner, isFormula: isFormula)
      return inner.level < least ? "(\(text))" : text
    }
    switch expression.kind {
    case .literal(let literal): return self.literal(literal)
    case .name(let name):
      return isFormula ? word(name.word, [.metric]) : self.name(name, qualifier: [.eventWord])
    case .call(let call): return self.call(call)
    case .negative(let inner): return "-" + negated(inner, side(inner, .operand))
    case .arithmetic(let operation, let left, let right):
      let level = expression.level
      return "\(side(left, level)) \(operation.rawValue) \(side(right, level.next))"
    case .comparison(let comparison, let left, let right):
      return "\(side(left, .sum)) \(comparison.rawValue) \(side(right, .sum))"
    case .isIn(let values, let inner, let negated):
      let not = negated ? "\(keyword("not", .operator)) " : ""
      let list = values.map(listValue).joined(separator: ", ")
      return "\(side(inner, .sum)) \(not)\(keyword("in", .operator)) (\(list))"
    case .contains(let inner, let text):
      return "\(side(inner, .sum)) \(keyword("contains", .operator)) \(quoted(text))"
    case .between(let inner, let low, let high):
      let and = keyword("and", .operator)
      let between = keyword("between", .operator)
      return "\(side(inner, .sum)) \(between) \(side(low, .sum)) \(and) \(side(high, .sum))"
    case .isMissing(let inner, let negated):
      let not = negated ? "\(keyword("not", .operator)) " : ""
      return
        "\(side(inner, .sum)) \(keyword("is", .operator)) \(not)\(keyword("missing", .operator))"
    case .not(let inner): return "\(keyword("not", .operator)) \(side(inner, .not))"
    case .and(let left, let right):
      return "\(side(left, .and)) \(keyword("and", .operator)) \(side(right, .not))"
    case .or(let left, let right):
      return "\(side(left, .or)) \(keyword("or", .operator)) \(side(right, .and))"
    }
  }

  /// A minus before a number is the number's own sign unless a bracket parts them.
  private func negated(_ inner: Expression, _ text: String) -> String {
    switch inner.kind {
    case .literal(.number), .literal(.percent): "(\(text))"
    default: text
    }
  }

  func metric(_ metric: Metric) -> String {
    switch metric {
    case .name(let word): self.word(word, [.metric])
    case .call(let call): self.call(call)
    }
  }

  func call(_ call: Call) -> String {
    let arguments = call.arguments.map { argument($0, of: call.function) }
    return "\(function(call.function))(\(arguments.joined(separator: ", ")))"
  }

  /// `last` is reserved, but not before a bracket.
  private func function(_ word: Word) -> String {
    self.word(word, [.function, .metric], avoiding: [.marker])
  }

  private func argument(_ argument: Argument, of function: Word) -> String {
    switch argument {
    case .period(let period, _): return self.period(period)
    case .within(let duration, let event, _):
      let words = [keyword("within", .clause), self.duration(duration), keyword("of", .marker)]
      return (words + [self.event(event)]).joined(separator: " ")
    case .literal(let literal, _): return self.literal(literal)
    case .call(let call): return self.call(call)
    case .event(let event, let property, let then):
      var text = self.event(
        event, table.takesMetrics(function) ? [.eventWord, .metric] : [.eventWord])
      if let property {
        let isMember = function.text == "member" && !function.quoted
        text += ".\(member(property, isMember ? [.part] : []))"
      }
      return ([text] + then.map { self.event($0) }).joined(separator: " -> ")
    }
  }

  func value(_ value: SettingValue, isSetting: Bool = false) -> String {
    switch value {
    case .literal(let literal, _): return self.literal(literal)
    case .call(let call): return self.call(call)
    case .list(let items): return "(\(items.map(item).joined(separator: ", ")))"
    case .name(let name):
      guard isSetting else { return self.name(name) }
      guard let owner = name.qualifier else { return member(name.word, [.metric]) }
      return "\(member(owner)).\(member(name.word))"
    }
  }

  /// In `in (…)` a range needs no brackets of its own.
  private func listValue(_ value: SettingValue) -> String {
    if case .list(let items) = value, items.count == 1, let only = items.first, only.upper != nil {
      return item(only)
    }
    return self.value(value)
  }

  private func item(_ item: SettingItem) -> String {
    literal(item.lower) + (item.upper.map { "..\(literal($0))" } ?? "")
  }
}

extension Expression {
  /// How tightly its outermost operator binds.
  fileprivate var level: Reader.Level {
    switch kind {
    case .literal, .name, .call: .operand
    case .negative: .negative
    case .arithmetic(let operation, _, _):
      operation == .add || operation == .subtract ? .sum : .product
    case .comparison, .isIn, .contains, .between, .isMissing: .comparison
    case .not: .not
    case .and: .and
    case .or: .or
    }
  }
}

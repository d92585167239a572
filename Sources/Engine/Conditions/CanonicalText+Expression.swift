import Language

extension CanonicalText {
  static func expression(_ expression: Expression) -> String {
    func inner(_ part: Expression) -> String {
      switch part.kind {
      case .literal, .name, .call: self.expression(part)
      case .comparison, .isIn, .contains, .between, .isMissing:
        switch expression.kind {
        case .and, .or, .not: self.expression(part)
        default: "(\(self.expression(part)))"
        }
      default: "(\(self.expression(part)))"
      }
    }
    switch expression.kind {
    case .literal(let literal): return self.literal(literal)
    case .name(let name): return name.text
    case .call(let call): return self.call(call)
    case .negative(let part): return "-\(inner(part))"
    case .arithmetic(let operation, let left, let right):
      return "\(inner(left)) \(operation.rawValue) \(inner(right))"
    case .comparison(let comparison, let left, let right):
      return "\(inner(left)) \(comparison.rawValue) \(inner(right))"
    case .isIn(let values, let left, let negated):
      let list = values.map(value).joined(separator: ", ")
      return "\(inner(left)) \(negated ? "not in" : "in") (\(list))"
    case .contains(let left, let part): return "\(inner(left)) contains \(literal(.text(part)))"
    case .between(let middle, let low, let high):
      return "\(inner(middle)) between \(inner(low)) and \(inner(high))"
    case .isMissing(let left, let negated):
      return "\(inner(left)) is \(negated ? "not missing" : "missing")"
    case .not(let part): return "not \(inner(part))"
    case .and(let left, let right): return "\(inner(left)) and \(inner(right))"
    case .or(let left, let right): return "\(inner(left)) or \(inner(right))"
    }
  }

  private static func value(_ value: SettingValue) -> String {
    switch value {
    case .literal(let literal, _): self.literal(literal)
    case .name(let name): name.text
    case .call(let call): self.call(call)
    case .list(let items):
      "("
        + items.map { item in
          literal(item.lower) + (item.upper.map { "..\(literal($0))" } ?? "")
        }.joined(separator: ", ") + ")"
    }
  }
}

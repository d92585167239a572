import Export

/// Parts of the query language, written from the parameters of a case.
public enum PeerQuery {
  /// A name of the data, whatever characters it has.
  public static func name(_ text: String) -> String {
    "`\(text.replacing("`", with: "``"))`"
  }

  public static func text(_ text: String) -> String {
    "\"\(text.replacing("\"", with: "\"\""))\""
  }

  /// An event with its filter: `{event | [events], where, first_time, optional}`; without an event
  /// any one.
  public static func event(
    _ value: JSONValue, in world: PeerWorld
  ) throws(PeerFault) -> String {
    var names: [String] = []
    switch value["event"] {
    case nil, .null: break
    case .list(let list): names = list.compactMap(\.scalarText)
    case .some(let single): names = single.scalarText.map { [$0] } ?? []
    }
    let inner: String
    switch names.count {
    case 0: inner = "any"
    case 1: inner = name(names[0])
    default: inner = "(\(names.map(name).joined(separator: " or ")))"
    }
    let filter = try value["where"].map { filter throws(PeerFault) in
      try "[\(condition(filter, in: world))]"
    }
    var text = inner + (filter ?? "")
    switch value["first_time"]?.textValue {
    case nil: break
    // The first of those that match, or the first of all, which must match.
    case "matching": text = "(first \(text))"
    case "ever": text = "(first \(inner))\(filter ?? "")"
    case .some(let other): throw .broken("unknown 'first_time': \(other)")
    }
    return text + (value["optional"]?.boolValue == true ? "?" : "")
  }

  /// `{prop: value}` or `{prop: [op, value]}`, all of which must hold.
  public static func condition(
    _ value: JSONValue, in world: PeerWorld
  ) throws(PeerFault) -> String {
    guard case .object(let members) = value, !members.isEmpty else {
      throw .broken("'where' is no object")
    }
    var parts: [String] = []
    for member in members {
      let column = name(member.name)
      if case .list(let list) = member.value {
        guard let op = list.first?.textValue else { throw .broken("'where' has no operator") }
        parts.append(
          try comparison(column, op, Array(list.dropFirst()), member.name, in: world))
      } else if case .null = member.value {
        parts.append("\(column) is missing")
      } else {
        parts.append("\(column) = \(world.literal(member.value, of: member.name))")
      }
    }
    return parts.joined(separator: " and ")
  }

  private static func comparison(
    _ column: String, _ op: String, _ values: [JSONValue], _ property: String,
    in world: PeerWorld
  ) throws(PeerFault) -> String {
    let listed = values.flatMap { $0.listValue ?? [$0] }
    let literals = listed.map { world.literal($0, of: property) }
    let list = "(\(literals.joined(separator: ", ")))"
    switch op {
    case "is_set", "exists", "set": return "\(column) is not missing"
    case "is_not_set", "missing", "not_set": return "\(column) is missing"
    case "in": return "\(column) in \(list)"
    case "not_in": return "\(column) not in \(list)"
    default: break
    }
    guard let literal = literals.first else { throw .broken("'\(op)' has no value") }
    switch op {
    case "=", "==", "eq", "exact", "is":
      return literals.count == 1 ? "\(column) = \(literal)" : "\(column) in \(list)"
    case "!=", "<>", "ne", "is_not":
      return literals.count == 1 ? "\(column) != \(literal)" : "\(column) not in \(list)"
    case "<", "lt": return "\(column) < \(literal)"
    case "<=", "lte", "le": return "\(column) <= \(literal)"
    case ">", "gt": return "\(column) > \(literal)"
    case ">=", "gte", "ge": return "\(column) >= \(literal)"
    case "contains", "icontains": return "\(column) contains \(literal)"
    case "not_contains", "not_icontains": return "not \(column) contains \(literal)"
    default: throw .broken("unknown operator '\(op)'")
    }
  }
}

import Language
import Reporting

extension SQLConditions {
  /// The value of a dimension for a user; texts, numbers and times as the tables hold them.
  public mutating func value(
    of dimension: UserDimension, _ alias: String
  ) throws(Diagnostic) -> String {
    switch dimension.source {
    case .operand(let operand): return try value(operand, .user(alias))
    case .values: throw .noSQL(of: "segment")
    case .quantile(let cuts):
      // Each cut asks for the value again, so that it stands where it is read.
      var cases = ""
      for (group, cut) in cuts.cuts.enumerated() {
        let own = try term(cuts.operand, .user(alias))
        cases += "\n  WHEN \(own) <= \(SQL.number(cut)) THEN \(group + 1)"
      }
      let own = try term(cuts.operand, .user(alias))
      return "CASE WHEN \(own) IS NULL THEN NULL\(cases)\n  ELSE \(cuts.cuts.count + 1)\nEND"
    case .model(let model, _):
      guard model.parts.count <= Self.mostClasses, let classes = try classes(of: dimension) else {
        throw .noSQL(of: "segment")
      }
      let cases = model.parts.map { part in
        let users = "SELECT user FROM \(classes) WHERE class = '\(part.key)'"
        return "WHEN \(alias).user IN (\(users)) THEN '\(part.key)'"
      }
      return "CASE\n  \(cases.joined(separator: "\n  "))\nEND"
    case .parts(let parts):
      // Of several parts that hold a user the last one counts.
      var cases = ""
      for part in parts.reversed() {
        let isMember = try isMember("\(alias).user", of: part.users)
        cases += "\n  WHEN \(isMember) THEN \(try SQL.text(part.name))"
      }
      return cases.isEmpty ? "NULL" : "CASE\(cases)\nEND"
    }
  }

  /// Each class is looked up by a list of its own.
  private static let mostClasses = 12

  /// The value of a row.
  mutating func value(_ operand: Operand, _ row: Row) throws(Diagnostic) -> String {
    switch operand {
    case .property(let index): return property(index, of: row.alias)
    case .attribute(let index): return attribute(index, of: row.alias)
    case .answer(let index): return answer(index, of: row.alias)
    case .ofUser(let inner):
      if case .user = row { return try value(inner, row) }
      let user = alias("u")
      let own = try value(inner, .user(user))
      return "(SELECT \(own) FROM users \(user) WHERE \(user).user = \(row.user))"
    case .aggregate(let figure): return try self.figure(figure, row)
    case .member(let set): return try isMember(row.user, of: set)
    case .constant(let value): return SQL.number(value)
    case .negative(let inner): return "-\(try term(inner, row))"
    case .arithmetic(let operation, let left, let right):
      let (left, right) = (try term(left, row), try term(right, row))
      // Whole numbers would be divided without a rest.
      return operation == .divide
        ? "CAST(\(left) AS REAL) / \(right)" : "\(left) \(operation.rawValue) \(right)"
    }
  }

  /// The value to stand beside an operator.
  mutating func term(_ operand: Operand, _ row: Row) throws(Diagnostic) -> String {
    let written = try value(operand, row)
    switch operand {
    case .negative, .arithmetic, .member: return "(\(written))"
    case .aggregate(let figure) where figure.function == .did: return "(\(written))"
    default: return written
    }
  }

  // MARK: Figures of a user

  /// A figure from some of a user's events.
  mutating func figure(_ figure: Aggregate, _ row: Row) throws(Diagnostic) -> String {
    let event = alias("e")
    var conditions = ["\(event).user = \(row.user)"]
    if figure.events != .any { conditions.append(try selectsFactor(figure.events, event)) }
    if let bounds = Self.lies("\(event).time", in: seen(figure.range)) {
      conditions.append(bounds)
    }
    var tables = "events \(event)"
    if let within = figure.within {
      tables += try anchor(within, event, row.user)
      if within.range.isAll == false,
        let bounds = Self.lies("\(Self.anchorAlias(event)).time", in: within.range)
      {
        conditions.append(bounds)
      }
    }
    let source = "FROM \(tables) WHERE \(conditions.joined(separator: " AND "))"
    func one(_ value: String) -> String { "(SELECT \(value) \(source))" }
    switch figure.function {
    case .did: return "EXISTS (SELECT 1 \(source))"
    case .count: return one("count(*)")
    case .days: return one("count(DISTINCT \(calendar.dayNumber("\(event).time")))")
    case .daysSince:
      return one("\(dataset.asof.day.number) - \(calendar.dayNumber("max(\(event).time)"))")
    case .sum, .avg, .min, .max: return try summary(figure, event, source)
    case .first, .last:
      let isFirst = figure.function == .first
      guard let value = figure.value else {
        return one("\(isFirst ? "min" : "max")(\(event).time)")
      }
      let own = try self.value(value, .event(event))
      let order = "\(event).time\(isFirst ? "" : " DESC")"
      return "(SELECT \(own) \(source) ORDER BY \(order), \(own) IS NULL, \(own) LIMIT 1)"
    }
  }

  private static func anchorAlias(_ event: String) -> String { "anchor_of_\(event)" }

  /// The user's first anchor ever, joined to the events from it on up to the end of its span.
  private mutating func anchor(
    _ within: Aggregate.Within, _ event: String, _ user: String
  ) throws(Diagnostic) -> String {
    let other = alias("e")
    let own = Self.anchorAlias(event)
    let kind = try selectsFactor(within.anchor, other)
    let last = calendar.instant("\(own).time", plus: within.span)
    return " JOIN (SELECT min(\(other).time) AS time FROM events \(other)"
      + " WHERE \(other).user = \(user) AND \(kind)) \(own)"
      + " ON \(event).time BETWEEN \(own).time AND \(last)"
  }

  /// Money is added in whole ten-thousandths: a sum of fractions would depend on its order.
  private mutating func summary(
    _ figure: Aggregate, _ event: String, _ source: String
  ) throws(Diagnostic) -> String {
    guard let operand = figure.value else { return "NULL" }
    let value = try self.value(operand, .event(event))
    let type = operand.type(in: dataset)
    func one(_ value: String) -> String { "(SELECT \(value) \(source))" }
    switch (figure.function, type) {
    case (_, .text): return "NULL"
    case (.min, _): return one("min(\(value))")
    case (.max, _): return one("max(\(value))")
    case (.sum, .money): return one("coalesce(sum(\(Self.exact(value))), 0) / 10000.0")
    case (_, .money):
      return one("CAST(sum(\(Self.exact(value))) AS REAL) / (10000.0 * count(\(value)))")
    case (.sum, .int), (.sum, .bool): return one("coalesce(sum(\(value)), 0)")
    case (.avg, .int), (.avg, .bool):
      return one("CAST(sum(\(value)) AS REAL) / count(\(value))")
    case (let function, _):
      // Fractions are added from the least to the greatest, so that the order is settled.
      let ordered = "(SELECT \(value) AS value \(source) ORDER BY value)"
      return function == .avg
        ? "(SELECT sum(value) / count(value) FROM \(ordered))"
        : "(SELECT coalesce(sum(value), 0) FROM \(ordered))"
    }
  }

  /// Money as whole ten-thousandths of its unit.
  public static func exact(_ money: String) -> String {
    "CAST(round(\(money) * 10000) AS INTEGER)"
  }
}

extension UserDimension {
  /// The cell of a value that came from SQL.
  public func cell(_ value: Cell, in dataset: Dataset) -> Cell {
    if case .operand(let operand) = source, operand.isQuotient(in: dataset) {
      return value.realValue.map { .real($0) } ?? .missing
    }
    return type.cell(value)
  }

  /// Whether one key of a group stands before another: parts in their own order, all else
  /// naturally.
  public func precedes(_ left: Cell, _ right: Cell) -> Bool {
    let names: [String]
    switch source {
    case .parts(let parts): names = parts.map(\.name)
    case .model(let model, _): names = model.parts.map(\.key)
    case .operand, .quantile, .values: return Cell.precedes(left, right)
    }
    func place(_ cell: Cell) -> Int {
      names.firstIndex { $0 == cell.textValue } ?? names.count
    }
    return place(left) < place(right)
  }
}

extension Operand {
  /// Whether it is money that is no whole number of ten-thousandths any more.
  fileprivate func isQuotient(in dataset: Dataset) -> Bool {
    switch self {
    case .ofUser(let inner): inner.isQuotient(in: dataset)
    case .aggregate(let figure): figure.function == .avg && type(in: dataset) == .money
    default: false
    }
  }
}

extension ColumnType {
  /// The cell of this type for a value that came from SQL.
  public func cell(_ value: Cell) -> Cell {
    switch (self, value) {
    case (_, .missing): return .missing
    case (.text, .text), (.date, .text): return value
    case (.bool, _): return value.realValue.map { .bool($0 != 0) } ?? .missing
    case (.time, .int(let instant)): return .time(Int64(instant))
    case (.money, _):
      let parts = value.realValue.flatMap { Int64(exactly: ($0 * 10_000).rounded()) }
      return parts.map { .money(Money(tenThousandths: $0)) } ?? .missing
    case (.int, .real(let number)):
      return Int(exactly: number).map { .int($0) } ?? value
    case (.float, .int(let number)), (.rate, .int(let number)), (.duration, .int(let number)):
      return .real(Double(number))
    default: return value
    }
  }
}

extension [UserDimension] {
  /// Whether the keys of one group stand before those of another, in natural order.
  public func precedes(_ left: [Cell], _ right: [Cell]) -> Bool {
    for (index, dimension) in enumerated() where index < left.count && index < right.count {
      if dimension.precedes(left[index], right[index]) { return true }
      if dimension.precedes(right[index], left[index]) { return false }
    }
    return false
  }
}

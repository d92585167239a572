import Language
import Reporting

/// Turns conditions, selectors and values into SQL expressions over the tables of `SQLSchema`.
///
/// SQL knows a third truth, NULL, for what is missing; here a comparison with it is false. Under
/// AND and OR that is the same, so only a NOT makes the difference plain with `coalesce`.
public struct SQLConditions {
  /// The row an expression is about, by the alias of its table.
  public enum Row: Sendable {
    case event(String)
    case user(String)
    case answer(String)

    var alias: String {
      switch self {
      case .event(let alias), .user(let alias), .answer(let alias): alias
      }
    }

    var user: String { "\(alias).user" }
  }

  let dataset: Dataset
  let schema: SQLSchema
  public let calendar: SQLCalendar
  /// Lists of users that the expressions name, to stand before what uses them.
  public private(set) var lists: [SQLQuery.Part] = []
  private var listNames: [UserSet: String] = [:]
  private var aliases = 0
  private var models: [UserDimension: String] = [:]
  private let isCut: Bool
  /// What the names of parts end with, to tell the moments of a comparison apart.
  private let suffix: String

  /// - Parameter isCut: whether the tables hold more than the dataset, which is read as of an
  ///   earlier day; what comes after that day is then left out.
  public init(
    _ dataset: Dataset, calendar: SQLCalendar? = nil, isCut: Bool = false,
    suffix: String = ""
  ) {
    self.dataset = dataset
    self.suffix = suffix
    self.isCut = isCut
    schema = SQLSchema(dataset)
    self.calendar = calendar ?? SQLCalendar(of: dataset)
  }

  /// An alias that no other table here has.
  mutating func alias(_ letter: String) -> String {
    aliases += 1
    return "\(letter)\(aliases)"
  }

  /// The part with the classes of a model, `(user, class, weight)`, a row for each user.
  ///
  /// Its parts are among `lists` from then on. Nil for a dimension that is no model.
  public mutating func classes(of dimension: UserDimension) throws(Diagnostic) -> String? {
    guard let (model, day) = dimension.model else { return nil }
    if let known = models[dimension] { return known }
    let prefix = (models.isEmpty ? model.name : "\(model.name)_\(models.count + 1)") + suffix
    let parts = try SQLModel(day: day, dataset: dataset, prefix: prefix).parts(of: model, &self)
    lists += parts
    let name = parts.last?.name ?? prefix
    models[dimension] = name
    return name
  }

  /// The part with the values of a dimension whose users may stand in several groups,
  /// `(user, value)`, each value of a user once; nil for another dimension.
  public mutating func values(
    of dimension: UserDimension, named name: String
  ) throws(Diagnostic) -> SQLQuery.Part? {
    guard case .values(let events, let operand) = dimension.source else { return nil }
    let value = try self.value(operand, .event("e"))
    let tests = [
      try selectsFactor(events, "e"), "\(value) IS NOT NULL",
      Self.lies("e.time", in: seen(.all)),
    ].compactMap { $0 }
    return SQLQuery.Part(
      name, Phrase("each value that a user had", "每个用户有过的各个取值"),
      "SELECT DISTINCT e.user, \(value) AS value\nFROM events e\nWHERE \(SQL.all(tests))")
  }

  /// The part with what each user is worth, `(user, worth)`, where some are kept by it.
  public mutating func worth(
    _ worth: UserWorth, named name: String
  ) throws(Diagnostic) -> [SQLQuery.Part] {
    try SQLModel(day: worth.day, dataset: dataset, prefix: name).parts(of: worth, &self)
  }

  /// How many a share of some rows is, rounded up.
  public static func count(_ share: Double, of rows: String) -> String {
    let parts = Int((share * 100_000).rounded())
    return "((\(rows) * \(parts) + 99999) / 100000)"
  }

  /// How the ids of users are ordered where equals are ranked: as numbers where every one is.
  public func order(ofUsers alias: String) -> String { SQLModel.order(of: alias, in: dataset) }

  /// What of a range the dataset sees.
  func seen(_ range: InstantRange) -> InstantRange {
    guard isCut else { return range }
    return InstantRange(start: range.start, end: min(range.end ?? .max, dataset.end))
  }

  /// Whether a user of `users` was known by the day of the dataset; nil where all were.
  public mutating func isKnown(_ alias: String, among full: Dataset) -> String? {
    guard isCut, dataset.knownUsers != full.knownUsers else { return nil }
    let event = self.alias("e")
    return "coalesce((SELECT min(\(event).time) FROM events \(event)"
      + " WHERE \(event).user = \(alias).user) < \(dataset.end), TRUE)"
  }

  // MARK: Names

  public func property(_ index: Int, of alias: String) -> String {
    schema.properties.indices.contains(index)
      ? "\(alias).\(SQL.name(schema.properties[index]))" : "NULL"
  }

  public func attribute(_ index: Int, of alias: String) -> String {
    schema.attributes.indices.contains(index)
      ? "\(alias).\(SQL.name(schema.attributes[index]))" : "NULL"
  }

  public func answer(_ index: Int, of alias: String) -> String {
    schema.answers.indices.contains(index)
      ? "\(alias).\(SQL.name(schema.answers[index]))" : "NULL"
  }

  // MARK: Users

  /// Whether a user is one of a set: a look-up in a list that is written out.
  ///
  /// Throws E434 for an id that SQL cannot compare.
  public mutating func isMember(
    _ user: String, of set: UserSet, named name: String? = nil
  ) throws(Diagnostic) -> String {
    "\(user) IN (SELECT user FROM \(try list(set, named: name)))"
  }

  private mutating func list(_ set: UserSet, named: String?) throws(Diagnostic) -> String {
    if let known = listNames[set] { return known }
    let own = (lists.isEmpty ? "saved" : "saved_\(lists.count + 1)") + suffix
    let name = SQL.name(named ?? own)
    var rows: [String] = []
    for user in 0..<dataset.users.count where set.contains(user) {
      rows.append("(\(try SQL.text(dataset.users.ids[user])))")
    }
    let count = rows.count
    let body = rows.isEmpty ? "SELECT NULL WHERE FALSE" : "VALUES " + rows.joined(separator: ", ")
    lists.append(
      SQLQuery.Part(
        "\(name)(user)", Phrase("a saved segment", "已保存的分群"),
        folded: Phrase("VALUES … \(count) users", "VALUES … \(count) 个用户"), holdsUsers: true, body))
    listNames[set] = name
    return name
  }

  /// The condition by which users of `users` belong to a population; nil where all do.
  public mutating func belongs(
    to population: Population, _ alias: String
  ) throws(Diagnostic) -> String? {
    var conditions: [String] = []
    if let base = try belongs(toOriginOf: population, alias) { conditions.append(base) }
    if let condition = population.condition {
      conditions.append(try test(condition.test, .user(alias)))
    }
    return conditions.isEmpty ? nil : SQL.all(conditions)
  }

  /// The condition by which users belong to those of `from`; nil where all do.
  public mutating func belongs(
    toOriginOf population: Population, _ alias: String
  ) throws(Diagnostic) -> String? {
    guard let origin = population.origin else { return nil }
    return try isMember("\(alias).user", of: origin)
  }

  // MARK: Events

  /// The condition by which a row of `events` is of a kind.
  public mutating func selects(
    _ selector: EventSelector, _ alias: String
  ) throws(Diagnostic) -> String {
    switch selector {
    case .any: return "TRUE"
    case .codes(let codes):
      let names = codes.compactMap { code in
        dataset.events.names.indices.contains(Int(code)) ? dataset.events.names[Int(code)] : nil
      }
      if names.isEmpty { return "FALSE" }
      if names.count == 1 { return "\(alias).event = \(try SQL.text(names[0]))" }
      return "\(alias).event IN (\(try SQL.list(names)))"
    case .filtered(let inner, let condition):
      let filter = try factor(condition.test, .event(alias))
      if case .any = inner { return filter }
      return "\(try selectsFactor(inner, alias)) AND \(filter)"
    case .first(let inner):
      let other = self.alias("e")
      return """
        \(try selectsFactor(inner, alias)) AND \(alias).time = (
          SELECT min(\(other).time) FROM events \(other)
          WHERE \(other).user = \(alias).user AND \(try selectsFactor(inner, other)))
        """
    case .or(let parts):
      var written: [String] = []
      for part in parts { written.append(try selectsFactor(part, alias)) }
      return written.isEmpty ? "FALSE" : written.joined(separator: " OR ")
    }
  }

  /// The same, to stand beside AND.
  public mutating func selectsFactor(
    _ selector: EventSelector, _ alias: String
  ) throws(Diagnostic) -> String {
    let written = try selects(selector, alias)
    if case .or(let parts) = selector, parts.count > 1 { return "(\(written))" }
    return written
  }

  /// The condition by which an instant lies in a range; nil where every one does.
  public static func lies(_ instant: String, in range: InstantRange) -> String? {
    let bounds = [
      range.start.map { "\(instant) >= \($0)" }, range.end.map { "\(instant) < \($0)" },
    ].compactMap { $0 }
    return bounds.isEmpty ? nil : bounds.joined(separator: " AND ")
  }
}

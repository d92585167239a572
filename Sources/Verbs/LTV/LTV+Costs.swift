import Engine
import Language
import Reporting

extension LTV {
  /// A table of what was spent on acquiring users.
  public struct SpendSource: Hashable, Sendable {
    public let table: String
    public let time: String
    public let amount: String
    /// The column that answers to each dimension of the breakdown; nil for a period, which the
    /// time answers to.
    public let columns: [String?]
  }

  /// Where the costs of what was sold are known; empty where they are not.
  ///
  /// A declared role `cost`: of the tables whose rows are the events, else of other tables that
  /// name user and time.
  static func costSources(in dataset: Dataset) -> [CostSource] {
    var properties: [Int] = []
    for table in dataset.tables where ["events", "orders"].contains(table.role) {
      guard let name = table.mapping["cost"],
        let index = dataset.events.properties.firstIndex(where: { $0.name == name }),
        !properties.contains(index), index != dataset.events.amountIndex
      else { continue }
      properties.append(index)
    }
    if !properties.isEmpty { return properties.map { .property($0) } }
    return dataset.tables.compactMap { table in
      guard table.role == "other", let cost = table.mapping["cost"],
        let user = table.mapping["user"], let time = table.mapping["time"]
      else { return nil }
      return .ledger(Ledger(table: table.name, user: user, time: time, cost: cost))
    }
  }

  /// Reads what stands behind `cac=`: an amount, or a table of what was spent.
  ///
  /// Throws E370 for anything else, E371 for a breakdown that the table does not have, E428 for an
  /// unknown table.
  static func acquisitionCost(
    _ setting: Setting, breakdown: [Breakdown], in scope: Scope
  ) throws(Diagnostic) -> AcquisitionCost {
    let span = setting.key.place.span
    switch setting.value {
    case .literal(let literal, _):
      guard let amount = try scope.number(literal, at: span), amount >= 0, amount < 1e12 else {
        throw .badCAC(spendTables(of: scope.dataset).map(\.name), at: span)
      }
      return .constant(amount)
    case .name(let name) where name.qualifier == nil:
      return .spend(try spend(name.word, breakdown: breakdown, in: scope))
    case .name, .call, .list:
      throw .badCAC(spendTables(of: scope.dataset).map(\.name), at: span)
    }
  }

  /// Tables whose rows say how much was spent when.
  static func spendTables(of dataset: Dataset) -> [TableSummary] {
    dataset.tables.filter { table in
      table.role == "costs" && table.mapping["time"] != nil && table.spendColumn != nil
    }
  }

  private static func spend(
    _ word: Word, breakdown: [Breakdown], in scope: Scope
  ) throws(Diagnostic) -> SpendSource {
    let dataset = scope.dataset
    let span = word.place.span
    let names = [word.text, word.typed]
    guard let table = dataset.tables.first(where: { names.contains($0.name) }) else {
      throw .unknownTable(
        word.text, among: spendTables(of: dataset).map(\.name) + dataset.tables.map(\.name),
        at: span)
    }
    guard let time = table.mapping["time"], let amount = table.spendColumn else {
      throw .noSpend(in: table.name, at: span)
    }
    if let found = source(table, time, amount, for: breakdown, in: dataset) { return found }
    let missing = breakdown.first { column(of: table, for: $0, in: dataset) == nil && !$0.isTime }
    throw .notSpentBy(missing?.column.name ?? "", in: table, at: span)
  }

  /// The table as the source of what a group costs; nil where it cannot tell its groups apart.
  static func source(
    _ table: TableSummary, _ time: String, _ amount: String, for breakdown: [Breakdown],
    in dataset: Dataset
  ) -> SpendSource? {
    var columns: [String?] = []
    for dimension in breakdown {
      if dimension.isTime {
        columns.append(nil)
      } else if let column = column(of: table, for: dimension, in: dataset) {
        columns.append(column)
      } else {
        return nil
      }
    }
    return SpendSource(table: table.name, time: time, amount: amount, columns: columns)
  }

  /// The column of the name of a dimension, or the channels of both tables.
  private static func column(
    of table: TableSummary, for dimension: Breakdown, in dataset: Dataset
  ) -> String? {
    guard case .user(let users) = dimension else { return nil }
    if table.columns.contains(where: { $0.name == users.name }) { return users.name }
    let isChannel = dataset.tables.contains {
      $0.role == "users" && $0.mapping["channel"] == users.name
    }
    return isChannel ? table.mapping["channel"] : nil
  }
}

extension TableSummary {
  var spendColumn: String? { mapping["amount"] ?? mapping["cost"] }
}

extension Scope {
  /// A plain number or percentage that a setting is given; nil for anything else.
  func number(_ literal: Literal, at span: Span) throws(Diagnostic) -> Double? {
    switch literal {
    case .number(let number), .percent(let number): return number
    case .parameter(let name):
      let value = try parameter(name, at: span)
      if case .parameter = value { return nil }
      return try number(value, at: span)
    default: return nil
    }
  }
}

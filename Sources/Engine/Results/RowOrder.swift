import Language
import Reporting

/// The order and number of the rows that a query asks for with `sort` and `limit`.
public struct RowOrder: Hashable, Sendable {
  /// The column sorted by; nil keeps the natural order.
  public let column: String?
  public let ascending: Bool
  /// The most rows kept.
  public let limit: Int?

  public static let natural = RowOrder(column: nil, ascending: true, limit: nil)

  public init(column: String?, ascending: Bool, limit: Int?) {
    self.column = column
    self.ascending = ascending
    self.limit = limit
  }

  public var isNatural: Bool { column == nil }

  /// The table in this order; ties keep the natural order, missing values come last.
  public func apply(to table: ResultTable) -> ResultTable {
    var rows = Array(table.rows.enumerated())
    if let column, let index = table.index(of: column) {
      rows.sort { left, right in
        let (a, b) = (left.element[index], right.element[index])
        if a == b { return left.offset < right.offset }
        if a == .missing || b == .missing { return b == .missing }
        if Cell.precedes(a, b) { return ascending }
        return Cell.precedes(b, a) ? !ascending : left.offset < right.offset
      }
    }
    return ResultTable(
      table.name, columns: table.columns, rows: rows.prefix(limit ?? rows.count).map(\.element))
  }
}

extension Scope {
  /// Reads `sort` and `limit` of a call whose main table has the given columns.
  ///
  /// Numbers are sorted the largest first unless `asc` is said. Throws E213 for a column that the
  /// table does not have, E317 for no rows at all, E364 for a share of the population.
  public func rowOrder(
    of call: VerbCall, columns: [ResultColumn]
  ) throws(Diagnostic) -> RowOrder {
    var column: ResultColumn?
    var order: SortOrder?
    if let clause = call.clause(.sort), case .sort(let key, let written) = clause.body {
      column = try sortColumn(key, among: columns, at: clause.place.span)
      order = written
    }
    let isText = column.map { !$0.type.isNumeric } ?? true
    return RowOrder(
      column: column?.name, ascending: order.map { $0 == .ascending } ?? isText,
      limit: try rowLimit(of: call))
  }

  private func sortColumn(
    _ key: SortKey, among columns: [ResultColumn], at span: Span
  ) throws(Diagnostic) -> ResultColumn {
    let names = columns.map(\.name)
    if case .metric(.name(let word)) = key,
      let found = try match(
        word, among: names, labels: dataset.labels.columns, kind: Phrase("column", "列")),
      let column = columns.first(where: { $0.name == found })
    {
      return column
    }
    if case .metric(.call(let call)) = key {
      let name = CanonicalText.call(named(call))
      if let column = columns.first(where: { $0.name == name }) { return column }
    }
    let list = names.joined(separator: ", ")
    var typed: String?
    if case .metric(.name(let word)) = key { typed = word.text }
    throw Diagnostic(
      "E213", Phrase("the result has no such column to sort by", "结果中没有可供排序的这一列"),
      at: span, notes: [Phrase("its columns: \(list)", "它的列：\(list)")],
      suggestion: typed.flatMap { Suggestion.closest(to: $0, among: names) })
  }

  private func rowLimit(of call: VerbCall) throws(Diagnostic) -> Int? {
    guard let clause = call.clause(.limit), case .limit(let value) = clause.body else {
      return nil
    }
    let span = clause.place.span
    var count: Int?
    switch value {
    case .rows(let rows): count = rows
    case .share: throw .shareOfRows(at: span)
    case .parameter(let name):
      if case .number(let number) = try parameter(name, at: span) { count = Int(exactly: number) }
    }
    guard let count, count > 0 else {
      throw Diagnostic(
        "E317", Phrase("expected a number of rows", "此处应为行数"), at: span,
        notes: [Phrase("for example limit 10", "例如 取 10")])
    }
    return count
  }
}

extension Diagnostic {
  /// E364: a share of the users where rows are counted.
  fileprivate static func shareOfRows(at span: Span) -> Diagnostic {
    Diagnostic(
      "E364",
      Phrase(
        "a percentage takes a share of the users, but here rows are kept",
        "百分比取的是用户的一部分，而此处保留的是行"), at: span,
      notes: [
        Phrase("rows: limit 10", "保留若干行：取 10"),
        Phrase(
          "the best share of the users: segment by value limit 20%",
          "价值最高的一部分用户：分群 按 价值 取 20%"),
      ])
  }
}

import Engine
import Language
import Reporting

/// The order and number of the cohorts that a query asks for with `sort` and `limit`.
struct CohortOrder: Hashable, Sendable {
  enum Key: Hashable, Sendable {
    /// A column of the retention table, the same in all rows of a cohort.
    case column(String)
    /// The rate at a place among the rows of a cohort.
    case rate(Int)
  }

  /// Nil keeps the natural order.
  let key: Key?
  let ascending: Bool
  let limit: Int?

  var isNatural: Bool { key == nil && limit == nil }

  /// The table with its cohorts in this order.
  ///
  /// - Parameters:
  ///   - width: how many cells stand before the cohort, population first.
  ///   - fixed: how many of them stay together: their cohorts are ordered, and cut, by themselves.
  func apply(to table: ResultTable, width: Int, fixed: Int, columns: Int?) -> ResultTable {
    if isNatural { return table }
    let blocks = RetentionBlocks(table, width: width, columns: columns).all
    var ordered: [RetentionBlocks.Block] = []
    var start = 0
    while start < blocks.count {
      let group = blocks[start].key.prefix(fixed)
      var end = start
      while end < blocks.count, blocks[end].key.prefix(fixed) == group { end += 1 }
      let part = sorted(Array(blocks[start..<end]), table)
      ordered += part.prefix(limit ?? part.count)
      start = end
    }
    var result = ResultTable(table.name, columns: table.columns)
    for block in ordered { for row in block.rows { result.append(table.rows[row]) } }
    return result
  }

  private func sorted(
    _ blocks: [RetentionBlocks.Block], _ table: ResultTable
  ) -> [RetentionBlocks.Block] {
    guard let key else { return blocks }
    func cell(_ block: RetentionBlocks.Block) -> Cell {
      switch key {
      case .column(let name): return table.cell(block.rows.lowerBound, name)
      case .rate(let place):
        let row = block.rows.lowerBound + place
        return block.rows.contains(row) ? table.cell(row, "rate") : .missing
      }
    }
    let cells = blocks.map(cell)
    let order = blocks.indices.sorted { left, right in
      let (a, b) = (cells[left], cells[right])
      if a == b { return left < right }
      if a == .missing || b == .missing { return b == .missing }
      if Cell.precedes(a, b) { return ascending }
      return Cell.precedes(b, a) ? !ascending : left < right
    }
    return order.map { blocks[$0] }
  }
}

extension Scope {
  /// Reads `sort` and `limit` of a cohort.
  ///
  /// Throws E213 for what its cohorts cannot be sorted by, E317 for a limit that is no number of
  /// rows.
  func cohortOrder(
    of call: VerbCall, period: CalendarUnit?, columns: [Cohort.Column]?,
    dimensions: [UserDimension]
  ) throws(Diagnostic) -> CohortOrder {
    var key: CohortOrder.Key?
    var order: SortOrder?
    var isNumber = false
    if let clause = call.clause(.sort), case .sort(let written, let typed) = clause.body {
      order = typed
      let places = columns?.map(\.text) ?? []
      let names = ["cohort", "size"] + dimensions.map(\.name)
      switch written {
      case .point(let point):
        if let columns {
          key = columns.firstIndex(of: point.column).map { .rate($0) }
        } else if point.calendarUnit == period {
          key = .rate(point.offset)
        }
        isNumber = true
      case .metric(.name(let word)):
        if ["users", "rate"].contains(word.text), places.count == 1 {
          key = .rate(0)
          isNumber = true
        } else if names.contains(word.text) {
          key = .column(word.text)
          isNumber =
            word.text == "size"
            || dimensions.first { $0.name == word.text }?.type.isNumeric == true
        }
      case .metric(.call): break
      }
      if key == nil { throw .noSuchOrder(names + places, at: clause.place.span) }
    }
    return CohortOrder(
      key: key, ascending: order.map { $0 == .ascending } ?? !isNumber,
      limit: try cohortLimit(of: call))
  }

  private func cohortLimit(of call: VerbCall) throws(Diagnostic) -> Int? {
    guard let clause = call.clause(.limit), case .limit(let value) = clause.body else {
      return nil
    }
    var count: Int?
    switch value {
    case .rows(let rows): count = rows
    case .share: break
    case .parameter(let name):
      if case .number(let number) = try parameter(name, at: clause.place.span) {
        count = Int(exactly: number)
      }
    }
    if let count, count > 0 { return count }
    throw Diagnostic(
      "E317", Phrase("expected a number of rows", "此处应为行数"), at: clause.place.span,
      notes: [Phrase("for example limit 10", "例如 取 10")])
  }
}

extension Diagnostic {
  /// E213: what the cohorts cannot be sorted by.
  fileprivate static func noSuchOrder(_ names: [String], at span: Span) -> Diagnostic {
    let list = names.joined(separator: ", ")
    return Diagnostic(
      "E213",
      Phrase("the result has no such column to sort by", "结果中没有可供排序的这一列"), at: span,
      notes: [Phrase("its columns: \(list)", "它的列：\(list)")])
  }
}

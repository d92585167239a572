import Engine
import Reporting

/// The rows of one table as people may look at them: every column of its files, typed.
struct TableRows {
  let typing: ColumnTyping

  /// The table without its rejected rows, which go beside it.
  func table(
    _ mapped: MappedTable, _ summary: TableSummary, rejected: [RejectedRow]
  ) -> DataTable {
    let source = mapped.table
    var places: Set<Place> = []
    for row in rejected { places.insert(Place(file: row.file, line: row.line)) }
    let files = source.files.isEmpty ? [SourceFile(name: source.name)] : source.files
    var rows: [Int32] = []
    for (number, file) in files.enumerated() {
      let end = number + 1 < files.count ? files[number + 1].firstRow : source.rowCount
      for row in file.firstRow..<max(file.firstRow, end)
      where places.isEmpty
        || !places.contains(Place(file: file.name, line: Int(source.lines[row])))
      {
        rows.append(Int32(truncatingIfNeeded: row))
      }
    }
    let gather = RowGather(
      tables: Array(repeating: 0, count: rows.count), rows: rows, typing: typing)
    let columns = source.columns.enumerated().map { index, column in
      gather.column(
        named: column.name, columns: [index], of: [mapped], type: mapped.roleType(of: index))
    }
    var shown = summary
    shown.columns = columns.map { ResultColumn($0.name, $0.type) }
    return DataTable(
      summary: shown, columns: columns, lines: rows.map { source.lines[Int($0)] },
      rejected: rejected, formats: FormatTally.formats(of: mapped))
  }

  private struct Place: Hashable {
    let file: String
    let line: Int
  }
}

extension MappedTable {
  /// The type that a column's role gives it.
  func roleType(of index: Int) -> ColumnType? {
    if columns[.time] == index { return .time }
    if columns[.amount] == index || columns[.cost] == index { return .money }
    if columns[.score] == index { return .float }
    return columns.values.contains(index) ? .text : nil
  }
}

import Charts
import Reporting

extension ResultTable {
  /// The table as people see it: headings in their language, numbers to the right.
  ///
  /// - Parameters:
  ///   - headings: by column name, where there is a better word than the name.
  ///   - labels: names of values in the data.
  public func grid(
    title: Phrase? = nil, headings: [String: Phrase] = [:], labels: [String: Phrase] = [:],
    language: DisplayLanguage, calendar: LocalCalendar = .utc, notes: [Phrase] = []
  ) -> TableGrid {
    TableGrid(
      title: title,
      columns: columns.map { column in
        TableGrid.Column(
          headings[column.name] ?? Phrase(verbatim: column.name),
          column.type.isNumeric ? .right : .left)
      },
      rows: rows.map { row in
        zip(columns, row).map { column, cell in
          if case .text(let value) = cell, let label = labels[value] {
            return TableGrid.Cell(label)
          }
          return TableGrid.Cell(cell.text(as: column.type, in: language, calendar: calendar))
        }
      }, notes: notes)
  }
}

extension ColumnType {
  /// Whether its values are numbers, set to the right of their column.
  public var isNumeric: Bool {
    switch self {
    case .int, .float, .rate, .money, .duration: true
    case .date, .time, .text, .bool: false
    }
  }
}

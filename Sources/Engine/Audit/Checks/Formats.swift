import Reporting

extension AuditCheck {
  /// Dates that are written in another way than the column's usual one.
  static let dateFormats = AuditCheck(
    "date_formats", Phrase("date formats", "日期格式"),
    rule: Phrase(
      "in a column of which at least half are dates, another way of writing than the usual one",
      "在至少一半为日期的列中，与该列通常写法不同的值"), scope: .format
  ) { table, _ in formats(of: .date, in: table) }

  /// Texts among numbers, which keep a column from being summed.
  static let numberFormats = AuditCheck(
    "number_formats", Phrase("number formats", "数字格式"),
    rule: Phrase(
      "what is no number in a column of at least 90% numbers; ids and codes are left out",
      "在至少 90% 为数字的列中，不是数字的值；编号和代码列除外"), scope: .format
  ) { table, _ in formats(of: .number, in: table) }

  private static func formats(of kind: ColumnFormats.Kind, in table: AuditedTable) -> Found? {
    let columns = table.table.formats.filter {
      $0.kind == kind && (kind == .date || !ColumnNames.isCode($0.column, of: table))
    }
    guard !columns.isEmpty else { return nil }
    let odd = columns.filter { $0.formats.count > 1 }
    let count = odd.reduce(0) { sum, column in
      column.formats.dropFirst().reduce(sum) { $0 + $1.rows }
    }
    let lists = odd.map { column in
      let shown = column.formats.prefix(6).map {
        "\(Escaping.visible($0.pattern)) × \($0.rows)"
      }
      let more = column.formats.count > 6 ? ", …" : ""
      return "\(column.column): \(shown.joined(separator: ", "))\(more)"
    }
    let list = lists.joined(separator: "; ")
    let examples = odd.flatMap { column in
      column.unusual.map { value in
        AuditFinding.Example(
          file: value.file, line: value.line,
          content: "\(column.column)=\(table.masked(value.text, of: column.column))")
      }
    }
    return Found(
      count: count, of: table.rowsRead,
      words: Phrase(
        "a value written in another way than usual (\(list))", "有值的写法与通常不同（\(list)）"),
      examples: Array(examples.prefix(AuditFinding.mostExamples)), next: table.reload)
  }
}

import Reporting

/// A table with the columns that checks look for.
struct AuditedTable {
  let table: DataTable
  /// Who a row is about.
  let user: PropertyColumn?
  let time: PropertyColumn?
  let session: PropertyColumn?
  let device: PropertyColumn?
  /// Amounts of money that cannot be negative.
  let amounts: [PropertyColumn]
  /// Of each row the time in milliseconds, `PropertyColumn.missing` where it has none.
  let instants: [Int64]
  /// Rows that equal an earlier one, in ascending order; none unless they were looked for.
  let copies: [Int]
  private let calendar: LocalCalendar

  init(_ table: DataTable, in ground: AuditGround, comparingRows: Bool) {
    self.table = table
    calendar = ground.dataset.calendar
    let names = ColumnNames(table, userColumns: ground.userColumns)
    user = names.user
    time = names.time
    session = table.summary.mapping["session"].flatMap { table.column($0) }
    device = names.device
    amounts = names.amounts
    instants = Self.instants(of: names.time, count: table.count, in: calendar)
    copies = comparingRows ? EqualRows(table.columns, count: table.count).repeats : []
  }

  var name: String { table.summary.name }

  /// All rows of the files, rejected ones too.
  var rowsRead: Int { table.count + table.rejected.count }

  private static func instants(
    of time: PropertyColumn?, count: Int, in calendar: LocalCalendar
  ) -> [Int64] {
    switch time?.storage {
    case .time(let instants)?: return Array(instants)
    case .text(let codes, let dictionary)?:
      // A column of dates in several formats has stayed text.
      let read = dictionary.map { WrittenTime($0)?.instant(in: calendar).start }
      return codes.map { code in
        read.indices.contains(Int(code)) ? read[Int(code)] ?? missing : missing
      }
    case .number?, .money?, nil: return Array(repeating: missing, count: count)
    }
  }

  private static let missing = PropertyColumn.missing

  /// A finding with the first of its rows as examples.
  func finding(_ check: AuditCheck, _ found: AuditCheck.Found) -> AuditFinding {
    let rows = found.rows.prefix(AuditFinding.mostExamples).map { example(ofRow: $0) }
    let examples = (found.examples + rows).prefix(AuditFinding.mostExamples)
    return AuditFinding(
      table: name, check: check, count: found.count, of: found.of, words: found.sentence,
      examples: Array(examples), next: found.count > 0 ? found.next : nil)
  }

  private func example(ofRow row: Int) -> AuditFinding.Example {
    let fields = table.columns.map { column in
      "\(column.name)=\(shown(column, row))"
    }
    let content = fields.joined(separator: " ")
    return AuditFinding.Example(
      file: file(ofRow: row), line: table.lines.indices.contains(row) ? Int(table.lines[row]) : 0,
      content: content.count > 240 ? content.prefix(240) + "…" : content)
  }

  private func shown(_ column: PropertyColumn, _ row: Int) -> String {
    let cell = column.cell(row)
    if case .time(let instant) = cell {
      let day = calendar.day(of: instant)
      return calendar.start(of: day) == instant ? day.label : calendar.text(of: instant)
    }
    return masked(cell.plainText, of: column.name)
  }

  /// A value as it may be put on record: of a personal column its first two characters at most.
  func masked(_ text: String, of column: String) -> String {
    guard table.summary.personal[column] != nil, !text.isEmpty else { return text }
    return (text.count > 4 ? text.prefix(2) : "") + "***"
  }

  /// The file that a row was read from: rows lie in the order of the files.
  private func file(ofRow row: Int) -> String {
    var end = 0
    for source in table.summary.sources {
      end += source.rowsKept
      if row < end { return source.file }
    }
    return table.summary.sources.last?.file ?? ""
  }

  /// A rejected row as an example; its text is one piece, so that a table with personal columns
  /// shows none of it.
  func example(of rejected: RejectedRow) -> AuditFinding.Example {
    let content = table.summary.personal.isEmpty ? rejected.content : "***"
    return AuditFinding.Example(
      file: rejected.file, line: rejected.line,
      content: "\(rejected.reason.english): "
        + (content.count > 160 ? content.prefix(160) + "…" : content))
  }

  /// Type this once the file is repaired.
  var reload: Phrase {
    let file = table.summary.sources.first?.file ?? name
    return Phrase(
      "repair the file, then type: load \"\(file)\" as \(name)",
      "修正文件后请输入：载入 \"\(file)\" 存为 \(name)")
  }
}

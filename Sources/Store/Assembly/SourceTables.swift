import Engine
import Foundation
import Reporting

/// Turns a stored dataset back into the tables it was made of, so that more can be added to them
/// and their columns can be understood otherwise.
///
/// Times come back as instants in UTC, amounts with four decimals, rows in the order of the log.
struct SourceTables {
  let assembly: Assembly
  private let firstSources: [Int]

  init(_ assembly: Assembly) {
    self.assembly = assembly
    let counts = assembly.dataset.tables.map(\.sources.count)
    firstSources = counts.indices.map { RowOrigins.firstSource(ofTable: $0, counts) }
  }

  /// Each table with what was declared or guessed of it; `isReplaced` tells by table and file which
  /// rows are left out.
  func tables(
    without isReplaced: (_ table: String, _ file: String) -> Bool
  ) -> [(table: SourceTable, declaration: TableDeclaration)] {
    assembly.dataset.tables.indices.map { number in
      let summary = assembly.dataset.tables[number]
      var table = SourceTable(name: summary.name)
      for source in summary.sources where !isReplaced(summary.name, source.file) {
        table.files.append(
          SourceFile(
            name: source.file, sha256: source.sha256, firstRow: 0, rowsRead: source.rowsRead))
      }
      table.rejected = assembly.rejected.filter {
        $0.table == summary.name && !isReplaced(summary.name, $0.file)
      }
      fill(&table, number)
      return (table, declaration(of: summary))
    }
  }

  /// What the dataset declares, in the form of a `dataset.json`.
  var declaration: DatasetDeclaration {
    let dataset = assembly.dataset
    var declaration = DatasetDeclaration()
    declaration.text = assembly.declaration
    declaration.zone = dataset.calendar.zone
    declaration.week = dataset.calendar.weekStart
    declaration.asof = dataset.asof.isDeclared ? dataset.asof.day : nil
    declaration.currency = dataset.currency
    declaration.roles = dataset.roles
    declaration.labels = dataset.labels
    return declaration
  }

  private func declaration(of summary: TableSummary) -> TableDeclaration {
    var declaration = TableDeclaration(role: TableRole(rawValue: summary.role))
    for (role, target) in summary.mapping {
      if role == "event:" {
        declaration.mapping.targets[.event] = .constant(target)
      } else if let role = ColumnRole(rawValue: role) {
        declaration.mapping.targets[role] = .named(target)
      }
    }
    // Text holds whatever comes; other types are found again from the values.
    for column in summary.columns where column.type == .text {
      declaration.types[column.name] = ColumnType.text.rawValue
    }
    return declaration
  }

  /// A column of a table as the function that gives the text of a row.
  private typealias Reading = (Int) -> String?

  private func fill(_ table: inout SourceTable, _ number: Int) {
    let summary = assembly.dataset.tables[number]
    let isEvents = summary.role == "events" || summary.role == "orders"
    let origins: RowOrigins
    let readings: [Reading]
    switch summary.role {
    case "users":
      origins = assembly.userOrigins
      readings = summary.columns.map { userColumn($0, summary) }
    case "feedback":
      origins = assembly.feedbackOrigins
      let columns = assembly.dataset.feedback?.columns ?? []
      readings = summary.columns.map { named($0.name, in: columns) }
    default:
      let other = assembly.others.first { $0.table == number }
      origins = isEvents ? assembly.eventOrigins : other?.origins ?? RowOrigins()
      readings = summary.columns.map {
        isEvents ? eventColumn($0, summary) : named($0.name, in: other?.columns ?? [])
      }
    }
    table.columns = summary.columns.map { SourceColumn(name: $0.name) }
    let sources = firstSources[number]..<(firstSources[number] + summary.sources.count)
    var rowsByFile: [[Int]] = Array(repeating: [], count: sources.count)
    for (row, source) in origins.sources.enumerated() where sources.contains(Int(source)) {
      rowsByFile[Int(source) - sources.lowerBound].append(row)
    }
    for (place, rows) in rowsByFile.enumerated() {
      let name = summary.sources[place].file
      guard let file = table.files.firstIndex(where: { $0.name == name }) else { continue }
      table.files[file].firstRow = table.rowCount
      for row in rows {
        for (index, reading) in readings.enumerated() {
          if let text = reading(row) { table.columns[index].append(text) }
        }
        table.finishRow(line: Int(origins.lines[row]))
      }
    }
  }

  private func userColumn(_ column: ResultColumn, _ summary: TableSummary) -> Reading {
    let users = assembly.dataset.users
    if column.name == summary.mapping[ColumnRole.user.rawValue] { return { users.ids[$0] } }
    return named(column.name, in: users.attributes)
  }

  private func eventColumn(_ column: ResultColumn, _ summary: TableSummary) -> Reading {
    let log = assembly.dataset.events
    let role = summary.mapping.first { $0.value == column.name && $0.key != "event:" }?.key
    switch role.flatMap(ColumnRole.init) {
    case .user?:
      let owners = (0..<log.userCount).flatMap { user in log.rows(of: user).map { _ in user } }
      let ids = assembly.dataset.users.ids
      return { ids[owners[$0]] }
    case .event?: return { log.names[Int(log.codes[$0])] }
    case .time?: return { Self.text(.time(log.times[$0])) }
    case .session?:
      guard let codes = log.sessions else { return { _ in nil } }
      let ids = assembly.sessions
      return { codes[$0] >= 0 ? ids[Int(codes[$0])] : nil }
    case .amount?:
      guard let index = log.amountIndex else { return { _ in nil } }
      let amounts = log.properties[index]
      return { Self.text(amounts.cell($0)) }
    default: return named(column.name, in: log.properties)
    }
  }

  private func named(_ name: String, in columns: [PropertyColumn]) -> Reading {
    let column =
      columns.first { $0.name == name } ?? columns.first { $0.name == PropertyPlan.renamed(name) }
    guard let column else { return { _ in nil } }
    return { Self.text(column.cell($0)) }
  }

  /// A value as a file would have it; nil where it is missing.
  static func text(_ cell: Cell) -> String? {
    switch cell {
    case .missing: nil
    case .int(let value): "\(value)"
    case .real(let value): "\(value)"
    case .text(let value): value
    case .bool(let value): value ? "true" : "false"
    case .money(let money):
      (money.tenThousandths < 0 ? "-" : "") + decimal(money.tenThousandths.magnitude)
    case .time(let instant): isoText(instant)
    }
  }

  private static func decimal(_ tenThousandths: UInt64) -> String {
    "\(tenThousandths / 10_000)." + padded(Int(tenThousandths % 10_000), 4)
  }

  private static func isoText(_ instant: Int64) -> String {
    let day = LocalCalendar.utc.day(of: instant)
    let rest = Int(instant &- Int64(day.number) &* 86_400_000)
    let (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60)
    return "\(day.label)T\(padded(hour, 2)):\(padded(minute, 2)):\(padded(rest / 1000 % 60, 2))"
      + ".\(padded(rest % 1000, 3))Z"
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

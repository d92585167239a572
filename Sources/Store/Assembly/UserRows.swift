import Engine
import Reporting

/// The rows of user tables, the first of each user.
struct UserRows {
  let clock: LocalClock
  private(set) var rejected: [RejectedRow] = []
  private(set) var notices: [Phrase] = []
  private var tables: [Int32] = []
  private var rows: [Int32] = []

  init(clock: LocalClock) { self.clock = clock }

  /// Adds a table's users to those of the events.
  mutating func add(
    _ mapped: MappedTable, number: Int, to collector: inout EventCollector, interrupt: Interrupt
  ) throws(Diagnostic) {
    let table = mapped.table
    guard let user = mapped.columns[.user] else { return }
    let time = mapped.columns[.time].map { table.columns[$0] }
    let times = time.map { ReadTimes($0, clock: clock) }
    var repeated = 0
    for row in 0..<table.rowCount {
      if row & 0xffff == 0 { try interrupt.check() }
      guard !table.columns[user].isBlank(row) else {
        reject(row, of: table, EventCollector.noUser)
        continue
      }
      if let time, let times, time.codes[row] >= 0, times.instant(time.codes[row]) == nil {
        reject(row, of: table, EventCollector.unreadableTime(time.text(row)))
        continue
      }
      let own = Int(table.columns[user].codes[row])
      let code = Int(table.columns[user].values.withBytes(own) { collector.users.code(of: $0) })
      while rows.count <= code {
        tables.append(-1)
        rows.append(-1)
      }
      if tables[code] >= 0 {
        if Int(tables[code]) == number { repeated += 1 }
        continue
      }
      tables[code] = Int32(truncatingIfNeeded: number)
      rows[code] = Int32(truncatingIfNeeded: row)
    }
    if repeated > 0 {
      notices.append(
        Phrase(
          "\(table.name): \(repeated) rows repeat a user; the first row of each counts",
          "\(table.name)：\(repeated) 行重复了用户，以第一行为准"))
    }
  }

  /// Where the row of each user in `order` was read.
  func origins(order: [Int], of sources: [MappedTable]) -> RowOrigins {
    RowOrigins(
      tables: order.map { $0 < tables.count ? tables[$0] : -1 },
      rows: order.map { $0 < rows.count ? rows[$0] : -1 }, of: sources)
  }

  /// The columns of all user tables but the user's id, one value for each user in `order`.
  func attributes(
    order: [Int], of sources: [MappedTable], typing: ColumnTyping
  ) -> [PropertyColumn] {
    let gather = RowGather(
      tables: order.map { $0 < tables.count ? tables[$0] : -1 },
      rows: order.map { $0 < rows.count ? rows[$0] : -1 }, typing: typing)
    var names: [String] = []
    for source in sources where source.role == .users {
      for (index, column) in source.table.columns.enumerated()
      where index != source.columns[.user] && !names.contains(column.name) {
        names.append(column.name)
      }
    }
    return names.map { name in
      let columns = sources.map { source -> Int? in
        guard source.role == .users, let index = source.table.columnIndex(name) else { return nil }
        return index == source.columns[.user] ? nil : index
      }
      let isTime = zip(sources, columns).contains { $1 != nil && $0.columns[.time] == $1 }
      return gather.column(named: name, columns: columns, of: sources, type: isTime ? .time : nil)
    }
  }

  private mutating func reject(_ row: Int, of table: SourceTable, _ reason: Phrase) {
    rejected.append(
      RejectedRow(
        table: table.name, file: table.file(ofRow: row), line: Int(table.lines[row]),
        reason: reason, content: table.content(ofRow: row)))
  }
}

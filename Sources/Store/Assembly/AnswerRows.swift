import Engine
import Reporting

/// The rows of feedback tables.
///
/// A user or a time may be missing; an unreadable time rejects.
struct AnswerRows {
  let clock: LocalClock
  let typing: ColumnTyping
  private(set) var rejected: [RejectedRow] = []
  private(set) var counts = ClockCounts()
  private var tables: [Int32] = []
  private var rows: [Int32] = []
  private var times: [Int64] = []

  init(clock: LocalClock, typing: ColumnTyping) {
    self.clock = clock
    self.typing = typing
  }

  mutating func add(
    _ mapped: MappedTable, number: Int, interrupt: Interrupt
  ) throws(Diagnostic) {
    let table = mapped.table
    let time = mapped.columns[.time].map { table.columns[$0] }
    let readTimes = time.map { ReadTimes($0, clock: clock) }
    for row in 0..<table.rowCount {
      if row & 0xffff == 0 { try interrupt.check() }
      var instant = PropertyColumn.missing
      if let time, let readTimes, time.codes[row] >= 0 {
        guard let read = readTimes.instant(time.codes[row]) else {
          rejected.append(
            RejectedRow(
              table: table.name, file: table.file(ofRow: row), line: Int(table.lines[row]),
              reason: EventCollector.unreadableTime(time.text(row)),
              content: table.content(ofRow: row)))
          continue
        }
        counts.note(readTimes.oddity(time.codes[row]))
        instant = read
      }
      tables.append(Int32(truncatingIfNeeded: number))
      rows.append(Int32(truncatingIfNeeded: row))
      times.append(instant)
    }
  }

  func origins(of sources: [MappedTable]) -> RowOrigins {
    RowOrigins(tables: tables, rows: rows, of: sources)
  }

  /// All answers as one table; nil where there is none.
  func table(
    of sources: [MappedTable], user: (String) -> Int32
  ) -> FeedbackTable? {
    guard sources.contains(where: { $0.role == .feedback }) else { return nil }
    let gather = RowGather(tables: tables, rows: rows, typing: typing)
    func role(_ role: ColumnRole, type: ColumnType) -> PropertyColumn? {
      let columns = sources.map { $0.role == .feedback ? $0.columns[role] : nil }
      guard let first = zip(sources, columns).first(where: { $1 != nil }), let index = first.1
      else { return nil }
      let name = first.0.table.columns[index].name
      return gather.column(named: name, columns: columns, of: sources, type: type)
    }
    var users = [Int32](repeating: -1, count: rows.count)
    if case .text(let codes, let dictionary)? = role(.user, type: .text)?.storage {
      let known = dictionary.map(user)
      users = codes.map { $0 >= 0 ? known[Int($0)] : -1 }
    }
    var scores = [Double](repeating: .nan, count: rows.count)
    if case .number(let values)? = role(.score, type: .float)?.storage { scores = Array(values) }
    return FeedbackTable(
      users: users, times: times, scores: scores, kinds: role(.kind, type: .text),
      texts: role(.text, type: .text), columns: columns(of: sources, gather))
  }

  private func columns(of sources: [MappedTable], _ gather: RowGather) -> [PropertyColumn] {
    var names: [String] = []
    for source in sources where source.role == .feedback {
      for column in source.table.columns where !names.contains(column.name) {
        names.append(column.name)
      }
    }
    return names.map { name in
      let columns = sources.map { source in
        source.role == .feedback ? source.table.columnIndex(name) : nil
      }
      let roles = zip(sources, columns).flatMap { source, column in
        column.map { index in source.columns.filter { $0.value == index }.map(\.key) } ?? []
      }
      let isTime = roles.contains { [.time, .reply, .resolved].contains($0) }
      let isNumber = roles.contains { [.score, .severity].contains($0) }
      let type: ColumnType? = isTime ? .time : roles.isEmpty || isNumber ? nil : .text
      return gather.column(named: name, columns: columns, of: sources, type: type)
    }
  }
}

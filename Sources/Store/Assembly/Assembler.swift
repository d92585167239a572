import Engine
import Reporting

/// Puts a dataset together from tables whose columns have found their roles.
struct Assembler {
  let name: String
  let clock: LocalClock
  let declaration: DatasetDeclaration
  let interrupt: Interrupt
  let progress: ImportProgress

  private var typing: ColumnTyping { ColumnTyping(clock: clock) }

  func assemble(_ tables: [MappedTable]) throws(Diagnostic) -> Assembly {
    progress(.assembling)
    var collector = EventCollector(clock: clock)
    for (number, table) in tables.enumerated() where table.isEventSource && table.role != .users {
      try collector.add(table, number: number, interrupt: interrupt)
    }
    for (number, table) in tables.enumerated() where table.isEventSource && table.role == .users {
      // Signing up is told once: where the events tell it, the user table need not.
      if table.columns[.event] == nil, let event = table.eventConstant,
        collector.names.find(event) >= 0
      {
        continue
      }
      try collector.add(table, number: number, interrupt: interrupt)
    }
    var userRows = UserRows(clock: clock)
    for (number, table) in tables.enumerated() where table.role == .users {
      try userRows.add(table, number: number, to: &collector, interrupt: interrupt)
    }
    let order = UserOrder.sorted(collector.users)
    let ranks = UserOrder.ranks(order)
    let events = eventLog(collector, ranks: ranks, of: tables)
    try interrupt.check()
    let ids = order.map { collector.users.text($0) }
    let attributes = userRows.attributes(order: order, of: tables, typing: typing)
    let derived = DerivedAttributes.find(in: events.log, besides: Set(attributes.map(\.name)))
    let users = UserTable(
      ids: ids, attributes: attributes + derived, derivedAttributes: derived.map(\.name))
    var answers = AnswerRows(clock: clock, typing: typing)
    for (number, table) in tables.enumerated() where table.role == .feedback {
      try answers.add(table, number: number, interrupt: interrupt)
    }
    let feedback = answers.table(of: tables) { text in
      let code = collector.users.find(text)
      return code >= 0 ? ranks[Int(code)] : -1
    }
    let others = tables.indices.filter { Self.isOther(tables[$0]) }.map { other($0, of: tables) }
    let rejected =
      tables.flatMap(\.table.rejected) + collector.rejected + userRows.rejected
      + answers.rejected
    var counts = collector.counts
    counts.repeated += answers.counts.repeated
    counts.skipped += answers.counts.skipped
    let notices =
      collector.notices + userRows.notices + counts.notices(zone: clock.calendar.zone)
    var assembly = Assembly(
      dataset: Dataset(
        name: name, calendar: clock.calendar, asof: asof(events.log),
        currency: declaration.currency,
        users: users, events: events.log, feedback: feedback, roles: declaration.roles,
        labels: declaration.labels, tables: [], contentHash: "", title: declaration.title,
        topics: declaration.topics),
      sources: tables, sessions: (0..<collector.sessions.count).map { collector.sessions.text($0) },
      eventOrigins: events.origins, userOrigins: userRows.origins(order: order, of: tables),
      feedbackOrigins: answers.origins(of: tables), others: others,
      rejected: rejected, notices: notices, declaration: declaration.text)
    assembly.dataset.tables = summaries(tables, assembly)
    assembly.dataset.contentHash = ContentHash.of(assembly)
    return assembly
  }

  static func isOther(_ table: MappedTable) -> Bool {
    !table.isEventSource && table.role != .users && table.role != .feedback
  }

  private func other(_ number: Int, of tables: [MappedTable]) -> OtherTable {
    let table = tables[number]
    let count = table.table.rowCount
    let places = Array(repeating: Int32(truncatingIfNeeded: number), count: count)
    let rows = (0..<count).map { Int32(truncatingIfNeeded: $0) }
    let gather = RowGather(tables: places, rows: rows, typing: typing)
    let columns = table.table.columns.indices.map { index in
      let placed = tables.indices.map { $0 == number ? index : nil }
      return gather.column(named: table.table.columns[index].name, columns: placed, of: tables)
    }
    return OtherTable(
      table: number, columns: columns,
      origins: RowOrigins(tables: places, rows: rows, of: tables))
  }

  /// No clock is read: without a declared day the last event counts that is no future one.
  private func asof(_ log: EventLog) -> AsOf {
    if let day = declaration.asof {
      let end = clock.calendar.start(of: day.advanced(by: 1))
      return AsOf(day: day, isDeclared: true, lastEvent: log.times.filter { $0 < end }.max())
    }
    let last = LastEvent(of: Array(log.times)).instant
    return AsOf(
      day: clock.calendar.day(of: last ?? 0), isDeclared: false, lastEvent: last)
  }
}

extension Assembler {
  /// Events in order, with the table that each row came from.
  private func eventLog(
    _ collector: EventCollector, ranks: [Int32], of tables: [MappedTable]
  ) -> (log: EventLog, origins: RowOrigins) {
    var rows = collector.rows
    let nameOrder = (0..<collector.names.count).sorted { collector.names.precedes($0, $1) }
    let nameRanks = UserOrder.ranks(nameOrder)
    for row in rows.users.indices {
      rows.users[row] = ranks[Int(rows.users[row])]
      rows.codes[row] = nameRanks[Int(rows.codes[row])]
    }
    let (order, offsets) = UserOrder.rows(rows, userCount: ranks.count)
    let placed = order.map { rows.tables[$0] }
    let placedRows = order.map { rows.rows[$0] }
    let gather = RowGather(tables: placed, rows: placedRows, typing: typing)
    let plan = PropertyPlan(tables)
    let properties = plan.properties.map { property in
      gather.column(
        named: property.name, columns: property.columns, of: tables,
        type: property.isAmount ? .money : nil)
    }
    let hasSessions = tables.contains { $0.isEventSource && $0.columns[.session] != nil }
    let log = EventLog(
      names: nameOrder.map { collector.names.text($0) }, offsets: offsets,
      codes: order.map { UInt16(truncatingIfNeeded: rows.codes[$0]) },
      times: order.map { rows.times[$0] },
      sessions: hasSessions ? order.map { rows.sessions[$0] } : nil, properties: properties,
      amountIndex: plan.properties.firstIndex { $0.isAmount })
    return (log, RowOrigins(tables: placed, rows: placedRows, of: tables))
  }

  private func summaries(_ tables: [MappedTable], _ assembly: Assembly) -> [TableSummary] {
    tables.enumerated().map { number, mapped in
      let table = mapped.table
      var rejectedByFile: [String: Int] = [:]
      for row in assembly.rejected where row.table == table.name {
        rejectedByFile[row.file, default: 0] += 1
      }
      let sources = table.files.map { file in
        let rejected = rejectedByFile[file.name] ?? 0
        return TableSummary.Source(
          file: file.name, sha256: file.sha256, rowsRead: file.rowsRead,
          rowsKept: file.rowsRead - rejected, rowsRejected: rejected,
          importedAt: file.importedAt)
      }
      return TableSummary(
        name: table.name, role: mapped.role.rawValue,
        rows: sources.reduce(0) { $0 + $1.rowsKept },
        columns: columns(of: mapped, number, assembly), mapping: mapped.mapping, sources: sources,
        personal: PersonalColumns(mapped).kinds)
    }
  }

  /// The types that the columns of a table have got.
  private func columns(
    of mapped: MappedTable, _ number: Int, _ assembly: Assembly
  ) -> [ResultColumn] {
    let known: [PropertyColumn] =
      switch mapped.role {
      case .users: assembly.dataset.users.attributes
      case .feedback: assembly.dataset.feedback?.columns ?? []
      case .events, .orders, .costs, .other:
        mapped.isEventSource
          ? assembly.dataset.events.properties
          : assembly.others.first { $0.table == number }?.columns ?? []
      }
    let types = Dictionary(
      known.map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first })
    let roles = Dictionary(
      mapped.columns.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return mapped.table.columns.enumerated().map { index, column in
      let type: ColumnType =
        switch roles[index] {
        case .time?: .time
        case .amount?: .money
        case .user?, .event?, .session?: .text
        default: types[column.name] ?? .text
        }
      return ResultColumn(column.name, type)
    }
  }
}

import Engine
import Reporting

/// Takes the rows of event tables one by one: kept with user, name, time and session, or rejected
/// with the reason.
struct EventCollector {
  static let mostEventNames = 65_535

  let clock: LocalClock
  var users = TextDictionary()
  var names = TextDictionary()
  var sessions = TextDictionary()
  var rows = EventRows()
  var rejected: [RejectedRow] = []
  var counts = ClockCounts()
  var notices: [Phrase] = []

  init(clock: LocalClock) { self.clock = clock }

  /// Codes of a table's column in a dictionary that several tables share; -1 where not yet met.
  private struct SharedCodes {
    let column: SourceColumn
    var codes: [Int32]

    init(_ column: SourceColumn) {
      self.column = column
      codes = Array(repeating: -1, count: column.values.count)
    }

    mutating func code(ofRow row: Int, in dictionary: inout TextDictionary) -> Int32 {
      let own = Int(column.codes[row])
      guard own >= 0 else { return -1 }
      if codes[own] < 0 { codes[own] = column.values.withBytes(own) { dictionary.code(of: $0) } }
      return codes[own]
    }
  }

  /// Adds all rows of an event table; those of a user table without a time are no events.
  mutating func add(
    _ mapped: MappedTable, number: Int, interrupt: Interrupt
  ) throws(Diagnostic) {
    let table = mapped.table
    guard let userIndex = mapped.columns[.user], let timeIndex = mapped.columns[.time] else {
      return
    }
    var user = SharedCodes(table.columns[userIndex])
    let time = table.columns[timeIndex]
    let times = ReadTimes(time, clock: clock)
    let amounts = mapped.columns[.amount].map { AmountColumn(table.columns[$0]) }
    var event = mapped.columns[.event].map { SharedCodes(table.columns[$0]) }
    var session = mapped.columns[.session].map { SharedCodes(table.columns[$0]) }
    var constant: Int32 = -1
    var unnamed = 0
    for row in 0..<table.rowCount {
      if row & 0xffff == 0 { try interrupt.check() }
      let blankUser = table.columns[userIndex].isBlank(row)
      if blankUser {
        if mapped.role != .users { reject(row, of: table, Self.noUser) }
        continue
      }
      guard time.codes[row] >= 0 else {
        if mapped.role != .users { reject(row, of: table, Self.noTime) }
        continue
      }
      guard let instant = times.instant(time.codes[row]) else {
        if mapped.role != .users { reject(row, of: table, Self.unreadableTime(time.text(row))) }
        continue
      }
      if let amounts, !amounts.isReadable(row) {
        reject(row, of: table, amounts.reason(row))
        continue
      }
      var name = event?.code(ofRow: row, in: &names) ?? -1
      if name < 0 {
        if event != nil { unnamed += 1 }
        if constant < 0 { constant = names.code(of: mapped.eventConstant ?? "event") }
        name = constant
      }
      counts.note(times.oddity(time.codes[row]))
      rows.tables.append(Int32(truncatingIfNeeded: number))
      rows.rows.append(Int32(truncatingIfNeeded: row))
      rows.users.append(user.code(ofRow: row, in: &users))
      rows.codes.append(name)
      rows.times.append(instant)
      rows.sessions.append(session?.code(ofRow: row, in: &sessions) ?? -1)
    }
    if names.count > Self.mostEventNames { throw Self.tooManyNames(names.count, mapped) }
    if unnamed > 0 { notices.append(Self.unnamed(unnamed, mapped)) }
  }

  private mutating func reject(_ row: Int, of table: SourceTable, _ reason: Phrase) {
    rejected.append(
      RejectedRow(
        table: table.name, file: table.file(ofRow: row), line: Int(table.lines[row]),
        reason: reason, content: table.content(ofRow: row)))
  }

  static let noUser = RejectedRow.noUser
  static let noTime = Phrase("no time", "缺少时间")

  static func unreadableTime(_ text: String?) -> Phrase {
    let shown = Text.shown(text ?? "")
    return Phrase("unreadable time '\(shown)'", "无法识别的时间 '\(shown)'")
  }

  private static func unnamed(_ count: Int, _ mapped: MappedTable) -> Phrase {
    let name = mapped.eventConstant ?? "event"
    return Phrase(
      "\(mapped.table.name): \(count) rows without an event name became '\(name)'",
      "\(mapped.table.name):\(count) 行没有事件名，记为 '\(name)'")
  }

  private static func tooManyNames(_ count: Int, _ mapped: MappedTable) -> Diagnostic {
    let column = mapped.columns[.event].map { mapped.table.columns[$0].name } ?? "event"
    return Diagnostic(
      "E415",
      Phrase(
        "expected at most \(mostEventNames) event names, found \(count) in column '\(column)'",
        "列 '\(column)' 有 \(count) 个不同的事件名，最多 \(mostEventNames) 个"), at: nil,
      notes: [
        Phrase("that column looks like an id, not a name", "该列像是编号，而不是事件名"),
        Phrase("type: map event=COLUMN, or event:=NAME", "请输入：map event=列名，或 event:=名称"),
      ])
  }
}

/// The mapped amounts of a table, each distinct text read once.
private struct AmountColumn {
  let column: SourceColumn
  private let isNumber: [Bool]

  init(_ column: SourceColumn) {
    self.column = column
    isNumber = (0..<column.values.count).map { code in
      column.values.withBytes(code) { NumberText.money($0) } != nil
    }
  }

  /// A missing amount is no unreadable one.
  func isReadable(_ row: Int) -> Bool {
    let code = Int(column.codes[row])
    return code < 0 || isNumber[code]
  }

  func reason(_ row: Int) -> Phrase {
    let shown = Text.shown(column.text(row) ?? "")
    return Phrase("unreadable amount '\(shown)'", "无法识别的金额 '\(shown)'")
  }
}

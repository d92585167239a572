import Engine
import Reporting

/// How far an import has come.
public enum ImportStage: Hashable, Sendable {
  case reading(file: String, rows: Int)
  case assembling
  case writing(rows: Int)
  /// The new database is whole under its temporary name.
  case renaming
  case done
}

/// Told now and then how far an import has come.
public typealias ImportProgress = @Sendable (ImportStage) -> Void

/// What an import read, kept and rejected, and how it understood the columns.
public struct ImportReport: Hashable, Sendable {
  /// What the name of a table's events comes from.
  public enum EventNaming: Hashable, Sendable {
    case column(String)
    case constant(String)
  }

  public struct Table: Hashable, Sendable {
    public let name: String
    public let role: TableRole
    /// Every row read was kept or rejected.
    public let rowsRead: Int
    public let rowsKept: Int
    public let rowsRejected: Int
    /// Column of each role, guessed or declared.
    public let columns: [ColumnRole: String]
    /// Nil where the table's rows are no events.
    public let events: EventNaming?

    /// `user=user_id event=event time=timestamp`; a constant as `event:=purchase`.
    public var mappingText: String {
      ColumnRole.allCases.compactMap { role in
        if role == .event, case .constant(let name)? = events { return "event:=\(name)" }
        return columns[role].map { "\(role.rawValue)=\($0)" }
      }.joined(separator: " ")
    }
  }

  public struct Personal: Hashable, Sendable {
    public let name: String
    public let kind: Phrase
  }

  public let tables: [Table]
  /// Attributes of users that were properties of events with one value for each user.
  public let derivedAttributes: [String]
  /// Columns that tell who someone is, each name once, and what they tell.
  public let personal: [Personal]
  public internal(set) var notices: [Phrase]
  /// The first rejected rows, at most 20; the dataset keeps all.
  public let rejected: [RejectedRow]

  public var rowsRead: Int { tables.reduce(0) { $0 + $1.rowsRead } }
  public var rowsKept: Int { tables.reduce(0) { $0 + $1.rowsKept } }
  public var rowsRejected: Int { tables.reduce(0) { $0 + $1.rowsRejected } }

  /// The report in lines to print: what was read, how columns were understood, what was odd.
  public var lines: [Phrase] {
    var lines: [Phrase] = []
    for table in tables {
      lines.append(
        Phrase(
          "\(table.name): \(table.rowsRead) rows read = \(table.rowsKept) kept"
            + " + \(table.rowsRejected) rejected · \(table.role.rawValue) · \(table.mappingText)",
          "\(table.name)：读取 \(table.rowsRead) 行 = 保留 \(table.rowsKept) 行"
            + " + 拒绝 \(table.rowsRejected) 行 · \(table.role.phrase.chinese) · \(table.mappingText)")
      )
      switch table.events {
      case .column(let name)?:
        lines.append(
          Phrase("  events are named by the column \(name)", "  事件名取自列 \(name)"))
      case .constant(let name)? where table.role == .users:
        lines.append(
          Phrase(
            "  each user is an event '\(name)', unless other tables tell it",
            "  每个用户是一个事件 '\(name)'，除非其他表已有该事件"))
      case .constant(let name)?:
        lines.append(Phrase("  every row is an event '\(name)'", "  每一行都是事件 '\(name)'"))
      case nil: break
      }
    }
    if !derivedAttributes.isEmpty {
      let names = derivedAttributes.joined(separator: ", ")
      lines.append(
        Phrase(
          "one value for each user, so also attributes: \(names)",
          "每个用户只有一个值，同时作为用户属性：\(names)"))
    }
    if !personal.isEmpty {
      let named = personal.map {
        Phrase("\($0.name) (\($0.kind.english))", "\($0.name)（\($0.kind.chinese)）")
      }
      lines.append(
        Phrase(
          "columns that tell who someone is: \(named.map(\.english).joined(separator: ", "))",
          "能识别个人身份的列：\(named.map(\.chinese).joined(separator: "、"))"))
    }
    lines += tables.filter { $0.rowsRead == 0 }.map { Dataset.emptyTable($0.name) }
    lines += notices
    lines += rejected.prefix(5).map { row in
      Phrase(
        "rejected \(row.file):\(row.line): \(row.reason.english)",
        "已拒绝 \(row.file):\(row.line)：\(row.reason.chinese)")
    }
    if rowsRejected > min(5, rejected.count) {
      let more = rowsRejected - min(5, rejected.count)
      lines.append(
        Phrase(
          "… and \(more) more rejected rows, kept in the dataset", "……另有 \(more) 行被拒绝，均保存在数据集中"))
    }
    return lines
  }

  init(_ assembly: Assembly, tables mapped: [MappedTable]) {
    tables = zip(mapped, assembly.dataset.tables).map { mapped, summary in
      let event = mapped.columns[.event].map { mapped.table.columns[$0].name }
      let naming = event.map(EventNaming.column) ?? mapped.eventConstant.map(EventNaming.constant)
      return Table(
        name: summary.name, role: mapped.role,
        rowsRead: summary.sources.reduce(0) { $0 + $1.rowsRead }, rowsKept: summary.rows,
        rowsRejected: summary.sources.reduce(0) { $0 + $1.rowsRejected },
        columns: mapped.columns.mapValues { mapped.table.columns[$0].name },
        events: mapped.isEventSource ? naming : nil)
    }
    var named: [Personal] = []
    for table in assembly.dataset.tables {
      for column in table.columns {
        guard let kind = table.personal[column.name],
          !named.contains(where: { $0.name == column.name })
        else { continue }
        named.append(Personal(name: column.name, kind: kind.phrase))
      }
    }
    personal = named
    derivedAttributes = assembly.dataset.users.derivedAttributes
    notices = assembly.sources.flatMap(\.table.notices) + assembly.notices
    rejected = Array(assembly.rejected.prefix(20))
  }
}

extension Dataset {
  /// What is said of tables that have a header and no rows.
  public var emptyTables: [Phrase] {
    tables.filter { table in table.sources.allSatisfy { $0.rowsRead == 0 } }
      .map { Self.emptyTable($0.name) }
  }

  static func emptyTable(_ name: String) -> Phrase {
    Phrase(
      "\(name) has a header and no rows yet: nothing can be asked of it",
      "\(name) 只有表头，还没有数据行，暂时无法分析")
  }
}

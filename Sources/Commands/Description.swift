import Charts
import Engine
import Reporting

/// What a dataset holds, section by section.
struct Description {
  let dataset: Dataset
  let interrupt: Interrupt
  var privacy = Privacy.off

  /// The name of a table as it was meant: exactly, else without regard to case.
  func table(named name: String) -> String? {
    let names = dataset.tables.map(\.name)
    return names.first { $0 == name } ?? names.first { $0.lowercased() == name.lowercased() }
  }

  var summary: Section {
    let calendar = dataset.calendar
    let times = dataset.events.times
    var section = Section(
      "summary",
      columns: [
        .init("item", .text, Phrase("item", "项目")), .init("value", .text, Phrase("value", "值")),
      ])
    func add(_ item: Phrase, _ value: String?, _ shown: Phrase? = nil) {
      guard let value else { return }
      section.append([.text(item.english, item), .text(value, shown)])
    }
    let title = dataset.title.map { Phrase(" (\($0.english))", "（\($0.chinese)）") }
    add(
      Phrase("dataset", "数据集"), dataset.name,
      Phrase(verbatim: dataset.name) + (title ?? Phrase(verbatim: "")))
    add(Phrase("users", "用户"), String(dataset.users.count), count(dataset.users.count))
    add(Phrase("events", "事件"), String(dataset.events.count), count(dataset.events.count))
    add(Phrase("first event", "首个事件"), times.min().map { calendar.text(of: $0) })
    add(Phrase("last event", "最后事件"), times.max().map { calendar.text(of: $0) })
    if let feedback = dataset.feedback {
      add(Phrase("answers", "反馈"), String(feedback.count), count(feedback.count))
    }
    let day = dataset.asof.day.label
    if dataset.asof.isDeclared {
      add(Phrase("as of", "截至"), day)
    } else if dataset.asof.lastEvent != nil {
      add(
        Phrase("as of", "截至"), day + " (last event)",
        Phrase(day + " (last event)", day + "（最后事件所在日）"))
    }
    add(Phrase("zone", "时区"), calendar.zone)
    add(
      Phrase("week starts", "每周起始"), calendar.weekStart.rawValue,
      Phrase(calendar.weekStart.rawValue, calendar.weekStart.phrase.chinese))
    add(Phrase("currency", "货币"), dataset.currency)
    let active = dataset.roles.active
    add(
      Phrase("active events", "活跃事件"), active.isEmpty ? "any" : active.joined(separator: ", "),
      active.isEmpty
        ? Phrase("any", "任意") : active.map { labelled($0) }.joined(separator: ", "))
    add(Phrase("key event", "关键事件"), dataset.roles.key, dataset.roles.key.map { labelled($0) })
    add(
      Phrase("sign-up event", "注册事件"), dataset.roles.signup,
      dataset.roles.signup.map { labelled($0) })
    add(Phrase("hash", "哈希"), dataset.contentHash)
    if let personal { section.notes.append(personal) }
    return section
  }

  private func count(_ number: Int) -> Phrase { Phrase(verbatim: NumberText.count(number)) }

  private func labelled(_ event: String) -> Phrase {
    Phrase(event, dataset.labels.events[event]?.chinese ?? event)
  }

  /// Which columns tell who someone is; nil where none does.
  private var personal: Phrase? {
    var seen: Set<String> = []
    var named: [Phrase] = []
    for table in dataset.tables {
      for column in table.columns {
        guard let kind = table.personal[column.name], seen.insert(column.name).inserted else {
          continue
        }
        let name = Escaping.visible(column.name)
        named.append(Phrase("\(name) (\(kind.phrase.english))", "\(name)（\(kind.phrase.chinese)）"))
      }
    }
    guard !named.isEmpty else { return nil }
    return Phrase(
      "columns that tell who someone is: " + named.map(\.english).joined(separator: ", "),
      "能识别个人身份的列：" + named.map(\.chinese).joined(separator: "、"))
  }

  /// Each table with its role, how its columns are understood, and what it spans.
  func tables() throws(Diagnostic) -> Section {
    var section = Section(
      "tables", title: Phrase("tables", "表"),
      columns: [
        .init("table", .text, Phrase("table", "表")), .init("role", .text, Phrase("role", "角色")),
        .init("rows", .int, Phrase("rows", "行数")),
        .init("rejected", .int, Phrase("rejected", "拒绝")),
        .init("columns", .int, Phrase("columns", "列数")),
        .init("files", .int, Phrase("files", "文件")),
        .init("first", .time, Phrase("first", "最早")), .init("last", .time, Phrase("last", "最晚")),
        .init("mapping", .text, Phrase("mapping", "映射"), isShown: false),
      ])
    for table in dataset.tables {
      try interrupt.check()
      let span = try timeSpan(of: table)
      section.append([
        .text(table.name), .text(table.role, Words.tableRole(table.role)), .count(table.rows),
        .count(table.sources.reduce(0) { $0 + $1.rowsRejected }), .count(table.columns.count),
        .count(table.sources.count), .day(span?.first, dataset.calendar),
        .day(span?.last, dataset.calendar), .text(Words.mapping(table)),
      ])
    }
    return section
  }

  private func timeSpan(
    of summary: TableSummary
  ) throws(Diagnostic) -> (first: Int64, last: Int64)? {
    guard let name = summary.mapping["time"],
      let column = try dataset.table(summary.name)?.column(name),
      case .time(let times) = column.storage
    else { return nil }
    let found = times.filter { $0 != PropertyColumn.missing }
    guard let first = found.min(), let last = found.max() else { return nil }
    return (first, last)
  }

  /// Where the rows came from; of one table, or of all.
  func sources(of name: String?) -> Section {
    let tables = dataset.tables.filter { name == nil || $0.name == name }
    let isImported = tables.contains { $0.sources.contains { $0.importedAt != nil } }
    var section = Section(
      "sources", title: Phrase("sources", "来源"),
      columns: [
        .init("table", .text, Phrase("table", "表"), isShown: name == nil),
        .init("file", .text, Phrase("file", "文件")), .init("read", .int, Phrase("read", "读取")),
        .init("kept", .int, Phrase("kept", "保留")),
        .init("rejected", .int, Phrase("rejected", "拒绝")),
        .init("imported", .time, Phrase("imported", "导入时间"), isShown: isImported),
        .init("sha256_start", .text, Phrase("SHA-256", "SHA-256")),
        .init("sha256", .text, Phrase("SHA-256", "SHA-256"), isShown: false),
      ])
    for table in tables {
      for source in table.sources {
        section.append([
          .text(table.name), .text(source.file), .count(source.rowsRead), .count(source.rowsKept),
          .count(source.rowsRejected), .minute(source.importedAt, dataset.calendar),
          .text(String(source.sha256.prefix(12)), Phrase(verbatim: source.sha256.prefix(12) + "…")),
          .text(source.sha256),
        ])
      }
    }
    return section
  }

  var hashNote: [Phrase] {
    [
      Phrase(
        "the whole hashes: opsbook describe DATASET sources --format json",
        "完整的哈希值：opsbook describe 数据集 sources --format json")
    ]
  }
}

extension Section.Value {
  static func day(_ instant: Int64?, _ calendar: LocalCalendar) -> Self {
    guard let instant else { return Self(.missing, Phrase(verbatim: "")) }
    return Self(.time(instant), Phrase(verbatim: calendar.day(of: instant).label))
  }
}

/// Words of roles, as people read them and as `map` takes them.
enum Words {
  private static let tableRoles = [
    "events": "事件", "users": "用户", "feedback": "反馈", "orders": "订单", "costs": "成本", "other": "其他",
  ]

  static func tableRole(_ role: String) -> Phrase {
    Phrase(role, tableRoles[role].map { "\($0) \(role)" } ?? role)
  }

  /// `user=uid time=ts`, as it is typed behind `map TABLE`.
  static func mapping(_ table: TableSummary) -> String {
    table.mapping.sorted { $0.key < $1.key }.map { role, target in "\(role)=\(target)" }
      .joined(separator: " ")
  }
}

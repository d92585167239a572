import Charts
import Engine
import Language
import Reporting

/// `describe` and `tables`: what the open dataset holds and where it came from.
enum DescribeCommand {
  static let describe = Command(
    names: ["describe"], usage: "describe",
    summary: Phrase("what the dataset holds", "数据集里有什么")
  ) { call, workspace, _ throws(Diagnostic) in
    let dataset = try workspace.scope(at: call.command.place.span).dataset
    return .tables(
      [
        (summary(of: dataset), nil), (tablesTable(of: dataset), Phrase("tables", "表")),
        (columns(of: dataset), Phrase("columns", "列")),
      ], headings: headings, labels: workspace.language == .chinese ? summaryLabels : [:])
  }

  static let tables = Command(
    names: ["tables"], usage: "tables",
    summary: Phrase("the tables and the files they came from", "各表及其来源文件")
  ) { call, workspace, _ throws(Diagnostic) in
    let dataset = try workspace.scope(at: call.command.place.span).dataset
    return .tables([(tablesTable(of: dataset), nil)], headings: headings)
  }

  /// What is said when a dataset has been opened.
  static func opened(_ opened: DatasetAccess.Opened) -> Command.Output {
    let dataset = opened.dataset
    let count = NumberText.count
    var lines: [(Phrase, Role)] = [
      (
        Phrase(
          "\(dataset.name): \(count(dataset.users.count)) users,"
            + " \(count(dataset.events.count)) events, ",
          "\(dataset.name)：\(count(dataset.users.count)) 个用户，\(count(dataset.events.count)) 个事件，")
          + RuleLine.ground(of: dataset), .title
      )
    ]
    lines += opened.notices.map { ($0, .plain) }
    return .text("opened", lines)
  }

  private static func summary(of dataset: Dataset) -> ResultTable {
    let calendar = dataset.calendar
    var table = ResultTable(
      "summary", columns: [ResultColumn("item", .text), ResultColumn("value", .text)])
    func add(_ item: String, _ value: String?) {
      if let value { table.append([.text(item), .text(value)]) }
    }
    add("dataset", dataset.name)
    add("users", String(dataset.users.count))
    add("events", String(dataset.events.count))
    add("first event", dataset.events.times.min().map { calendar.text(of: $0) })
    add("last event", dataset.events.times.max().map { calendar.text(of: $0) })
    add("as of", dataset.asof.day.label + (dataset.asof.isDeclared ? "" : " (last event)"))
    add("zone", calendar.zone)
    add("week starts", calendar.weekStart.rawValue)
    add("currency", dataset.currency)
    add(
      "active events",
      dataset.roles.active.isEmpty ? "any" : dataset.roles.active.joined(separator: ", "))
    add("key event", dataset.roles.key)
    add("sign-up event", dataset.roles.signup)
    add("hash", dataset.contentHash)
    return table
  }

  private static let summaryLabels: [String: Phrase] = [
    "dataset": Phrase("dataset", "数据集"), "users": Phrase("users", "用户"),
    "events": Phrase("events", "事件"), "first event": Phrase("first event", "首个事件"),
    "last event": Phrase("last event", "最后事件"), "as of": Phrase("as of", "截至"),
    "zone": Phrase("zone", "时区"), "week starts": Phrase("week starts", "每周起始"),
    "currency": Phrase("currency", "货币"), "active events": Phrase("active events", "活跃事件"),
    "key event": Phrase("key event", "关键事件"), "sign-up event": Phrase("sign-up event", "注册事件"),
    "hash": Phrase("hash", "哈希"),
  ]

  private static func tablesTable(of dataset: Dataset) -> ResultTable {
    var table = ResultTable(
      "tables",
      columns: [
        ResultColumn("table", .text), ResultColumn("role", .text), ResultColumn("rows", .int),
        ResultColumn("file", .text), ResultColumn("read", .int), ResultColumn("kept", .int),
        ResultColumn("rejected", .int),
      ])
    for summary in dataset.tables {
      let name: [Cell] = [.text(summary.name), .text(summary.role), .int(summary.rows)]
      if summary.sources.isEmpty { table.append(name) }
      for source in summary.sources {
        table.append(
          name + [
            .text(source.file), .int(source.rowsRead), .int(source.rowsKept),
            .int(source.rowsRejected),
          ])
      }
    }
    return table
  }

  private static func columns(of dataset: Dataset) -> ResultTable {
    var table = ResultTable(
      "columns",
      columns: [
        ResultColumn("table", .text), ResultColumn("column", .text), ResultColumn("type", .text),
        ResultColumn("role", .text),
      ])
    let derived = Set(dataset.users.derivedAttributes)
    for summary in dataset.tables {
      let roles = Dictionary(summary.mapping.map { ($1, $0) }, uniquingKeysWith: { min($0, $1) })
      for column in summary.columns {
        let role = roles[column.name] ?? (derived.contains(column.name) ? "user attribute" : "")
        table.append([
          .text(summary.name), .text(column.name), .text(column.type.rawValue), .text(role),
        ])
      }
    }
    return table
  }

  private static let headings: [String: Phrase] = [
    "item": Phrase("item", "项目"), "value": Phrase("value", "值"),
    "table": Phrase("table", "表"), "role": Phrase("role", "角色"),
    "rows": Phrase("rows", "行数"), "file": Phrase("file", "文件"),
    "read": Phrase("read", "读取"), "kept": Phrase("kept", "保留"),
    "rejected": Phrase("rejected", "拒绝"), "column": Phrase("column", "列"),
    "type": Phrase("type", "类型"),
  ]
}

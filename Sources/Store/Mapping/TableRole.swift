import Reporting

/// What a table is for.
public enum TableRole: String, Hashable, Sendable, CaseIterable {
  case events, users, feedback, orders, costs, other

  public var phrase: Phrase {
    switch self {
    case .events: Phrase("events", "事件表")
    case .users: Phrase("users", "用户表")
    case .feedback: Phrase("feedback", "反馈表")
    case .orders: Phrase("orders", "订单表")
    case .costs: Phrase("costs", "成本表")
    case .other: Phrase("other", "其他表")
    }
  }

  /// Names of files and tables that speak for a role, in any case.
  private var names: Set<String> {
    switch self {
    case .events: ["events", "event", "eventlog", "log", "logs", "clickstream", "事件", "行为"]
    case .users:
      ["users", "user", "customers", "customer", "members", "accounts", "用户", "客户", "会员"]
    case .feedback:
      ["feedback", "feedbacks", "reviews", "survey", "surveys", "ratings", "tickets", "反馈", "评价"]
    case .orders:
      ["orders", "order", "purchases", "transactions", "sales", "payments", "订单", "交易"]
    case .costs: ["costs", "cost", "spend", "channeldaily", "adspend", "成本", "投放"]
    case .other: []
    }
  }

  /// The role that a table's name speaks for.
  init?(tableName: String) {
    let plain = ColumnRole.plain(tableName)
    guard let role = Self.allCases.first(where: { $0.names.contains(plain) }) else { return nil }
    self = role
  }
}

/// A table whose columns have found their roles.
struct MappedTable {
  var table: SourceTable
  var role: TableRole
  var columns: [ColumnRole: Int]
  /// The name of events that the event column does not give.
  var eventConstant: String?
  /// Types that the declaration gives to columns, by name.
  var types: [String: String] = [:]
  /// Somebody said what the table is for; else its columns tell.
  var isRoleDeclared = false

  /// What is known of it, as a `dataset.json` would say it.
  var declaration: TableDeclaration {
    var declaration = TableDeclaration(role: role, isRoleDeclared: isRoleDeclared, types: types)
    for (role, index) in columns {
      declaration.mapping.targets[role] = .named(table.columns[index].name)
    }
    if let eventConstant, columns[.event] == nil {
      declaration.mapping.targets[.event] = .constant(eventConstant)
    }
    return declaration
  }

  /// Its rows become events: it knows who and when, and is no list of answers or of other things.
  var isEventSource: Bool {
    guard columns[.user] != nil, columns[.time] != nil else { return false }
    switch role {
    case .events, .orders: return true
    case .users: return eventConstant != nil || columns[.event] != nil
    case .feedback, .costs, .other: return false
    }
  }

  /// Role to column, as people see it; a constant stands under `event:`, read `event:=NAME`.
  var mapping: [String: String] {
    var mapping: [String: String] = [:]
    for (role, index) in columns { mapping[role.rawValue] = table.columns[index].name }
    if let eventConstant, columns[.event] == nil { mapping["event:"] = eventConstant }
    return mapping
  }
}

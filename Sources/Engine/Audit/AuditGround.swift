import Reporting

/// What checks of one table need to know of the whole dataset.
struct AuditGround {
  let dataset: Dataset
  /// Columns that hold the user's id in any table, by name.
  let userColumns: Set<String>
  /// The ids of the users table; nil where there is none.
  let knownUsers: Set<String>?
  /// The users table, where there is one: it was read already.
  private let users: DataTable?

  /// Throws what reading the users table throws.
  init(_ dataset: Dataset) throws(Diagnostic) {
    self.dataset = dataset
    userColumns = Set(dataset.tables.compactMap { $0.mapping["user"] })
    var users: DataTable?
    if let summary = dataset.tables.first(where: { $0.role == "users" }) {
      users = try dataset.table(summary.name)
    }
    self.users = users
    let column = users.flatMap { table in
      table.summary.mapping["user"].flatMap { table.column($0) }
    }
    knownUsers = column.map { column in
      Set((0..<column.count).compactMap { column.cell($0).idText })
    }
  }

  /// A table by its name; nil where there is none.
  func table(_ name: String) throws(Diagnostic) -> DataTable? {
    if let users, users.summary.name == name { return users }
    return try dataset.table(name)
  }
}

extension Cell {
  /// A value as an id is written; nil where it is missing or blank.
  var idText: String? {
    switch self {
    case .missing: nil
    case .text(let value): value.allSatisfy { $0 == " " || $0 == "\t" } ? nil : value
    default: plainText
    }
  }

  /// A value as a file would have it: no grouping, no unit; empty where it is missing.
  var plainText: String {
    switch self {
    case .missing: return ""
    case .int(let value): return "\(value)"
    case .real(let value): return "\(value)"
    case .text(let value): return value
    case .bool(let value): return value ? "true" : "false"
    case .time(let instant): return "\(instant)"
    case .under(let least): return "<\(least)"
    case .money(let money):
      let size = money.tenThousandths.magnitude
      var decimals = "\(size % 10_000 + 10_000)".dropFirst()
      while decimals.last == "0" { decimals = decimals.dropLast() }
      let whole = (money.tenThousandths < 0 ? "-" : "") + "\(size / 10_000)"
      return decimals.isEmpty ? whole : "\(whole).\(decimals)"
    }
  }
}

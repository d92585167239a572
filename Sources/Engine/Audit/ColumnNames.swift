/// Finds the columns of a table that checks look for: by the mapping first, then by their names.
struct ColumnNames {
  private let table: DataTable
  private let userColumns: Set<String>

  init(_ table: DataTable, userColumns: Set<String>) {
    self.table = table
    self.userColumns = userColumns
  }

  private static let userNames: Set = [
    "uid", "userid", "user", "customerid", "memberid", "buyerid", "accountid", "openid",
    "distinctid", "用户id", "用户编号", "用户", "客户id", "客户编号", "会员id", "会员编号", "会员号",
  ]
  private static let deviceNames: Set = [
    "deviceid", "deviceno", "devicenumber", "imei", "idfa", "oaid", "androidid", "fingerprint",
    "设备id", "设备号", "设备编号",
  ]
  private static let amountEndings = [
    "amount", "price", "revenue", "cost", "spend", "gmv", "payment", "fee", "mrr", "sales",
    "金额", "价格", "收入", "成本", "单价", "销售额", "费用",
  ]
  /// Sums that are negative by their nature.
  private static let signedWords = [
    "refund", "discount", "balance", "profit", "change", "delta", "退款", "折扣", "优惠", "余额", "利润",
  ]
  private static let codeEndings = [
    "code", "sku", "invoice", "receipt", "order", "phone", "mobile", "zip", "postcode", "version",
    "代码", "编码", "发票", "电话", "手机", "邮编",
  ]
  private static let idEndings = ["id", "no", "number", "编号", "单号", "流水号", "序号"]

  /// Letters and digits alone, in lower case.
  static func plain(_ name: String) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber })
  }

  private func mapped(_ role: String) -> PropertyColumn? {
    table.summary.mapping[role].flatMap { table.column($0) }
  }

  var user: PropertyColumn? {
    mapped("user") ?? table.columns.first { userColumns.contains($0.name) }
      ?? table.columns.first { Self.userNames.contains(Self.plain($0.name)) }
  }

  /// The mapped time, else the first column of dates.
  var time: PropertyColumn? {
    if let time = mapped("time") { return time }
    let dates = table.formats.filter { $0.kind == .date }.map(\.column)
    return table.columns.first { $0.type == .time || dates.contains($0.name) }
  }

  var device: PropertyColumn? {
    table.columns.first {
      Self.deviceNames.contains(Self.plain($0.name)) && $0.name != user?.name
    }
  }

  var amounts: [PropertyColumn] {
    table.columns.filter { column in
      guard [.int, .float, .money].contains(column.type) else { return false }
      if column.name == table.summary.mapping["amount"] { return true }
      let plain = Self.plain(column.name)
      return Self.amountEndings.contains { plain.hasSuffix($0) }
        && !Self.signedWords.contains { plain.contains($0) }
    }
  }

  /// Columns named like the number of a row, an order, an answer: not those of users, devices,
  /// sessions and events, which repeat by their nature.
  static func idColumns(of table: AuditedTable) -> [PropertyColumn] {
    table.table.columns.filter { column in
      let plain = plain(column.name)
      return idEndings.contains { plain.hasSuffix($0) } && !roles(of: table).contains(column.name)
        && !plain.hasSuffix("uid") && !plain.hasSuffix("userid")
    }
  }

  /// Whether the digits of a column are a name: of a user, an order, an article, a phone.
  static func isCode(_ column: String, of table: AuditedTable) -> Bool {
    let plain = plain(column)
    return roles(of: table).contains(column)
      || (idEndings + codeEndings).contains { plain.hasSuffix($0) }
  }

  private static func roles(of table: AuditedTable) -> [String] {
    let mapping = table.table.summary.mapping
    return [table.user?.name, table.device?.name, mapping["session"], mapping["event"]]
      .compactMap(\.self)
  }
}

import Engine
import Foundation
import Reporting

/// What a `dataset.json` says: zone, week, last day, roles of events, tables and labels.
///
/// Keys it does not know are kept: the whole text goes into the dataset's metadata.
struct DatasetDeclaration: Hashable {
  struct Table: Hashable {
    var name: String
    var file: String
    var declaration: TableDeclaration
  }

  var text: String?
  var zone: String?
  var week: WeekStart = .monday
  var asof: CivilDay?
  var currency: String?
  var roles = EventRoles()
  var labels = Labels()
  /// What people call the dataset.
  var title: Phrase?
  var topics: [Topic] = []
  /// In the order of their names.
  var tables: [Table] = []

  init() {}

  /// Throws E420 where the text is no JSON object or a key has a value of the wrong form, E426 for
  /// an unknown role.
  init(json text: String) throws(Diagnostic) {
    let json: Any
    do {
      json = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
    } catch {
      throw Self.noJSON(plainReason(error))
    }
    guard let root = DeclaredValue(json, at: "") else { throw Self.noJSON("null") }
    let members = Dictionary(
      try root.members().map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    if let format = members["format"], (format.value as? NSNumber)?.intValue != 1 {
      throw format.wrong(Phrase("1", "1"))
    }
    self.text = text
    try readCalendar(members)
    title = try members["name"]?.phrase()
    currency = try members["currency"]?.text()
    roles.key = try members["key"]?.text()
    roles.signup = try members["signup"]?.text()
    if let active = try members["active"]?.texts() {
      roles.active = active == ["any"] ? [] : active
    }
    let session = try members["session"]?.text()
    for (name, table) in try members["tables"]?.members() ?? [] {
      tables.append(try Self.table(name, table, session: session))
    }
    if let declared = members["labels"] { labels = try Self.labels(declared) }
    if let declared = members["topics"] { topics = try Topic.all(in: declared) }
  }

  private mutating func readCalendar(
    _ members: [String: DeclaredValue]
  ) throws(Diagnostic) {
    zone = try members["zone"]?.text()
    if let declared = members["week"] {
      guard let week = WeekStart(rawValue: try declared.text().lowercased()) else {
        throw declared.wrong(Phrase("a weekday such as monday", "星期几，例如 monday"))
      }
      self.week = week
    }
    if let declared = members["asof"] {
      guard let day = CivilDay(label: try declared.text()) else {
        throw declared.wrong(Phrase("a date such as 2024-06-30", "日期，例如 2024-06-30"))
      }
      asof = day
    }
  }

  private static func table(
    _ name: String, _ declared: DeclaredValue, session: String?
  ) throws(Diagnostic) -> Table {
    var declaration = TableDeclaration()
    if let role = try declared.member("role") {
      guard let known = TableRole(rawValue: try role.text()) else {
        let roles = TableRole.allCases.map(\.rawValue).joined(separator: ", ")
        throw role.wrong(Phrase("one of \(roles)", "\(roles) 之一"))
      }
      declaration.role = known
    }
    for (role, column) in try declared.member("map")?.members() ?? [] {
      let text = try column.text()
      guard ColumnRole(rawValue: role) != nil else { throw unknownRole(role, at: column.path) }
      try declaration.mapping.set(role, to: text)
    }
    if let event = try declared.member("event")?.text(),
      declaration.mapping.targets[.event] == nil
    {
      try declaration.mapping.set("event", to: event)
    }
    if let session, declaration.mapping.targets[.session] == nil,
      declaration.role == .events || declaration.role == .orders || declaration.role == nil
    {
      declaration.sharedSession = session
    }
    for (column, type) in try declared.member("types")?.members() ?? [] {
      let name = try type.text()
      guard ColumnType(rawValue: name) != nil else {
        let types = ColumnType.allCases.map(\.rawValue).joined(separator: ", ")
        throw type.wrong(Phrase("one of \(types)", "\(types) 之一"))
      }
      declaration.types[column] = name
    }
    let file = try declared.member("file")?.text()
    return Table(name: name, file: file ?? "\(name).csv", declaration: declaration)
  }

  private static func labels(_ declared: DeclaredValue) throws(Diagnostic) -> Labels {
    var labels = Labels()
    for (kind, names) in try declared.members() {
      var phrases: [String: Phrase] = [:]
      for (name, label) in try names.members() { phrases[name] = try label.phrase() }
      switch kind {
      case "event": labels.events = phrases
      case "column": labels.columns = phrases
      case "value": labels.values = phrases
      default:
        throw names.wrong(Phrase("event, column or value", "event、column 或 value"), found: kind)
      }
    }
    return labels
  }

  private static func unknownRole(_ role: String, at path: String) -> Diagnostic {
    let roles = ColumnRole.allCases.map(\.rawValue)
    return Diagnostic(
      "E426",
      Phrase(
        "unknown role '\(Text.shown(role))' at \(Text.shown(path)) in dataset.json",
        "dataset.json 的 \(Text.shown(path)) 处有未知的角色 '\(Text.shown(role))'"), at: nil,
      notes: [
        Phrase(
          "roles are: \(roles.joined(separator: " "))", "可用的角色：\(roles.joined(separator: " "))"),
        Phrase(
          "correct dataset.json, then type: open \"FOLDER\"", "请改正 dataset.json，然后输入：open \"文件夹\""),
      ], suggestion: Suggestion.closest(to: role, among: roles))
  }

  private static func noJSON(_ found: String) -> Diagnostic {
    Diagnostic(
      "E420",
      Phrase(
        "expected JSON in dataset.json, found \(found.prefix(200))",
        "dataset.json 不是有效的 JSON：\(found.prefix(200))"), at: nil,
      notes: [
        Phrase(
          "correct dataset.json, then type: open \"FOLDER\"", "请改正 dataset.json，然后输入：open \"文件夹\"")
      ])
  }
}

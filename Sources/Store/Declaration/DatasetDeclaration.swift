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
  /// In the order of their names.
  var tables: [Table] = []

  init() {}

  /// Throws E420 where the text is no JSON object or a key has a value of the wrong form.
  init(json text: String) throws(Diagnostic) {
    let json: Any
    do {
      json = try JSONSerialization.jsonObject(with: Data(text.utf8))
    } catch {
      throw Self.malformed("JSON", found: plainReason(error))
    }
    guard let object = json as? [String: Any] else {
      throw Self.malformed("{…}", found: "another JSON value")
    }
    if let format = object["format"], (format as? NSNumber)?.intValue != 1 {
      throw Self.malformed("\"format\": 1", found: "\(format)")
    }
    self.text = text
    try readCalendar(object)
    currency = try Self.string(object, "currency")
    roles.key = try Self.string(object, "key")
    roles.signup = try Self.string(object, "signup")
    if let active = object["active"] {
      guard let names = active as? [String] else {
        throw Self.malformed("\"active\": [\"EVENT\", …]", found: "\(active)")
      }
      roles.active = names == ["any"] ? [] : names
    }
    let session = try Self.string(object, "session")
    for (name, value) in (object["tables"] as? [String: Any] ?? [:]).sorted(by: { $0.key < $1.key })
    {
      guard let table = value as? [String: Any] else {
        throw Self.malformed("\"tables\": {\"\(name)\": {…}}", found: "\(value)")
      }
      tables.append(try Self.table(name, table, session: session))
    }
    labels = Self.labels(object["labels"] as? [String: Any] ?? [:])
  }

  private mutating func readCalendar(_ object: [String: Any]) throws(Diagnostic) {
    zone = try Self.string(object, "zone")
    if let name = try Self.string(object, "week") {
      guard let week = WeekStart(rawValue: name.lowercased()) else {
        throw Self.malformed("\"week\": \"monday\"", found: name)
      }
      self.week = week
    }
    if let text = try Self.string(object, "asof") {
      guard let day = CivilDay(label: text) else {
        throw Self.malformed("\"asof\": \"2024-06-30\"", found: text)
      }
      asof = day
    }
  }

  private static func table(
    _ name: String, _ object: [String: Any], session: String?
  ) throws(Diagnostic) -> Table {
    var declaration = TableDeclaration()
    if let role = try string(object, "role") {
      guard let known = TableRole(rawValue: role) else {
        let roles = TableRole.allCases.map(\.rawValue).joined(separator: "|")
        throw malformed("\"role\": \(roles)", found: role)
      }
      declaration.role = known
    }
    for (role, column) in object["map"] as? [String: Any] ?? [:] {
      guard let column = column as? String else {
        throw malformed("\"map\": {\"\(role)\": \"COLUMN\"}", found: "\(column)")
      }
      // Roles of later versions are kept in the text and mean nothing yet.
      guard ColumnRole(rawValue: role) != nil else { continue }
      try declaration.mapping.set(role, to: column)
    }
    if let event = try string(object, "event"), declaration.mapping.targets[.event] == nil {
      try declaration.mapping.set("event", to: event)
    }
    if let session, declaration.mapping.targets[.session] == nil,
      declaration.role == .events || declaration.role == .orders || declaration.role == nil
    {
      declaration.sharedSession = session
    }
    declaration.types = object["types"] as? [String: String] ?? [:]
    return Table(
      name: name, file: try string(object, "file") ?? "\(name).csv", declaration: declaration)
  }

  private static func labels(_ object: [String: Any]) -> Labels {
    func phrases(_ key: String) -> [String: Phrase] {
      (object[key] as? [String: Any] ?? [:]).compactMapValues { value in
        guard let pair = value as? [String: Any] else { return nil }
        let english = pair["en"] as? String
        let chinese = pair["zh"] as? String
        guard let first = english ?? chinese else { return nil }
        return Phrase(english ?? first, chinese ?? first)
      }
    }
    return Labels(events: phrases("event"), columns: phrases("column"), values: phrases("value"))
  }

  private static func string(
    _ object: [String: Any], _ key: String
  ) throws(Diagnostic) -> String? {
    guard let value = object[key], !(value is NSNull) else { return nil }
    guard let text = value as? String, !text.isEmpty else {
      throw malformed("\"\(key)\": \"…\"", found: "\(value)")
    }
    return text
  }

  private static func malformed(_ expected: String, found: String) -> Diagnostic {
    Diagnostic(
      "E420",
      Phrase(
        "expected \(expected) in dataset.json, found \(found.prefix(200))",
        "dataset.json 中应为 \(expected)，实为 \(found.prefix(200))"), at: nil,
      notes: [
        Phrase(
          "correct dataset.json, then type: open \"FOLDER\"", "请改正 dataset.json，然后输入：open \"文件夹\"")
      ])
  }
}

import Export
import Reporting

/// JSON that people read too: a value stands on one line where it fits, else one member a line.
enum JSONFile {
  private static let width = 96

  /// Throws E532.
  static func write(_ value: JSONValue, to path: String) throws(Diagnostic) {
    try TextFile.write(text(value) + "\n", to: path)
  }

  static func text(_ value: JSONValue, indent: Int = 0, used: Int = 0) -> String {
    let line = value.written(.spaced)
    if indent > 0, indent + used + line.count <= width { return line }
    let inner = String(repeating: " ", count: indent + 2)
    let outer = String(repeating: " ", count: indent)
    switch value {
    case .object(let members) where !members.isEmpty:
      let lines = members.map { member in
        let name = JSONValue.text(member.name).written() + ": "
        return inner + name + text(member.value, indent: indent + 2, used: name.count + 1)
      }
      return "{\n" + lines.joined(separator: ",\n") + "\n" + outer + "}"
    case .list(let values) where !values.isEmpty:
      let lines = values.map { inner + text($0, indent: indent + 2, used: 1) }
      return "[\n" + lines.joined(separator: ",\n") + "\n" + outer + "]"
    default:
      return line
    }
  }

  /// A text in both languages as datasets declare it.
  static func phrase(_ chinese: String, _ english: String) -> JSONValue {
    .object([.init("zh", .text(chinese)), .init("en", .text(english))])
  }
}

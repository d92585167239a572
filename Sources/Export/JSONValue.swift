import Engine
import Reporting

/// A value of JSON (RFC 8259) that keeps its members in order and its numbers as written.
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// The text of a number in the grammar of JSON.
  case number(String)
  case text(String)
  case list([JSONValue])
  case object([Member])

  /// A name with its value.
  public struct Member: Hashable, Sendable {
    public let name: String
    public let value: JSONValue

    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  public static func int(_ value: Int) -> JSONValue { .number(String(value)) }

  /// A finite number in its shortest exact form; null for any other.
  public static func real(_ value: Double) -> JSONValue {
    TableText.number(value).map { .number($0) } ?? .null
  }

  /// A value of a table: a missing one is null, money is a decimal, an instant ISO 8601 in UTC.
  public init(_ cell: Cell) {
    switch cell {
    case .missing: self = .null
    case .int(let value): self = .int(value)
    case .real(let value): self = .real(value)
    case .money(let value): self = .number(TableText.decimal(value))
    case .text(let value): self = .text(value)
    case .bool(let value): self = .bool(value)
    case .time(let instant): self = .text(TableText.time(instant))
    // A text, so that nobody adds it up.
    case .under(let least): self = .text("<\(least)")
    }
  }

  /// The value of a member of an object; of several with one name the last.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }

  /// The object with another value for a member, which goes to the end where it is new; any other
  /// value as it is.
  public func replacing(_ name: String, with value: JSONValue) -> JSONValue {
    guard case .object(var members) = self else { return self }
    let member = Member(name, value)
    if let place = members.lastIndex(where: { $0.name == name }) {
      members[place] = member
    } else {
      members.append(member)
    }
    return .object(members)
  }

  public var textValue: String? { if case .text(let text) = self { text } else { nil } }

  /// A number without fraction and exponent that fits an integer.
  public var intValue: Int? { if case .number(let text) = self { Int(text) } else { nil } }

  public var realValue: Double? { if case .number(let text) = self { Double(text) } else { nil } }
}

extension JSONValue {
  /// How the parts of lists and objects are set apart.
  public enum Spacing: Sendable {
    /// `{"a":1,"b":2}`
    case none
    /// `{"a": 1, "b": 2}`, which reads the same in YAML.
    case spaced
  }

  /// The value on one line, always the same bytes for the same value.
  public func written(_ spacing: Spacing = .none) -> String {
    var text = ""
    write(to: &text, colon: spacing == .none ? ":" : ": ", comma: spacing == .none ? "," : ", ")
    return text
  }

  private func write(to text: inout String, colon: String, comma: String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let number): text += number
    case .text(let value): Self.quote(value, to: &text)
    case .list(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += comma }
        value.write(to: &text, colon: colon, comma: comma)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += comma }
        Self.quote(member.name, to: &text)
        text += colon
        member.value.write(to: &text, colon: colon, comma: comma)
      }
      text += "}"
    }
  }

  /// Besides what JSON asks for, all that could steer a terminal is written as `\uXXXX`.
  private static func quote(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\u{08}": text += "\\b"
      case "\u{0C}": text += "\\f"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      default:
        if Escaping.spelling(of: scalar) != nil {
          let digits = String(scalar.value, radix: 16)
          text += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
    }
    text += "\""
  }
}

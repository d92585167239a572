import Export

/// The lines between `---` at the start of a notebook: a key and one value of JSON on each.
///
/// JSON on one line reads the same in YAML, so other tools can read it too.
public struct FrontMatter: Hashable, Sendable {
  /// One line with its end, and what it says.
  struct Line: Hashable, Sendable {
    enum Content: Hashable, Sendable {
      case entry(key: String, JSONValue)
      /// Blank, or a comment after `#`.
      case nothing
      case unread
    }

    let bytes: [UInt8]
    let content: Content

    init(_ line: NotebookLine) {
      bytes = line.bytes
      content = Self.content(of: line)
    }

    init(key: String, _ value: JSONValue, lineEnd: String) {
      bytes = Array("\(key): \(value.written(.spaced))\(lineEnd)".utf8)
      content = .entry(key: key, value)
    }

    private static func content(of line: NotebookLine) -> Content {
      if line.isBlank || line.content.first == UInt8(ascii: "#") { return .nothing }
      guard let text = String(validating: line.content, as: UTF8.self),
        let colon = text.unicodeScalars.firstIndex(of: ":")
      else { return .unread }
      let key = text[..<colon]
      let rest = text[text.index(after: colon)...]
      guard isKey(key), rest.first == " ", let value = try? JSONValue(parsing: String(rest))
      else { return .unread }
      return .entry(key: String(key), value)
    }

    /// Words of letters, digits, `_` and `-` with dots between them.
    private static func isKey(_ text: Substring) -> Bool {
      text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { word in
        !word.isEmpty && word.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
      }
    }
  }

  private let opening: [UInt8]
  private(set) var lines: [Line]
  private let closing: [UInt8]

  init(opening: NotebookLine, lines: [NotebookLine], closing: NotebookLine) {
    self.opening = opening.bytes
    self.lines = lines.map { Line($0) }
    self.closing = closing.bytes
  }

  /// A new one for this version of the format.
  public init() {
    opening = Array("---\n".utf8)
    lines = [Line(key: "opsbook", .int(Self.format), lineEnd: "\n")]
    closing = opening
  }

  /// The number of the format that this version reads and writes.
  public static let format = 1

  public var bytes: [UInt8] { opening + lines.flatMap(\.bytes) + closing }

  /// Whether it is a notebook's own, not that of another tool.
  public var isOurs: Bool { self["opsbook"] != nil }

  /// All keys with their values, in order.
  public var entries: [(key: String, value: JSONValue)] {
    lines.compactMap { line in
      if case .entry(let key, let value) = line.content { (key, value) } else { nil }
    }
  }

  /// The value of a key; of several lines with one key the last.
  public subscript(key: String) -> JSONValue? { entries.last { $0.key == key }?.value }

  /// Gives a key another value; its line is rewritten only where the value differs, a new line goes
  /// to the end.
  public mutating func set(_ key: String, to value: JSONValue) {
    if self[key] == value { return }
    let lineEnd = opening.suffix(2) == [0x0D, 0x0A] ? "\r\n" : "\n"
    let line = Line(key: key, value, lineEnd: lineEnd)
    let place = lines.lastIndex { line in
      if case .entry(key, _) = line.content { true } else { false }
    }
    if let place { lines[place] = line } else { lines.append(line) }
  }

  /// Lines that hold no key and value, counted from the line of the opening `---` as 1.
  var unreadLines: [Int] {
    lines.indices.filter { lines[$0].content == .unread }.map { $0 + 2 }
  }
}

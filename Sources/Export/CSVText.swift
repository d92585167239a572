import Engine

/// Fields and records of CSV as RFC 4180 has them.
public enum CSVText {
  /// A field as read; whether it was quoted tells an empty text from a missing value.
  public struct Field: Hashable, Sendable {
    public let text: String
    public let isQuoted: Bool

    public init(_ text: String, isQuoted: Bool = false) {
      self.text = text
      self.isQuoted = isQuoted
    }
  }

  /// A record and the line it begins on, counted from 1.
  public struct Record: Hashable, Sendable {
    public let fields: [Field]
    public let line: Int
  }

  /// What keeps a text from being read, at a line counted from 1.
  public enum Malformed: Error, Hashable, Sendable {
    case openQuote(line: Int)
    /// Something follows a closing quote, or a quote stands inside a field that has none around it.
    case strayQuote(line: Int)

    public var line: Int {
      switch self {
      case .openQuote(let line), .strayQuote(let line): line
      }
    }
  }

  /// A text as a field: quoted where it is empty or holds a comma, a quote or a line break.
  public static func field(_ text: String) -> String {
    let needsQuotes =
      text.isEmpty
      || text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
    return needsQuotes ? quoted(text) : text
  }

  /// A text between quotes, those inside doubled.
  public static func quoted(_ text: String) -> String {
    // By bytes: a quote with a combining mark after it is one character, and no match.
    var bytes: [UInt8] = [0x22]
    for byte in text.utf8 {
      bytes.append(byte)
      if byte == 0x22 { bytes.append(byte) }
    }
    bytes.append(0x22)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A row of a table; a missing value is an empty field.
  public static func record(_ cells: [Cell]) -> String {
    cells.map { TableText.text(of: $0).map(field) ?? "" }.joined(separator: ",")
  }

  /// The records of a text whose lines end with LF or CRLF; the last may lack its end.
  public static func records(in text: String) throws(Malformed) -> [Record] {
    var reader = CSVReader(bytes: Array(text.utf8))
    return try reader.records()
  }
}

/// One pass over the bytes of a CSV text.
private struct CSVReader {
  let bytes: [UInt8]
  var index = 0
  var line = 1

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func records() throws(CSVText.Malformed) -> [CSVText.Record] {
    var records: [CSVText.Record] = []
    while index < bytes.count {
      let first = line
      var fields = [try field()]
      while index < bytes.count, bytes[index] == 0x2C {
        index += 1
        fields.append(try field())
      }
      endLine()
      records.append(CSVText.Record(fields: fields, line: first))
    }
    return records
  }

  private func isLineEnd(_ place: Int) -> Bool {
    guard place < bytes.count else { return true }
    if bytes[place] == 0x0A { return true }
    return bytes[place] == 0x0D && place + 1 < bytes.count && bytes[place + 1] == 0x0A
  }

  private mutating func endLine() {
    guard index < bytes.count else { return }
    index += bytes[index] == 0x0D ? 2 : 1
    line += 1
  }

  private mutating func field() throws(CSVText.Malformed) -> CSVText.Field {
    if index < bytes.count, bytes[index] == 0x22 { return try quotedField() }
    let start = index
    while !isLineEnd(index), bytes[index] != 0x2C {
      guard bytes[index] != 0x22 else { throw .strayQuote(line: line) }
      index += 1
    }
    return CSVText.Field(String(decoding: bytes[start..<index], as: UTF8.self))
  }

  private mutating func quotedField() throws(CSVText.Malformed) -> CSVText.Field {
    let first = line
    var content: [UInt8] = []
    index += 1
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == 0x22 {
        guard index < bytes.count, bytes[index] == 0x22 else {
          guard isLineEnd(index) || bytes[index] == 0x2C else { throw .strayQuote(line: line) }
          return CSVText.Field(String(decoding: content, as: UTF8.self), isQuoted: true)
        }
        index += 1
      } else if byte == 0x0A {
        line += 1
      }
      content.append(byte)
    }
    throw .openQuote(line: first)
  }
}

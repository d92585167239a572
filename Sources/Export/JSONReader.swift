/// What keeps a text from being JSON, at a byte counted from 0.
public struct JSONMalformed: Error, Hashable, Sendable {
  public let offset: Int
}

extension JSONValue {
  /// Reads one value with nothing but white space around it.
  ///
  /// Numbers keep their text. Lists and objects may stand 64 deep.
  public init(parsing text: String) throws(JSONMalformed) {
    var reader = JSONReader(bytes: Array(text.utf8))
    self = try reader.whole()
  }
}

/// One pass over the bytes of a JSON text.
private struct JSONReader {
  private static let deepest = 64

  let bytes: [UInt8]
  private var index = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  private var malformed: JSONMalformed { JSONMalformed(offset: index) }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  mutating func whole() throws(JSONMalformed) -> JSONValue {
    skipSpace()
    let value = try value(depth: 0)
    skipSpace()
    guard index == bytes.count else { throw malformed }
    return value
  }

  private mutating func skipSpace() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { index += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    index += 1
    return true
  }

  private mutating func value(depth: Int) throws(JSONMalformed) -> JSONValue {
    guard depth < Self.deepest, let byte = next else { throw malformed }
    switch byte {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try list(depth: depth)
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(
    _ word: StaticString, _ value: JSONValue
  ) throws(JSONMalformed) -> JSONValue {
    let letters = Array("\(word)".utf8)
    guard bytes[index...].starts(with: letters) else { throw malformed }
    index += letters.count
    return value
  }

  private mutating func list(depth: Int) throws(JSONMalformed) -> JSONValue {
    index += 1
    skipSpace()
    if take(UInt8(ascii: "]")) { return .list([]) }
    var values: [JSONValue] = []
    repeat {
      skipSpace()
      values.append(try value(depth: depth + 1))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw malformed }
    return .list(values)
  }

  private mutating func object(depth: Int) throws(JSONMalformed) -> JSONValue {
    index += 1
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object([]) }
    var members: [JSONValue.Member] = []
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw malformed }
      let name = try text()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw malformed }
      skipSpace()
      members.append(JSONValue.Member(name, try value(depth: depth + 1)))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw malformed }
    return .object(members)
  }

  private mutating func digits() -> Int {
    let start = index
    while let byte = next, (0x30...0x39).contains(byte) { index += 1 }
    return index - start
  }

  private mutating func number() throws(JSONMalformed) -> JSONValue {
    let start = index
    _ = take(UInt8(ascii: "-"))
    let startsWithZero = next == UInt8(ascii: "0")
    let count = digits()
    guard count == 1 || (count > 1 && !startsWithZero) else { throw malformed }
    if take(UInt8(ascii: ".")) { guard digits() > 0 else { throw malformed } }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "-")) { _ = take(UInt8(ascii: "+")) }
      guard digits() > 0 else { throw malformed }
    }
    return .number(String(decoding: bytes[start..<index], as: UTF8.self))
  }

  private mutating func text() throws(JSONMalformed) -> String {
    index += 1
    var content: [UInt8] = []
    while let byte = next {
      index += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: content, as: UTF8.self) else { throw malformed }
        return text
      case UInt8(ascii: "\\"): content += Array(String(try escape()).utf8)
      case 0..<0x20: throw malformed
      default: content.append(byte)
      }
    }
    throw malformed
  }

  private mutating func escape() throws(JSONMalformed) -> Unicode.Scalar {
    guard let byte = next else { throw malformed }
    index += 1
    switch byte {
    case UInt8(ascii: "b"): return "\u{08}"
    case UInt8(ascii: "f"): return "\u{0C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "u"): return try scalar()
    default: throw malformed
    }
  }

  /// Half of a pair on its own becomes the replacement character.
  private mutating func scalar() throws(JSONMalformed) -> Unicode.Scalar {
    let first = try unit()
    guard (0xD800...0xDBFF).contains(first), bytes[index...].starts(with: Array("\\u".utf8)) else {
      return Unicode.Scalar(first) ?? "\u{FFFD}"
    }
    let start = index
    index += 2
    let second = try unit()
    guard (0xDC00...0xDFFF).contains(second) else {
      index = start
      return "\u{FFFD}"
    }
    let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  private mutating func unit() throws(JSONMalformed) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw malformed
      }
      value = value << 4 | UInt16(digit)
      index += 1
    }
    return value
  }
}

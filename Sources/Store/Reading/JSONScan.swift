import Foundation

/// One JSON object in a line of bytes, its scalars as text.
struct JSONScan {
  struct Member {
    let path: [String]
    /// Empty where it is null.
    let value: String
    let isRepaired: Bool
  }

  /// Objects within objects deeper than this are refused, for they could exhaust the stack.
  static let deepest = 32

  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var members: [Member] = []
  /// Some text held bytes that are no UTF-8.
  private(set) var hadBadText = false

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The members of the object that the bytes are; nil where they are none.
  mutating func object() -> [Member]? {
    skipBlanks()
    guard object(at: [], depth: 0) else { return nil }
    skipBlanks()
    return position == bytes.count ? members : nil
  }

  private mutating func object(at path: [String], depth: Int) -> Bool {
    guard depth < Self.deepest, take("{") else { return false }
    skipBlanks()
    if take("}") { return true }
    while true {
      skipBlanks()
      guard let key = string()?.text else { return false }
      skipBlanks()
      guard take(":") else { return false }
      skipBlanks()
      guard value(at: path + [key], depth: depth) else { return false }
      skipBlanks()
      if take("}") { return true }
      guard take(",") else { return false }
    }
  }

  private mutating func value(at path: [String], depth: Int) -> Bool {
    guard position < bytes.count else { return false }
    switch bytes[position] {
    case UInt8(ascii: "{"): return object(at: path, depth: depth + 1)
    case UInt8(ascii: "["):
      let start = position
      guard skipArray(depth: depth + 1) else { return false }
      add(path, String(decoding: bytes[start..<position], as: UTF8.self))
      return true
    case UInt8(ascii: "\""):
      guard let string = string() else { return false }
      add(path, string.text, isRepaired: string.isRepaired)
      return true
    default:
      guard let word = word() else { return false }
      add(path, word == "null" ? "" : word)
      return true
    }
  }

  private mutating func add(_ path: [String], _ value: String, isRepaired: Bool = false) {
    members.append(Member(path: path, value: value, isRepaired: isRepaired))
  }

  /// A number, `true`, `false` or `null`.
  private mutating func word() -> String? {
    let start = position
    while position < bytes.count, !",}] \t\r".utf8.contains(bytes[position]) { position += 1 }
    let text = UnsafeBufferPointer(rebasing: bytes[start..<position])
    let word = String(decoding: text, as: UTF8.self)
    if ["true", "false", "null"].contains(word) { return word }
    return NumberText.isNumber(text) ? word : nil
  }

  private mutating func skipArray(depth: Int) -> Bool {
    guard depth < Self.deepest, take("[") else { return false }
    skipBlanks()
    if take("]") { return true }
    while true {
      skipBlanks()
      guard position < bytes.count else { return false }
      switch bytes[position] {
      case UInt8(ascii: "["): guard skipArray(depth: depth + 1) else { return false }
      case UInt8(ascii: "{"):
        let kept = members
        guard object(at: [], depth: depth + 1) else { return false }
        members = kept
      case UInt8(ascii: "\""): guard string() != nil else { return false }
      default: guard word() != nil else { return false }
      }
      skipBlanks()
      if take("]") { return true }
      guard take(",") else { return false }
    }
  }

  private mutating func string() -> (text: String, isRepaired: Bool)? {
    guard take("\"") else { return nil }
    let start = position
    while position < bytes.count, bytes[position] != 34, bytes[position] != 92 { position += 1 }
    guard position < bytes.count else { return nil }
    var text: [UInt8] = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == 34 {
        let isRepaired = String(validating: text, as: UTF8.self) == nil
        if isRepaired { hadBadText = true }
        return (String(decoding: text, as: UTF8.self), isRepaired)
      }
      guard byte == 92 else {
        text.append(byte)
        continue
      }
      guard let scalar = escape() else { return nil }
      text.append(contentsOf: Character(scalar).utf8)
    }
    return nil
  }

  private mutating func escape() -> Unicode.Scalar? {
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "u"):
      guard let unit = codeUnit() else { return nil }
      if unit & 0xfc00 == 0xd800, position + 1 < bytes.count, bytes[position] == 92,
        bytes[position + 1] == UInt8(ascii: "u")
      {
        let saved = position
        position += 2
        if let low = codeUnit(), low & 0xfc00 == 0xdc00 {
          return Unicode.Scalar(0x10000 + ((unit & 0x3ff) << 10 | (low & 0x3ff)))
        }
        position = saved
      }
      return Unicode.Scalar(unit) ?? "\u{FFFD}"
    default: return nil
    }
  }

  private mutating func codeUnit() -> UInt32? {
    guard position + 4 <= bytes.count else { return nil }
    let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
    guard digits.utf8.allSatisfy({ NumberText.isDigit($0) || ($0 | 32) &- 97 < 6 }) else {
      return nil
    }
    position += 4
    return UInt32(digits, radix: 16)
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, UInt32(bytes[position]) == character.value else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() {
    while position < bytes.count, [32, 9, 13].contains(bytes[position]) { position += 1 }
  }
}

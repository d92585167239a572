import Export
import Reporting

/// What follows a fence: the word `opsbook` or `output`, for an output its kind, and attributes.
///
/// Values hold no white space, quote, backtick, backslash, `&`, `=` or `%`: CommonMark would read
/// some of them its own way, so they are written as `%XX` of their UTF-8. Values that stand as JSON
/// strings are read too.
struct InfoString: Hashable, Sendable {
  private(set) var words: [String] = []
  private(set) var attributes: [Attribute] = []
  /// Parts that are neither the leading words nor attributes; they are kept and ignored.
  private(set) var unread: [String] = []

  init(_ info: ArraySlice<UInt8>) {
    for part in Self.parts(of: info) {
      let text = String(decoding: part, as: UTF8.self)
      if let attribute = Attribute(parsing: text) {
        attributes.append(attribute)
      } else if attributes.isEmpty, unread.isEmpty, words.count < 2 {
        words.append(text)
      } else {
        unread.append(text)
      }
    }
  }

  /// Parts between blanks; a blank inside a JSON string parts nothing.
  private static func parts(of info: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var start = info.startIndex
    var isQuoted = false
    var index = info.startIndex
    while index < info.endIndex {
      let byte = info[index]
      if byte == UInt8(ascii: "\""), isQuoted || (index > start && info[index - 1] == 0x3D) {
        isQuoted.toggle()
      } else if byte == UInt8(ascii: "\\"), isQuoted {
        index += 1
      } else if byte.isBlank, !isQuoted {
        if start < index { parts.append(info[start..<index]) }
        start = index + 1
      }
      index += 1
    }
    if start < info.endIndex { parts.append(info[start..<info.endIndex]) }
    return parts
  }
}

/// `name=value` behind a fence.
public struct Attribute: Hashable, Sendable {
  public let name: String
  public let value: String

  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  init?(parsing text: String) {
    let bytes = Array(text.utf8)
    guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")), equals > 0,
      (0x61...0x7A).contains(bytes[0]), bytes[..<equals].allSatisfy(Self.isNameByte)
    else { return nil }
    name = String(decoding: bytes[..<equals], as: UTF8.self)
    let rest = bytes[(equals + 1)...]
    if rest.first == UInt8(ascii: "\"") {
      let quoted = String(decoding: rest, as: UTF8.self)
      guard let value = try? JSONValue(parsing: quoted).textValue else { return nil }
      self.value = value
    } else {
      value = Self.decoded(rest)
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
  }

  /// As it stands behind the fence.
  public var written: String {
    var text = name + "="
    for scalar in value.unicodeScalars {
      let isPlain =
        !scalar.properties.isWhitespace && Escaping.spelling(of: scalar) == nil
        && !"\"`\\&=%".unicodeScalars.contains(scalar)
      if isPlain {
        text.unicodeScalars.append(scalar)
      } else {
        for byte in String(scalar).utf8 {
          text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
      }
    }
    return text
  }

  private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    func digit(_ index: Int) -> UInt8? {
      guard index < bytes.endIndex else { return nil }
      return Character(Unicode.Scalar(bytes[index])).hexDigitValue.map { UInt8($0) }
    }
    var decoded: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "%"), let high = digit(index + 1), let low = digit(index + 2)
      {
        decoded.append(high << 4 | low)
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }
}

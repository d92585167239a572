// What a single scalar is to the lexer. People type with an input method on, so fullwidth forms
// and the signs of a Chinese keyboard are read as the ASCII signs they stand for.

extension Unicode.Scalar {
  /// The ASCII sign this one is read as outside quotes; itself for all others.
  var twin: Unicode.Scalar {
    guard value >= 0x80 else { return self }
    switch value {
    case 0xFF01...0xFF5E: return Unicode.Scalar(value - 0xFEE0) ?? self
    case 0x3000: return " "
    case 0x4E00...0x9FFF: return self
    default: return sign ?? self
    }
  }

  /// What a Chinese keyboard gives this in place of, and the mathematical signs.
  private var sign: Unicode.Scalar? {
    switch self {
    case "【": "["
    case "】": "]"
    case "、": ","
    case "《": "<"
    case "》": ">"
    case "￥", "¥": "$"
    case "·": "`"
    case "—", "–", "―", "−": "-"
    case "×": "*"
    case "÷": "/"
    default: nil
    }
  }

  var isLineEnd: Bool {
    switch value {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  /// White space inside a line, with the marks of no width that pasted texts carry.
  var isBlank: Bool {
    switch value {
    case 0x20, 0x09, 0xFEFF, 0x200B: return true
    case 0..<0x80: return false
    default: return !isLineEnd && properties.isWhitespace
    }
  }

  /// The block of nearly all Chinese characters, so that the tables need not be asked for them.
  private var isCommonHan: Bool {
    switch value {
    case 0x4E00...0x9FFF: true
    default: false
    }
  }

  var isDigit: Bool {
    switch value {
    case 0x30...0x39: true
    default: false
    }
  }

  var isASCIILetter: Bool {
    switch value {
    case 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }

  /// Whether a name can begin with this.
  var startsWord: Bool {
    if value < 0x80 { return isASCIILetter ? true : value == 0x5F }
    if isCommonHan { return true }
    return properties.isAlphabetic || properties.isIdeographic
  }

  /// Whether a name can go on with this.
  var continuesWord: Bool {
    if startsWord || isDigit { return true }
    if value < 0x80 { return false }
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .decimalNumber: return true
    default: return false
    }
  }

  /// Chinese characters, kana and hangul: written without spaces, so a token ends where they
  /// meet an ASCII digit.
  var isCJK: Bool {
    guard value >= 0x1100 else { return false }
    if isCommonHan { return true }
    switch value {
    case 0x1100...0x11FF, 0x3005...0x3007, 0x3040...0x318F, 0x31A0...0x31FF, 0xAC00...0xD7AF:
      return true
    default: return properties.isIdeographic
    }
  }
}

/// Whether a name needs no backticks to be read as one word, reserved words aside.
func isPlainWord(_ text: String) -> Bool {
  let scalars = Array(text.unicodeScalars)
  guard let first = scalars.first, first.startsWord else { return false }
  guard scalars.allSatisfy({ $0.continuesWord && $0.twin == $0 }) else { return false }
  guard text != Scanner.nextDay, Scanner.pointUnit(scalars) == nil else { return false }
  return zip(scalars, scalars.dropFirst()).allSatisfy { !Scanner.parts($0, $1) }
}

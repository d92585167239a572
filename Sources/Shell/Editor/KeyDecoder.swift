/// Bytes from a terminal, one by one, into keys.
///
/// Knows UTF-8, the arrow and editing keys of common terminals, and bracketed paste. Sequences it
/// does not know are dropped whole, so that none of them ends up as text in the line.
struct KeyDecoder {
  private enum State {
    case ground
    /// The first bytes of a scalar in UTF-8.
    case scalar([UInt8], count: Int)
    case escape
    /// After `ESC [`, the bytes so far.
    case sequence([UInt8])
    /// After `ESC O`.
    case application
    case paste([UInt8])
  }

  private static let escapeByte: UInt8 = 0x1B
  private static let pasteEnd = Array("\u{1B}[201~".utf8)
  /// Longer sequences are none.
  private static let longestSequence = 32

  private var state = State.ground

  /// Whether bytes are held back until more come or the time for them is over.
  var isPending: Bool { if case .ground = state { false } else { true } }

  /// Whether a paste is under way, which may pause for longer than a key does.
  var isPasting: Bool { if case .paste = state { true } else { false } }

  /// The key that a byte completes; nil where it completes none.
  mutating func feed(_ byte: UInt8) -> Key? {
    switch state {
    case .ground: return ground(byte)
    case .scalar(let bytes, let count): return scalar(bytes, count, byte)
    case .escape: return escape(byte)
    case .sequence(let bytes): return sequence(bytes, byte)
    case .application:
      state = .ground
      return Self.letter(byte)
    case .paste(var bytes):
      bytes.append(byte)
      guard bytes.suffix(Self.pasteEnd.count).elementsEqual(Self.pasteEnd) else {
        state = .paste(bytes)
        return nil
      }
      state = .ground
      return .paste(Self.pasted(bytes.dropLast(Self.pasteEnd.count)))
    }
  }

  /// What the held bytes mean when nothing follows them.
  mutating func flush() -> Key? {
    defer { state = .ground }
    switch state {
    case .escape: return .escape
    case .paste(let bytes): return .paste(Self.pasted(bytes[...]))
    default: return nil
    }
  }

  private mutating func ground(_ byte: UInt8) -> Key? {
    switch byte {
    case 0x03: return .cancel
    case 0x1A: return .suspend
    case 0x09: return .tab
    case 0x0A, 0x0D: return .enter
    case 0x12: return .search
    case 0x10: return .up
    case 0x0E: return .down
    case Self.escapeByte:
      state = .escape
      return nil
    // These lead the editor's private commands; nobody may type them.
    case 0x00, 0x1C...0x1F: return nil
    case ..<0x80: return .character(Unicode.Scalar(byte))
    case 0xC2...0xDF: state = .scalar([byte], count: 2)
    case 0xE0...0xEF: state = .scalar([byte], count: 3)
    case 0xF0...0xF4: state = .scalar([byte], count: 4)
    default: break
    }
    return nil
  }

  private mutating func scalar(_ bytes: [UInt8], _ count: Int, _ byte: UInt8) -> Key? {
    guard (0x80...0xBF).contains(byte) else {
      // A broken scalar is dropped; the byte that broke it starts anew.
      state = .ground
      return ground(byte)
    }
    let bytes = bytes + [byte]
    guard bytes.count == count else {
      state = .scalar(bytes, count: count)
      return nil
    }
    state = .ground
    guard let text = String(validating: bytes, as: UTF8.self),
      let scalar = text.unicodeScalars.first
    else { return nil }
    return .character(scalar)
  }

  private mutating func escape(_ byte: UInt8) -> Key? {
    state = .ground
    switch byte {
    case UInt8(ascii: "["): state = .sequence([])
    case UInt8(ascii: "O"): state = .application
    case Self.escapeByte: state = .escape
    case 0x0A, 0x0D: return .newLine
    case 0x20...0x7E: return .alt(Unicode.Scalar(byte))
    case 0x7F, 0x08: return .alt("\u{7F}")
    default: return ground(byte)
    }
    return nil
  }

  private mutating func sequence(_ bytes: [UInt8], _ byte: UInt8) -> Key? {
    guard (0x20...0x7E).contains(byte), bytes.count < Self.longestSequence else {
      state = .ground
      return nil
    }
    guard byte >= 0x40 else {
      state = .sequence(bytes + [byte])
      return nil
    }
    state = .ground
    let parameters = String(decoding: bytes, as: UTF8.self)
    if byte == UInt8(ascii: "~"), parameters == "200" {
      state = .paste([])
      return nil
    }
    return Self.key(parameters, byte)
  }

  /// The key of `ESC [ parameters final`; none for what the editor does not know.
  ///
  /// The answer to "where is the cursor?", which may come late, is none.
  private static func key(_ parameters: String, _ final: UInt8) -> Key? {
    switch (parameters, final) {
    case ("", _): letter(final)
    case ("1;3", UInt8(ascii: "C")), ("1;5", UInt8(ascii: "C")): .nextWord
    case ("1;3", UInt8(ascii: "D")), ("1;5", UInt8(ascii: "D")): .previousWord
    case ("1", UInt8(ascii: "~")), ("7", UInt8(ascii: "~")): .home
    case ("4", UInt8(ascii: "~")), ("8", UInt8(ascii: "~")): .end
    case ("3", UInt8(ascii: "~")): .delete
    case ("13;2", UInt8(ascii: "u")), ("13;3", UInt8(ascii: "u")), ("27;2;13", UInt8(ascii: "~")),
      ("27;3;13", UInt8(ascii: "~")):
      .newLine
    default: nil
    }
  }

  private static func letter(_ byte: UInt8) -> Key? {
    switch byte {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "Z"): .backTab
    case UInt8(ascii: "M"): .enter
    default: nil
    }
  }

  private static func pasted(_ bytes: ArraySlice<UInt8>) -> String {
    EditableText.clean(String(decoding: bytes, as: UTF8.self))
  }
}

/// What may stand in the line being edited.
enum EditableText {
  /// The text with line breaks as `\n`, tabs as two spaces, and nothing that has no width of its
  /// own on the screen's grid.
  static func clean(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      defer { previous = scalar }
      switch scalar {
      case "\r": scalars.append("\n")
      case "\n": if previous != "\r" { scalars.append("\n") }
      case "\t": scalars.append(contentsOf: "  ".unicodeScalars)
      default: if scalar.isEditable { scalars.append(scalar) }
      }
    }
    return String(scalars)
  }
}

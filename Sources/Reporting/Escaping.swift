/// Makes text from outside safe to show on a terminal.
public enum Escaping {
  /// The text with every character that could steer a terminal or reorder a line spelt out.
  ///
  /// Line breaks and tabs become `\n`, `\r`, `\t`; other C0, DEL and C1 controls `\x1B`; line and
  /// paragraph separators, bidirectional marks, overrides and isolates `\u{202E}`. A backslash
  /// stays as it is, so that applying this twice changes nothing more.
  public static func visible(_ text: String) -> String {
    guard mayHoldUnsafe(text) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
      if let name = spelling(of: scalar) {
        shown += name
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  /// The written form of an unsafe scalar, or nil for one that may be shown as it is.
  public static func spelling(of scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x09: "\\t"
    case 0x0A: "\\n"
    case 0x0D: "\\r"
    case 0x00...0x1F, 0x7F...0x9F:
      "\\x" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16, uppercase: true)
    case 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF:
      "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    default: nil
    }
  }

  /// A quick no for the usual case, by the first bytes that unsafe scalars have in UTF-8.
  private static func mayHoldUnsafe(_ text: String) -> Bool {
    text.utf8.contains { byte in
      byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xD8 || byte == 0xE2 || byte == 0xEF
    }
  }
}

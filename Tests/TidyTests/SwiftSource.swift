/// A Swift file with its comments and texts told apart from its code.
///
/// A small scanner, not a parser: it knows comments (nested), texts (plain, multi-line, raw) and
/// interpolations, and blanks them with spaces so that lines and columns stay where they were.
struct SwiftSource {
  /// Relative to the root of the repository.
  let path: String
  /// The file as it is, line by line.
  let lines: [String]
  /// Without comments and texts.
  let code: [String]
  /// Without comments.
  let uncommented: [String]

  init(path: String, text: String) {
    var scanner = Scanner(bytes: Array(text.utf8))
    scanner.run()
    self.path = path
    lines = Self.split(Array(text.utf8))
    code = Self.split(scanner.code)
    uncommented = Self.split(scanner.uncommented)
  }

  /// The first folder below Sources or Tests.
  var target: String {
    let parts = path.split(separator: "/")
    return parts.count > 1 ? String(parts[1]) : ""
  }

  var isTest: Bool { path.hasPrefix("Tests/") }

  private static func split(_ bytes: [UInt8]) -> [String] {
    var lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}

private struct Scanner {
  let bytes: [UInt8]
  var code: [UInt8]
  var uncommented: [UInt8]
  var at = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
    code = bytes
    uncommented = bytes
  }

  mutating func run() {
    while at < bytes.count {
      switch bytes[at] {
      case Byte.slash where next == Byte.slash: lineComment()
      case Byte.slash where next == Byte.star: blockComment()
      case Byte.quote: literal(hashes: 0)
      case Byte.hash where hashesBeforeQuote > 0: literal(hashes: hashesBeforeQuote)
      default: at += 1
      }
    }
  }

  private var next: UInt8? { at + 1 < bytes.count ? bytes[at + 1] : nil }

  /// How many `#` stand here before a quote; 0 when no raw text begins here.
  private var hashesBeforeQuote: Int {
    var end = at
    while end < bytes.count, bytes[end] == Byte.hash { end += 1 }
    return end < bytes.count && bytes[end] == Byte.quote ? end - at : 0
  }

  private mutating func lineComment() {
    while at < bytes.count, bytes[at] != Byte.newline { blank(comment: true) }
  }

  private mutating func blockComment() {
    var depth = 0
    while at < bytes.count {
      if bytes[at] == Byte.slash, next == Byte.star {
        depth += 1
        blank(comment: true)
      } else if bytes[at] == Byte.star, next == Byte.slash {
        depth -= 1
        blank(comment: true)
      }
      blank(comment: true)
      if depth == 0 { return }
    }
  }

  private mutating func literal(hashes: Int) {
    for _ in 0..<hashes { blank(comment: false) }
    let isLong = matches(Array(repeating: Byte.quote, count: 3))
    let closing =
      Array(repeating: Byte.quote, count: isLong ? 3 : 1)
      + Array(repeating: Byte.hash, count: hashes)
    let escape = [Byte.backslash] + Array(repeating: Byte.hash, count: hashes)
    for _ in 0..<(isLong ? 3 : 1) { blank(comment: false) }
    while at < bytes.count {
      if matches(closing) {
        for _ in closing { blank(comment: false) }
        return
      }
      if !isLong, bytes[at] == Byte.newline { return }
      if matches(escape) {
        for _ in escape { blank(comment: false) }
        if at < bytes.count, bytes[at] == Byte.open {
          interpolation()
          continue
        }
      }
      blank(comment: false)
    }
  }

  /// From `(` to its `)`; texts may stand inside.
  private mutating func interpolation() {
    var depth = 0
    while at < bytes.count {
      switch bytes[at] {
      case Byte.quote: literal(hashes: 0)
      case Byte.hash where hashesBeforeQuote > 0: literal(hashes: hashesBeforeQuote)
      case Byte.open:
        depth += 1
        blank(comment: false)
      case Byte.close:
        depth -= 1
        blank(comment: false)
        if depth == 0 { return }
      default: blank(comment: false)
      }
    }
  }

  private func matches(_ word: [UInt8]) -> Bool {
    at + word.count <= bytes.count && bytes[at..<(at + word.count)].elementsEqual(word)
  }

  private mutating func blank(comment: Bool) {
    guard at < bytes.count else { return }
    if bytes[at] != Byte.newline {
      code[at] = Byte.space
      if comment { uncommented[at] = Byte.space }
    }
    at += 1
  }
}

private enum Byte {
  static let newline = UInt8(ascii: "\n")
  static let space = UInt8(ascii: " ")
  static let quote = UInt8(ascii: "\"")
  static let hash = UInt8(ascii: "#")
  static let slash = UInt8(ascii: "/")
  static let star = UInt8(ascii: "*")
  static let backslash = UInt8(ascii: "\\")
  static let open = UInt8(ascii: "(")
  static let close = UInt8(ascii: ")")
}

import Export
import Reporting

/// A diagnostic as an output keeps it, the same in every language:
/// `E201 1:16-1:19 unknown-event {"got":"pya","near":["pay"]}`.
///
/// Places are line and column in the cell's text, both counted from 1 in Unicode scalars; the
/// second is the first scalar that is not meant. `-` stands where no place is to blame.
public struct ErrorLine: Hashable, Sendable {
  public struct Place: Hashable, Sendable {
    public let line: Int
    public let column: Int
  }

  public let code: String
  public let start: Place?
  public let end: Place?
  /// The first words of the English message, without what it quotes.
  public let slug: String
  /// What the message quotes first, and the name that was probably meant.
  public let arguments: JSONValue

  public init(_ diagnostic: Diagnostic, in text: String) {
    code = diagnostic.code
    let scalars = Array(text.unicodeScalars)
    start = diagnostic.span.map { Place($0.start, in: scalars) }
    end = diagnostic.span.map { Place($0.end, in: scalars) }
    let (words, quotes) = Self.parts(of: diagnostic.message.english)
    slug = words.isEmpty ? "-" : words.prefix(6).joined(separator: "-")
    var members: [JSONValue.Member] = []
    if let first = quotes.first { members.append(JSONValue.Member("got", .text(first))) }
    if let near = diagnostic.suggestion {
      members.append(JSONValue.Member("near", .list([.text(near)])))
    }
    arguments = .object(members)
  }

  /// Reads a line of an error's output back; nil for any other text.
  public init?(parsing line: String) {
    let parts = line.split(separator: " ", maxSplits: 3).map(String.init)
    guard parts.count == 4, parts[0].wholeMatch(of: /[EW][0-9]{3}/) != nil,
      let arguments = try? JSONValue(parsing: parts[3]), case .object = arguments
    else { return nil }
    code = parts[0]
    slug = parts[2]
    self.arguments = arguments
    if parts[1] == "-" {
      start = nil
      end = nil
      return
    }
    let places = parts[1].split(separator: "-").compactMap { Place(parsing: $0) }
    guard places.count == 2 else { return nil }
    start = places[0]
    end = places[1]
  }

  public var text: String {
    let places = start.flatMap { start in
      end.map { "\(start.line):\(start.column)-\($0.line):\($0.column)" }
    }
    return "\(code) \(places ?? "-") \(slug) \(arguments.written())"
  }

  /// The words of a message in lower case, and what stands between apostrophes in it.
  private static func parts(of message: String) -> (words: [String], quotes: [String]) {
    var words: [String] = []
    var quotes: [String] = []
    var rest = message[...]
    // A closing apostrophe stands before a space or a sign, never inside a word such as "don't".
    while let match = rest.firstMatch(
      of: /(?:^|[ (])'(.*?)'(?=[ ,.;:)]|$)/.matchingSemantics(.unicodeScalar))
    {
      words += plainWords(rest[..<match.range.lowerBound])
      quotes.append(String(match.1))
      rest = rest[match.range.upperBound...]
    }
    return (words + plainWords(rest), quotes)
  }

  private static func plainWords(_ text: Substring) -> [String] {
    text.lowercased().split { !$0.isASCII || !$0.isLetter }.map(String.init)
  }
}

extension ErrorLine.Place {
  /// The place of a scalar of the text; what lies beyond is the end.
  init(_ index: Int, in scalars: [Unicode.Scalar]) {
    let before = scalars.prefix(max(0, index))
    let lineStart = before.lastIndex(of: "\n").map { $0 + 1 } ?? 0
    line = before.count { $0 == "\n" } + 1
    column = before.count - lineStart + 1
  }

  init?(parsing text: Substring) {
    let parts = text.split(separator: ":").compactMap { Int($0) }
    guard parts.count == 2 else { return nil }
    line = parts[0]
    column = parts[1]
  }
}

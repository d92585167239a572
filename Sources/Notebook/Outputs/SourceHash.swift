import Digest

/// The short hashes by which an output knows what it was computed from.
public enum SourceHash {
  /// All that a cell's numbers depend on besides the data.
  public struct Ingredients: Hashable, Sendable {
    /// The cell's text as typed.
    public var text: String
    /// The hashes of earlier cells whose names this one uses.
    public var upstream: [String]
    /// `name=value` of the parameters it uses.
    public var parameters: [String]
    /// The number of the engine: it rises when the same query would give other numbers.
    public var engine: String
    /// The day the data is read as of.
    public var asof: String
    public var seed: String

    public init(
      text: String, upstream: [String] = [], parameters: [String] = [], engine: String,
      asof: String = "", seed: String = ""
    ) {
      self.text = text
      self.upstream = upstream
      self.parameters = parameters
      self.engine = engine
      self.asof = asof
      self.seed = seed
    }
  }

  /// The first 8 hexadecimal digits of a SHA-256.
  public static func src(_ ingredients: Ingredients) -> String {
    let parts =
      [normalized(ingredients.text)] + ingredients.upstream.sorted() + ["parameters"]
      + ingredients.parameters.sorted()
      + ["engine", ingredients.engine, "asof", ingredients.asof, "seed", ingredients.seed]
    // No part holds the separator: it is a control character.
    let joined = parts.joined(separator: "\u{1F}")
    return String(SHA256.hexadecimal(of: joined).prefix(8))
  }

  /// The text without comments, white space as single spaces.
  ///
  /// A line that begins at the margin keeps its line break, because there a new statement begins.
  public static func normalized(_ text: String) -> String {
    var lines: [[Unicode.Scalar]] = []
    for line in NotebookLine.all(of: Array(text.utf8)[...]) {
      let scalars = Array(String(decoding: line.content, as: UTF8.self).unicodeScalars)
      let words = collapsed(withoutComment(scalars))
      guard !words.isEmpty else { continue }
      if scalars.first?.properties.isWhitespace == true, let last = lines.popLast() {
        lines.append(last + [" "] + words)
      } else {
        lines.append(words)
      }
    }
    var joined = String.UnicodeScalarView()
    joined.append(contentsOf: lines.joined(separator: ["\n"]))
    return String(joined)
  }

  private static let quotes: [Unicode.Scalar: Unicode.Scalar] = [
    "\"": "\"", "'": "'", "`": "`", "“": "”", "‘": "’", "「": "」", "『": "』", "＂": "＂", "＇": "＇",
  ]

  /// The stretches of a line that stand between quotes; a quote that does not close is itself.
  private static func quoted(_ line: [Unicode.Scalar]) -> [Bool] {
    var flags = Array(repeating: false, count: line.count)
    var index = 0
    while index < line.count {
      if let closer = quotes[line[index]],
        let end = line[(index + 1)...].firstIndex(of: closer)
      {
        for place in index...end { flags[place] = true }
        index = end
      }
      index += 1
    }
    return flags
  }

  private static func withoutComment(_ line: [Unicode.Scalar]) -> [Unicode.Scalar] {
    let quoted = quoted(line)
    let start = line.indices.first { index in
      line[index] == "#" && !quoted[index]
        && (index == 0 || line[index - 1].properties.isWhitespace)
    }
    return Array(line[..<(start ?? line.count)])
  }

  private static func collapsed(_ line: [Unicode.Scalar]) -> [Unicode.Scalar] {
    let quoted = quoted(line)
    var words: [Unicode.Scalar] = []
    for (index, scalar) in line.enumerated() {
      if !quoted[index], scalar.properties.isWhitespace {
        if let last = words.last, last != " " { words.append(" ") }
      } else {
        words.append(scalar)
      }
    }
    if words.last == " ", quoted.last != true { words.removeLast() }
    return words
  }
}

import Reporting

/// A piece of a mapping as it is typed: `ROLE=COLUMN`, or a word alone.
enum MappingWord: Hashable {
  /// A constant, typed `event:=NAME`, has `:=` before its value.
  case pair(name: String, value: String)
  case alone(String)

  /// Cuts `user=COL,event:=NAME time='a column'` at commas and blanks; quotes hold a value
  /// together.
  ///
  /// Throws E425 where a value is missing.
  static func all(in text: String) throws(Diagnostic) -> [MappingWord] {
    var words: [MappingWord] = []
    var rest = Substring(text)
    while true {
      rest = rest.drop { $0 == "," || $0 == ";" || $0.isWhitespace }
      guard !rest.isEmpty else { return words }
      let (name, isQuoted) = word(&rest) {
        $0 == "=" || $0 == ":" || $0 == "," || $0.isWhitespace
      }
      let after = rest.drop { $0 == " " }
      let isConstant = after.hasPrefix(":=")
      guard !isQuoted, isConstant || after.hasPrefix("=") else {
        guard !after.hasPrefix(":") else { throw ColumnMapping.malformed(name) }
        words.append(.alone(name))
        continue
      }
      rest = after.dropFirst(isConstant ? 2 : 1).drop { $0 == " " }
      let (value, _) = word(&rest) { $0 == "," || $0.isWhitespace }
      guard !name.isEmpty, !value.isEmpty else { throw ColumnMapping.malformed(name) }
      words.append(.pair(name: name, value: (isConstant ? ":=" : "") + value))
    }
  }

  private static func word(
    _ rest: inout Substring, until isEnd: (Character) -> Bool
  ) -> (text: String, isQuoted: Bool) {
    if let quote = rest.first, quote == "'" || quote == "\"" {
      let text = rest.dropFirst().prefix { $0 != quote }
      rest = rest.dropFirst(text.count + 2)
      return (String(text), true)
    }
    let text = rest.prefix { !isEnd($0) }
    rest = rest.dropFirst(text.count)
    return (String(text), false)
  }
}

import Language
import Reporting

extension Phrase {
  /// A word of the language as it is typed in each language; other words stay as they are.
  ///
  /// - Parameter verb: whose facet it may be.
  public static func word(_ english: String, of verb: String? = nil) -> Phrase {
    let table = KeywordTable.standard
    let kinds: [Keyword.Kind] = [.verb, .command, .clause, .variant, .function, .model]
    let chinese =
      table.spelling(of: english, kinds, language: .chinese)
      ?? verb.flatMap { table.spelling(of: english, [.facet], in: $0, language: .chinese) }
    return Phrase(english, chinese ?? english)
  }

  /// Words of the language, listed.
  static func words(_ english: [String], of verb: String? = nil) -> Phrase {
    let phrases = english.map { Phrase.word($0, of: verb) }
    return Phrase(
      phrases.map(\.english).joined(separator: ", "),
      phrases.map(\.chinese).joined(separator: "、"))
  }
}

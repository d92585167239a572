/// One word of the language, with its spellings and the place of the grammar where it stands.
public struct Keyword: Hashable, Sendable {
  /// What part a word plays; words of different kinds may be spelled alike.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case verb, command, clause, `operator`, marker
    case eventWord = "event-word"
    case compareWord = "compare-word"
    case orderWord = "order-word"
    case subjectWord = "subject-word"
    case stage, subcommand
    case itemState = "item-state"
    case function, unit, time, model, variant, facet, chart, metric, flag, parameter, part

    /// Whether names of the data stand at the same places, so that only the exact spelling is a
    /// word of the language and `Week` stays a column.
    var isExact: Bool {
      switch self {
      case .eventWord, .time, .model, .metric, .parameter, .part: true
      default: false
      }
    }
  }

  /// The canonical spelling, which stands in the syntax tree.
  public let english: String
  /// Other English spellings that are read but never printed.
  public let englishAliases: [String]
  /// The first one is canonical; empty where the word is typed in English by everyone.
  public let chinese: [String]
  /// What part the word plays.
  public let kind: Kind
  /// The verb or noun that a facet or subcommand belongs to.
  public let scope: String?
  /// The place of the grammar in words, for help pages.
  public let position: String

  /// Everything that is read as this word.
  public var spellings: [String] { [english] + englishAliases + chinese }
}

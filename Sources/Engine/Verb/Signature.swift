import Language
import Reporting

/// What a verb is and accepts; help, completion and checks are made from it.
public struct Signature: Sendable {
  /// A clause, variant or setting with its meaning here.
  public struct Entry: Sendable {
    public let word: String
    public let meaning: Phrase

    public init(_ word: String, _ meaning: Phrase) {
      self.word = word
      self.meaning = meaning
    }
  }

  /// A query that runs on a bundled dataset; the tests run every one.
  public struct Example: Sendable {
    /// In both languages.
    public let query: Phrase
    public let question: Phrase
    /// Name of the bundled dataset it is asked of.
    public let dataset: String

    public init(_ query: Phrase, question: Phrase, dataset: String) {
      self.query = query
      self.question = question
      self.dataset = dataset
    }
  }

  public let grammar: VerbGrammar
  /// One line.
  public let summary: Phrase
  /// What is computed: definition, formula and source.
  public let definition: Phrase
  public let clauses: [ClauseKeyword: Phrase]
  /// Words after `using`.
  public let variants: [Entry]
  /// Keys after `with`.
  public let settings: [Entry]
  /// Parts of the subject, where it takes facets.
  public let facets: [Entry]
  /// Parts of the language that this verb will take later: they answer E204, never a wrong number.
  public let later: Later
  public let examples: [Example]
  /// Other words by which people look for it.
  public let searchWords: [String]

  public struct Later: Sendable {
    public let clauses: Set<ClauseKeyword>
    public let variants: Set<String>
    public let settings: Set<String>
    public let facets: Set<String>
    /// Why a word comes later and what there is in its place, where the verb has more to say.
    public let reasons: [String: Phrase]

    public init(
      clauses: Set<ClauseKeyword> = [], variants: Set<String> = [], settings: Set<String> = [],
      facets: Set<String> = [], reasons: [String: Phrase] = [:]
    ) {
      self.reasons = reasons
      self.clauses = clauses
      self.variants = variants
      self.settings = settings
      self.facets = facets
    }
  }

  public init(
    grammar: VerbGrammar, summary: Phrase, definition: Phrase, clauses: [ClauseKeyword: Phrase],
    variants: [Entry] = [], settings: [Entry] = [], facets: [Entry] = [], later: Later,
    examples: [Example], searchWords: [String] = []
  ) {
    self.grammar = grammar
    self.summary = summary
    self.definition = definition
    self.clauses = clauses
    self.variants = variants
    self.settings = settings
    self.facets = facets
    self.later = later
    self.examples = examples
    self.searchWords = searchWords
  }

  public var name: String { grammar.name }
}

import Engine
import Language
import Reporting

/// What may stand at the end of a text, after the grammar, the verbs' signatures and the data.
///
/// The letters already typed decide the language: `漏` finds Chinese words and labels, `fu` English
/// ones; where nothing is typed yet, the session's language is offered.
public struct Completer {
  let workspace: Workspace
  let commands: [String]
  let datasets: [String]
  let table = KeywordTable.standard

  /// - Parameters:
  ///   - commands: canonical names of commands that the program has beside the catalogue's.
  ///   - datasets: names after `open`.
  public init(workspace: Workspace, commands: [String] = [], datasets: [String] = []) {
    self.workspace = workspace
    self.commands = commands
    self.datasets = datasets
  }

  var language: DisplayLanguage { workspace.language }

  /// - Parameter head: the text before the cursor.
  public func completion(of head: String) -> Completion {
    let words = TypedWords(head)
    let offers = offers(for: words)
    var candidates: [Completion.Candidate] = []
    var seen: Set<String> = []
    for offer in offers {
      guard let spelling = offer.spelling(after: words.partial, in: language),
        seen.insert(spelling).inserted
      else { continue }
      let detail = offer.detail.text(in: language)
      candidates.append(Completion.Candidate(spelling, detail: detail, role: offer.role))
    }
    return Completion(replaced: words.partial.unicodeScalars.count, candidates: candidates)
  }

  private func offers(for words: TypedWords) -> [Offer] {
    if words.isUnreadable { return [] }
    var tokens = words.tokens[...]
    guard let first = tokens.first else { return starts }
    tokens = tokens.dropFirst()
    guard let word = first.word else { return [] }
    if let command = table.keyword(word, .command)?.english {
      guard command == "explain" else { return rest(of: command, words.partsOfRest) }
      if let next = tokens.first?.word, table.keyword(next, .stage) != nil {
        tokens = tokens.dropFirst()
      } else if tokens.isEmpty {
        return keywords(.stage) + verbs
      }
      guard let verb = tokens.first?.word else { return verbs }
      return offers(verb: verb, tokens.dropFirst())
    }
    return offers(verb: word, tokens)
  }

  private func offers(verb: String, _ tokens: ArraySlice<Token>) -> [Offer] {
    guard let name = table.keyword(verb, .verb)?.english,
      let signature = workspace.catalogue.verb(name)?.signature
    else { return [] }
    return offers(at: GrammarPlace(signature, tokens, table: table))
  }
}

/// One thing that may stand somewhere, with the ways to write it.
struct Offer {
  /// Spellings by language; the first one of each is its usual one.
  let english: [String]
  let chinese: [String]
  var detail = Phrase(verbatim: "")
  var role = Role.plain

  init(
    _ english: [String], _ chinese: [String], detail: Phrase = Phrase(verbatim: ""),
    role: Role = .plain
  ) {
    self.english = english
    self.chinese = chinese
    self.detail = detail
    self.role = role
  }

  init(verbatim text: String, detail: Phrase = Phrase(verbatim: ""), role: Role = .plain) {
    self.init([text], [], detail: detail, role: role)
  }

  /// How to write it so that it begins with what was typed; nil where no way does.
  func spelling(after partial: String, in language: DisplayLanguage) -> String? {
    let ordered = language == .chinese ? chinese + english : english + chinese
    if partial.isEmpty { return ordered.first }
    let typed = Self.folded(partial)
    return ordered.first { Self.folded($0).hasPrefix(typed) }
  }

  /// Ignoring case and the quotes that a name or a text may need.
  private static func folded(_ text: String) -> String {
    String(text.drop { "`'\"".contains($0) }).lowercased()
  }
}

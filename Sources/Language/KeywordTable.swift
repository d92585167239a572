import Reporting

/// Every word of the language in both languages, found by spelling and kind.
public struct KeywordTable: Sendable {
  /// The table of this program.
  public static let standard = KeywordTable(KeywordTable.source)

  /// In the order of the table.
  public let keywords: [Keyword]
  /// All meanings by folded spelling.
  private let meanings: [String: [Meaning]]
  private let byEnglish: [Keyword.Kind: [String: [Keyword]]]

  /// One thing that a spelling may mean, depending on where it stands.
  struct Meaning: Sendable {
    let keyword: Keyword
    let spelling: String
    /// The clause, if it starts one.
    let clause: ClauseKeyword?
    let isReserved: Bool

    /// Whether a word typed so can have this meaning; kinds among names of the data are exact.
    func fits(_ typed: String, _ kind: Keyword.Kind, in scope: String?) -> Bool {
      guard keyword.kind == kind, keyword.scope == scope else { return false }
      return kind.isExact ? typed == spelling : true
    }
  }

  /// Reads lines of five columns parted by tabs; lines of another form are left out.
  init(_ source: String) {
    let keywords = source.split(separator: "\n").compactMap(Self.keyword)
    var meanings: [String: [Meaning]] = [:]
    var byEnglish: [Keyword.Kind: [String: [Keyword]]] = [:]
    for keyword in keywords {
      byEnglish[keyword.kind, default: [:]][keyword.english, default: []].append(keyword)
      for spelling in keyword.spellings {
        let meaning = Meaning(
          keyword: keyword, spelling: spelling,
          clause: keyword.kind == .clause ? ClauseKeyword(rawValue: keyword.english) : nil,
          isReserved: Self.isReserved(keyword))
        meanings[spelling.lowercased(), default: []].append(meaning)
      }
    }
    self.keywords = keywords
    self.meanings = meanings
    self.byEnglish = byEnglish
  }

  private static func keyword(_ line: Substring) -> Keyword? {
    let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard columns.count == 5, let kind = Keyword.Kind(rawValue: columns[3]) else { return nil }
    let position = columns[4]
    let scoped = kind == .facet || kind == .subcommand
    return Keyword(
      english: columns[0], englishAliases: parts(columns[1]),
      chinese: parts(columns[2]), kind: kind,
      scope: scoped ? position.split(separator: " ").last.map(String.init) : nil,
      position: position)
  }

  private static func parts(_ column: String) -> [String] {
    column.split(separator: "|").map(String.init)
  }

  private static func isReserved(_ keyword: Keyword) -> Bool {
    switch keyword.kind {
    case .clause, .operator: true
    case .eventWord: keyword.english == "any"
    default: false
    }
  }

  /// The word spelled so.
  ///
  /// Case counts only for kinds at whose places names of the data stand.
  public func keyword(
    _ spelling: String, _ kind: Keyword.Kind, in scope: String? = nil
  ) -> Keyword? {
    meanings(of: spelling).first { $0.fits(spelling, kind, in: scope) }?.keyword
  }

  /// Everything that a spelling may mean.
  func meanings(of spelling: String) -> [Meaning] { meanings[spelling.lowercased()] ?? [] }

  /// The canonical spelling of the first kind that knows this one.
  public func canonical(
    _ spelling: String, _ kinds: [Keyword.Kind], in scope: String? = nil
  ) -> String? {
    if kinds.isEmpty { return nil }
    return Self.canonical(spelling, meanings(of: spelling), kinds, in: scope)
  }

  static func canonical(
    _ spelling: String, _ meanings: [Meaning], _ kinds: [Keyword.Kind], in scope: String?
  ) -> String? {
    if meanings.isEmpty { return nil }
    for kind in kinds {
      for meaning in meanings where meaning.fits(spelling, kind, in: scope) {
        return meaning.keyword.english
      }
    }
    return nil
  }

  /// How a canonical word is written; a word without Chinese is written in English in both.
  public func spelling(
    of english: String, _ kinds: [Keyword.Kind], in scope: String? = nil,
    language: DisplayLanguage
  ) -> String? {
    for kind in kinds {
      guard let found = byEnglish[kind]?[english]?.first(where: { $0.scope == scope }) else {
        continue
      }
      return language == .chinese ? found.chinese.first ?? english : english
    }
    return nil
  }

  /// All words of a kind, in the order of the table.
  public func keywords(_ kind: Keyword.Kind, in scope: String? = nil) -> [Keyword] {
    keywords.filter { $0.kind == kind && $0.scope == scope }
  }

  /// Whether a bare name in a call may be a metric: metrics are functions of metrics, and a name in
  /// any other call is the data's.
  func takesMetrics(_ function: Word) -> Bool {
    guard !function.quoted else { return false }
    return function.text == "share" || byEnglish[.metric]?[function.text] != nil
  }

  /// The clause that a word starts, whatever its language and case.
  public func clause(_ spelling: String) -> ClauseKeyword? {
    meanings(of: spelling).lazy.compactMap(\.clause).first
  }

  /// Whether a word can be a name only between backticks: the clause words, the operators of
  /// conditions and `any`, in both languages.
  public func isReserved(_ spelling: String) -> Bool {
    meanings(of: spelling).contains { $0.isReserved }
  }
}

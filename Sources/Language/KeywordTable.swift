import Reporting

/// Every word of the language in both languages, found by spelling and kind.
public struct KeywordTable: Sendable {
  /// The table of this program.
  public static let standard = KeywordTable(KeywordTable.source)

  /// In the order of the table.
  public let keywords: [Keyword]
  private let bySpelling: [Keyword.Kind: [String: [Keyword]]]
  private let byEnglish: [Keyword.Kind: [String: [Keyword]]]
  private let clauses: [String: ClauseKeyword]
  private let reserved: Set<String>

  /// Reads lines of five columns parted by tabs; lines of another form are left out.
  init(_ source: String) {
    let keywords = source.split(separator: "\n").compactMap(Self.keyword)
    var bySpelling: [Keyword.Kind: [String: [Keyword]]] = [:]
    var byEnglish: [Keyword.Kind: [String: [Keyword]]] = [:]
    var clauses: [String: ClauseKeyword] = [:]
    var reserved: Set<String> = []
    for keyword in keywords {
      byEnglish[keyword.kind, default: [:]][keyword.english, default: []].append(keyword)
      for spelling in keyword.spellings {
        let folded = spelling.lowercased()
        bySpelling[keyword.kind, default: [:]][folded, default: []].append(keyword)
        if keyword.kind == .clause { clauses[folded] = ClauseKeyword(rawValue: keyword.english) }
        if Self.isReserved(keyword) { reserved.insert(folded) }
      }
    }
    self.keywords = keywords
    self.bySpelling = bySpelling
    self.byEnglish = byEnglish
    self.clauses = clauses
    self.reserved = reserved
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
    bySpelling[kind]?[spelling.lowercased()]?.first {
      $0.scope == scope && (!kind.isExact || $0.spellings.contains(spelling))
    }
  }

  /// The canonical spelling of the first kind that knows this one.
  public func canonical(
    _ spelling: String, _ kinds: [Keyword.Kind], in scope: String? = nil
  ) -> String? {
    for kind in kinds {
      if let found = keyword(spelling, kind, in: scope) { return found.english }
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
  public func clause(_ spelling: String) -> ClauseKeyword? { clauses[spelling.lowercased()] }

  /// Whether a word can be a name only between backticks: the clause words, the operators of
  /// conditions and `any`, in both languages.
  public func isReserved(_ spelling: String) -> Bool { reserved.contains(spelling.lowercased()) }
}

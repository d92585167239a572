import Charts
import Reporting

/// One SQL statement that a verb compiles to, laid out for reading.
public struct SQLQuery: Hashable, Sendable {
  /// One common table expression.
  public struct Part: Hashable, Sendable {
    /// What it holds, `entries`; with its columns where the body does not name them.
    public let name: String
    /// One line that says so.
    public let note: Phrase?
    public let body: String
    /// What is printed instead of a list too long to read.
    public let folded: Phrase?
    /// Whether the body names single users.
    public let holdsUsers: Bool

    public init(
      _ name: String, _ note: Phrase? = nil, folded: Phrase? = nil, holdsUsers: Bool = false,
      _ body: String
    ) {
      self.name = name
      self.note = note
      self.body = body
      self.folded = folded
      self.holdsUsers = holdsUsers
    }
  }

  /// What its rows are; the verb finds them again under it.
  public let name: String
  /// What it answers.
  public let note: Phrase
  /// What it reads besides the tables of every dataset.
  public let tables: [SQLTable]
  public var parts: [Part]
  /// The last SELECT.
  public let body: String
  public let isRecursive: Bool

  public init(
    _ name: String, _ note: Phrase, tables: [SQLTable] = [], parts: [Part] = [],
    isRecursive: Bool = false, _ body: String
  ) {
    self.name = name
    self.note = note
    self.tables = tables
    self.parts = parts
    self.body = body
    self.isRecursive = isRecursive
  }

  /// The whole statement as it is run.
  public var statement: String { text(in: .english, folding: .nothing) }

  /// What is left out of a printed statement.
  public enum Folding: Sendable {
    case nothing
    /// Lists longer than a few lines.
    case longLists
    /// Every list of users: under privacy nobody is named.
    case users
  }

  /// The statement in its canonical layout, with comments in one language.
  public func text(in language: DisplayLanguage, folding: Folding) -> String {
    func comment(_ phrase: Phrase) -> String {
      Self.commented(Escaping.visible(phrase.text(in: language)))
    }
    var lines = [comment(note)] + tables.map { comment($0.comment) }
    if !parts.isEmpty {
      lines.append(isRecursive ? "WITH RECURSIVE" : "WITH")
      for (index, part) in parts.enumerated() {
        if let note = part.note { lines.append(SQL.indented(comment(note))) }
        let isFolded =
          part.folded != nil
          && (folding == .users && part.holdsUsers
            || folding != .nothing && part.body.utf8.count > Self.longestList)
        let body = isFolded ? part.folded.map(comment) ?? "" : part.body
        lines.append("  \(part.name) AS (")
        lines.append(SQL.indented(body, by: 4))
        lines.append(index == parts.count - 1 ? "  )" : "  ),")
      }
    }
    lines.append(body + ";")
    return lines.joined(separator: "\n")
  }

  /// A comment ends with its line, so that a long one has a mark on each of its lines.
  private static func commented(_ text: String) -> String {
    var lines = [""]
    for word in text.split(separator: " ") {
      let longer =
        lines[lines.count - 1].isEmpty ? String(word) : lines[lines.count - 1] + " " + word
      if longer.count > longestComment, !lines[lines.count - 1].isEmpty {
        lines.append(String(word))
      } else {
        lines[lines.count - 1] = longer
      }
    }
    return lines.map { "-- " + $0 }.joined(separator: "\n")
  }

  private static let longestComment = 70

  /// About three lines of a screen.
  private static let longestList = 240
}

/// The rows that the queries of a plan gave, by the name of the query.
public struct SQLRows: Sendable {
  public private(set) var all: [String: [[Cell]]] = [:]

  public init(_ all: [String: [[Cell]]] = [:]) { self.all = all }

  /// The rows of a query; empty where it was not asked.
  public subscript(_ name: String) -> [[Cell]] {
    get { all[name] ?? [] }
    set { all[name] = newValue }
  }
}

extension [Cell] {
  /// The whole number at a place of a row from SQL; 0 for NULL.
  public func count(_ place: Int) -> Int {
    indices.contains(place) ? self[place].intValue ?? 0 : 0
  }

  /// The instant or length in milliseconds at a place; nil for NULL.
  public func milliseconds(_ place: Int) -> Int64? {
    indices.contains(place) ? self[place].intValue.map { Int64($0) } : nil
  }
}

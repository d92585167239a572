import Charts
import Reporting

/// What a statement computed: typed tables, the rule that pins their definition, and every doubt.
public struct Answer: Sendable {
  public var tables: [ResultTable]
  /// One line that pins the definition, so that a copied number never loses it.
  public var rule: Phrase
  public var warnings: [Warning]
  public var notes: [Phrase]
  /// What `as NAME` or `with lost=… as NAME` keeps.
  public var saved: SavedSet?
  /// Columns of users' ids by table, which are kept out of records.
  public var ids: [String: Set<String>] = [:]

  public init(
    tables: [ResultTable], rule: Phrase, warnings: [Warning] = [], notes: [Phrase] = [],
    saved: SavedSet? = nil
  ) {
    self.tables = tables
    self.rule = rule
    self.warnings = warnings
    self.notes = notes
    self.saved = saved
  }

  public func table(_ name: String) -> ResultTable? { tables.first { $0.name == name } }
}

/// Users kept under a name: one set, or the exclusive parts of a partition.
public struct SavedSet: Sendable {
  public enum Kind: Sendable {
    case segment(UserSet)
    /// In the order shown; `part` is what stands after the dot in `tiers.key`.
    case partition([(part: String, users: UserSet)])
  }

  public let name: String
  public let kind: Kind
  /// What parts are called, where they may be typed in another way than they are named.
  public let labels: [String: Phrase]

  public init(name: String, kind: Kind, labels: [String: Phrase] = [:]) {
    self.name = name
    self.kind = kind
    self.labels = labels
  }
}

/// A set of users, one flag for each user index of the dataset.
public struct UserSet: Hashable, Sendable {
  public var flags: [Bool]

  public init(_ flags: [Bool]) { self.flags = flags }

  public init(all: Bool, count: Int) { flags = Array(repeating: all, count: count) }

  public var count: Int { flags.reduce(0) { $1 ? $0 + 1 : $0 } }

  public func contains(_ user: Int) -> Bool { flags.indices.contains(user) && flags[user] }

  public func intersection(_ other: UserSet) -> UserSet {
    UserSet(zip(flags, other.flags).map { $0 && $1 })
  }

  public func union(_ other: UserSet) -> UserSet {
    UserSet(zip(flags, other.flags).map { $0 || $1 })
  }

  public var complement: UserSet { UserSet(flags.map { !$0 }) }
}

/// One piece of a printed cell, in semantic roles and without escape codes.
public enum Block: Hashable, Sendable {
  case chart(Chart)
  /// Lines of a table or of plain text.
  case lines([StyledText])
}

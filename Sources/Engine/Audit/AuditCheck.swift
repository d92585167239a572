import Reporting

/// One check that an audit makes of a table: a pure function with its name and its rule.
public struct AuditCheck: Sendable {
  /// What it is called in tables for machines.
  public let name: String
  public let title: Phrase
  /// When something is found, with every threshold.
  public let rule: Phrase
  /// The narrower audit that makes it too; nil where only the whole one does.
  public let scope: AuditScope?
  /// Whether rows that it finds cannot be used; the others can be repaired, or are only odd.
  public let isFatal: Bool
  /// Nil where the table has nothing that could be checked.
  let find: @Sendable (AuditedTable, AuditGround) -> Found?

  /// What is counted.
  public enum Unit: Sendable { case rows, users, devices, days }

  /// What a check found in a table.
  struct Found {
    var count: Int
    /// What the rate is taken of.
    var of: Int
    var unit = Unit.rows
    /// What is said of those that were found, without their number.
    var words: Phrase
    /// The rows that were found, for examples and to take them out.
    var rows: [Int] = []
    /// Examples other than rows of the table.
    var examples: [AuditFinding.Example] = []
    /// What to type next.
    var next: Phrase?
  }

  init(
    _ name: String, _ title: Phrase, rule: Phrase, scope: AuditScope? = nil, isFatal: Bool = false,
    find: @escaping @Sendable (AuditedTable, AuditGround) -> Found?
  ) {
    self.name = name
    self.title = title
    self.rule = rule
    self.scope = scope
    self.isFatal = isFatal
    self.find = find
  }

  /// Every check, in the order that audits report them.
  public static let all: [AuditCheck] = [
    .duplicates, .repeatedIDs, .missingIDs, .dateFormats, .numberFormats, .unitOutliers,
    .negatives, .future, .rejected, .orphans, .sharedDevices, .pairedDevices, .idleUsers,
    .heavyUsers, .clockJumps, .emptyDays, .thinDays,
  ]
}

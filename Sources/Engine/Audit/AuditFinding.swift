import Reporting

/// What one check says of one table.
public struct AuditFinding: Sendable {
  /// Something that a person can look at: a row of a file, a device, a day.
  public struct Example: Hashable, Sendable {
    /// Empty where it is no row of a file.
    public let file: String
    /// The physical line in the file; 0 where it is no row of a file.
    public let line: Int
    /// Without control characters, personal values masked.
    public let content: String

    public init(file: String = "", line: Int = 0, content: String) {
      self.file = file
      self.line = line
      self.content = Escaping.visible(content)
    }
  }

  /// How many examples a finding has at most.
  public static let mostExamples = 5

  public let table: String
  public let check: AuditCheck
  public let count: Int
  /// What the rate is taken of: rows read, users, devices or days.
  public let of: Int
  public let words: Phrase
  public let examples: [Example]
  /// What to type next; nil where nothing was found.
  public let next: Phrase?

  /// Nil where there is nothing to take it of.
  public var rate: Double? { of > 0 ? Double(count) / Double(of) : nil }
}

/// How many rows of a table are left without those that cannot be used.
public struct UsableRows: Hashable, Sendable {
  public let table: String
  /// All rows of its files, rejected ones too.
  public let rows: Int
  public let usable: Int

  public var rate: Double? { rows > 0 ? Double(usable) / Double(rows) : nil }
}

import Charts
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
  /// `30 of 1,000 rows: exactly the same as an earlier row`.
  public let words: Phrase
  public let examples: [Example]
  /// What to type next; nil where nothing was found.
  public let next: Phrase?

  /// Nil where there is nothing to take it of.
  public var rate: Double? { of > 0 ? Double(count) / Double(of) : nil }
}

extension AuditCheck.Found {
  /// The finding with its numbers in front.
  var sentence: Phrase {
    let (count, of) = (NumberText.count(count), NumberText.count(of))
    let numbers: Phrase =
      switch unit {
      case .rows: Phrase("\(count) of \(of) rows: ", "\(of) 行中有 \(count) 行：")
      case .users: Phrase("\(count) of \(of) users: ", "\(of) 个用户中有 \(count) 个：")
      case .devices: Phrase("\(count) of \(of) device ids: ", "\(of) 个设备编号中有 \(count) 个：")
      case .days: Phrase("\(count) of \(of) days: ", "\(of) 天中有 \(count) 天：")
      }
    return numbers + words
  }
}

/// How many rows of a table are left without those that cannot be used.
public struct UsableRows: Hashable, Sendable {
  public let table: String
  /// All rows of its files, rejected ones too.
  public let rows: Int
  public let usable: Int

  public var rate: Double? { rows > 0 ? Double(usable) / Double(rows) : nil }
}

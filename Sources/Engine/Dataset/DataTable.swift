import Reporting

/// The rows of one table as its files have them, before they became users, events or answers.
public struct DataTable: Sendable {
  public let summary: TableSummary
  /// Every column of its files, in their order, one value a row.
  public let columns: [PropertyColumn]
  /// The physical line of each row in its file, from 1.
  public let lines: [Int32]
  /// The rows that could not be kept.
  public let rejected: [RejectedRow]
  /// How the columns of dates and numbers are written, rejected rows included.
  public let formats: [ColumnFormats]

  public init(
    summary: TableSummary, columns: [PropertyColumn], lines: [Int32], rejected: [RejectedRow] = [],
    formats: [ColumnFormats] = []
  ) {
    self.summary = summary
    self.columns = columns
    self.lines = lines
    self.rejected = rejected
    self.formats = formats
  }

  /// How many rows were kept.
  public var count: Int { lines.count }

  public func column(_ name: String) -> PropertyColumn? { columns.first { $0.name == name } }
}

/// A row that was not taken into a dataset, and why.
public struct RejectedRow: Hashable, Sendable {
  public let table: String
  /// The file's name without its folder.
  public let file: String
  /// The physical line that the record begins on, from 1; in a database the row's number.
  public let line: Int
  public let reason: Phrase
  /// The row as it was read, at most 1,000 characters of it.
  public let content: String

  public init(table: String, file: String, line: Int, reason: Phrase, content: String) {
    self.table = table
    self.file = file
    self.line = line
    self.reason = reason
    self.content = content
  }

  /// The reason of an event without a user; audits count those rows as missing an id.
  public static let noUser = Phrase("no user", "缺少用户")
}

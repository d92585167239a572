import Reporting

/// What one table of the dataset is and where its rows came from.
public struct TableSummary: Hashable, Sendable {
  public struct Source: Hashable, Sendable {
    /// The file's name without its folder.
    public let file: String
    /// SHA-256 of the file, hexadecimal.
    public let sha256: String
    public let rowsRead: Int
    public let rowsKept: Int
    public let rowsRejected: Int
    /// When it was imported, in milliseconds since 1970 UTC; nil for what was only opened.
    public let importedAt: Int64?

    public init(
      file: String, sha256: String, rowsRead: Int, rowsKept: Int, rowsRejected: Int,
      importedAt: Int64? = nil
    ) {
      self.file = file
      self.sha256 = sha256
      self.rowsRead = rowsRead
      self.rowsKept = rowsKept
      self.rowsRejected = rowsRejected
      self.importedAt = importedAt
    }
  }

  public let name: String
  /// `events`, `users`, `feedback`, `orders`, `costs` or `other`.
  public let role: String
  public let rows: Int
  public var columns: [ResultColumn]
  /// Role to column: `user`, `event`, `time`, `session`, `amount` and so on.
  public let mapping: [String: String]
  public let sources: [Source]
  /// Columns that tell who someone is, by name: what stands in them is never put on record.
  public let personal: [String: PersonalKind]

  public init(
    name: String, role: String, rows: Int, columns: [ResultColumn], mapping: [String: String],
    sources: [Source], personal: [String: PersonalKind] = [:]
  ) {
    self.name = name
    self.role = role
    self.rows = rows
    self.columns = columns
    self.mapping = mapping
    self.sources = sources
    self.personal = personal
  }
}

/// What a column tells about who a person is; found at import by its name and its values.
public enum PersonalKind: String, Hashable, Sendable, CaseIterable {
  /// The id of a user, a device, an account.
  case id
  case phone
  case email

  public var phrase: Phrase {
    switch self {
    case .id: Phrase("id", "编号")
    case .phone: Phrase("phone", "电话")
    case .email: Phrase("e-mail", "邮箱")
    }
  }
}

import Reporting

/// What a session has open: a path, with what was said about its columns and added to it.
///
/// `map` changes `mapping`, `load` appends to `additions`; opening the changed source again gives
/// the changed dataset.
public struct DatasetSource: Hashable, Sendable {
  /// A file that `load` added as a table.
  public struct Addition: Hashable, Sendable {
    public var path: String
    /// Nil for the file's own name; the name of a role gives the table that role.
    public var table: String?
    public var mapping: ColumnMapping

    public init(path: String, table: String? = nil, mapping: ColumnMapping = ColumnMapping()) {
      self.path = path
      self.table = table
      self.mapping = mapping
    }
  }

  /// A folder, or a CSV, JSON lines or SQLite file.
  public var path: String
  /// Goes before what `dataset.json` says and names suggest.
  public var mapping: ColumnMapping
  /// An IANA name; nil for the declared zone, or UTC.
  public var zone: String?
  public var additions: [Addition]

  /// Nothing is said beyond the path.
  var isPlain: Bool { mapping.isEmpty && zone == nil && additions.isEmpty }

  public init(
    path: String, mapping: ColumnMapping = ColumnMapping(), zone: String? = nil,
    additions: [Addition] = []
  ) {
    self.path = path
    self.mapping = mapping
    self.zone = zone
    self.additions = additions
  }
}

/// Files to import into a dataset of one's own: `opsbook import FILE… -o DATASET`.
public struct ImportRequest: Hashable, Sendable {
  public var files: [String]
  /// A role, or the name of the table that all files go into; nil makes each file a table.
  public var table: String?
  public var mapping: ColumnMapping
  /// An IANA name; nil for the zone the dataset has, or UTC.
  public var zone: String?
  /// Nil for the name of the folder that is written.
  public var name: String?

  public init(
    files: [String], table: String? = nil, mapping: ColumnMapping = ColumnMapping(),
    zone: String? = nil, name: String? = nil
  ) {
    self.files = files
    self.table = table
    self.mapping = mapping
    self.zone = zone
    self.name = name
  }
}

import Engine
import Reporting

/// What a session has open: a path, with what was said about its columns and added to it.
///
/// `map` adds to `change`, `load` appends to `additions`; opening the changed source again gives
/// the changed dataset.
public struct DatasetSource: Hashable, Sendable {
  /// A file that `load` added as a table.
  public struct Addition: Hashable, Sendable {
    public var path: String
    /// Nil for the file's own name; the name of a role gives the table that role.
    public var table: String?
    public var mapping: ColumnMapping
    public var repetition: DatasetAccess.Repetition

    public init(
      path: String, table: String? = nil, mapping: ColumnMapping = ColumnMapping(),
      repetition: DatasetAccess.Repetition = .refused
    ) {
      self.path = path
      self.table = table
      self.mapping = mapping
      self.repetition = repetition
    }
  }

  /// A folder, or a CSV, JSON lines or SQLite file.
  public var path: String
  /// Goes before what `dataset.json` says and names suggest.
  public var change: SchemaChange
  public var additions: [Addition]

  /// No row is read otherwise than its dataset has it.
  var isPlain: Bool { change.readsAsBefore && additions.isEmpty }

  public init(path: String, change: SchemaChange, additions: [Addition] = []) {
    self.path = path
    self.change = change
    self.additions = additions
  }

  /// `zone` is an IANA name; nil for the declared zone, or UTC.
  public init(
    path: String, mapping: ColumnMapping = ColumnMapping(), zone: String? = nil,
    additions: [Addition] = []
  ) {
    self.init(path: path, change: SchemaChange(mapping, zone: zone), additions: additions)
  }
}

/// Files to import into a dataset of one's own: `opsbook import FILE… -o DATASET`.
public struct ImportRequest: Hashable, Sendable {
  /// None to change how the dataset that is there understands its rows.
  public var files: [String]
  /// A role, or the name of the table that all files go into; nil makes each file a table.
  public var table: String?
  public var change: SchemaChange
  public var repetition: DatasetAccess.Repetition
  /// Nil for the name that the dataset has, or of the folder that is written.
  public var name: String?
  /// The wall clock's time, in milliseconds since 1970 UTC, put on record beside the files.
  public var time: Int64?

  public init(
    files: [String], table: String? = nil, change: SchemaChange,
    repetition: DatasetAccess.Repetition = .refused, name: String? = nil, time: Int64? = nil
  ) {
    self.files = files
    self.table = table
    self.change = change
    self.repetition = repetition
    self.name = name
    self.time = time
  }

  /// `zone` is an IANA name; nil for the zone the dataset has, or UTC.
  public init(
    files: [String], table: String? = nil, mapping: ColumnMapping = ColumnMapping(),
    zone: String? = nil, repetition: DatasetAccess.Repetition = .refused, name: String? = nil,
    time: Int64? = nil
  ) {
    self.init(
      files: files, table: table, change: SchemaChange(mapping, zone: zone),
      repetition: repetition, name: name, time: time)
  }
}

import Reporting

/// How a workspace reaches datasets, so that nothing below the program knows of files.
public struct DatasetAccess: Sendable {
  /// What a statement asks to read.
  public struct Request: Sendable {
    public enum Kind: Sendable { case open, load, map }

    public let kind: Kind
    /// A path or a name of a dataset; empty for `map`.
    public let path: String
    /// What is said of columns, tables and the dataset, in the order it was said.
    public let assignments: [Assignment]
    public let labels: [NewLabel]
    /// The name of the table for `load … as NAME`.
    public let tableName: String?
    /// What `load` does with a file that was loaded before.
    public let repetition: Repetition
    /// The dataset open now, for `load` and `map`.
    public let current: Dataset?

    public init(
      kind: Kind, path: String, assignments: [Assignment] = [], labels: [NewLabel] = [],
      tableName: String? = nil, repetition: Repetition = .refused, current: Dataset? = nil
    ) {
      self.kind = kind
      self.path = path
      self.assignments = assignments
      self.labels = labels
      self.tableName = tableName
      self.repetition = repetition
      self.current = current
    }
  }

  /// `NAME=VALUE` of `map`, `open` and `load`: the role of a column or a table, or what holds for
  /// the whole dataset, such as its zone.
  public struct Assignment: Hashable, Sendable {
    /// The table it is about; nil where it is about every table that has the column.
    public let table: String?
    public let name: String
    /// A constant is written `:=NAME`; several names have commas between them.
    public let value: String

    public init(table: String? = nil, name: String, value: String) {
      self.table = table
      self.name = name
      self.value = value
    }
  }

  /// What something of the data is called in one language from now on.
  public struct NewLabel: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable { case event, column, value }

    public let kind: Kind
    /// The name in the data.
    public let name: String
    public let text: String
    public let language: DisplayLanguage

    public init(kind: Kind, name: String, text: String, language: DisplayLanguage) {
      self.kind = kind
      self.name = name
      self.text = text
      self.language = language
    }
  }

  /// What is done with a file that is there already.
  public enum Repetition: String, Hashable, Sendable {
    /// The same content is refused, a file of the same name with other content is added.
    case refused
    /// Its rows are added once more.
    case again
    /// Its rows take the place of those of the file with its name.
    case replacing
  }

  /// A dataset with what was said on the way: roles that were guessed, rows that were rejected.
  public struct Opened: Sendable {
    public let dataset: Dataset
    public let notices: [Phrase]

    public init(dataset: Dataset, notices: [Phrase]) {
      self.dataset = dataset
      self.notices = notices
    }
  }

  public let read: @Sendable (Request, Interrupt) throws(Diagnostic) -> Opened
  /// The path that a dataset of this session was opened by.
  public var path: @Sendable (Dataset) -> String? = { _ in nil }

  public init(read: @escaping @Sendable (Request, Interrupt) throws(Diagnostic) -> Opened) {
    self.read = read
  }
}

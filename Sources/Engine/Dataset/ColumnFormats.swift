/// How the texts of a column of dates or numbers are written, counted as its files have them.
///
/// A typed column has lost its texts, and a column with two ways of writing a date may have stayed
/// text: this is what is known of the writing in both cases.
public struct ColumnFormats: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable { case date, number }

  /// One way of writing, with digits as `9` and words as `Aaa`: `9999-99-99`.
  public struct Format: Hashable, Sendable {
    public let pattern: String
    public let rows: Int

    public init(_ pattern: String, rows: Int) {
      self.pattern = pattern
      self.rows = rows
    }
  }

  /// A value that is written in another way than the usual one.
  public struct Unusual: Hashable, Sendable {
    public let file: String
    /// The physical line in the file, from 1.
    public let line: Int
    public let text: String

    public init(file: String, line: Int, text: String) {
      self.file = file
      self.line = line
      self.text = text
    }
  }

  public let column: String
  public let kind: Kind
  /// The usual format first, then the others, the commonest first.
  public let formats: [Format]
  /// The first five values in another format, in the order of the files.
  public let unusual: [Unusual]

  public init(column: String, kind: Kind, formats: [Format], unusual: [Unusual]) {
    self.column = column
    self.kind = kind
    self.formats = formats
    self.unusual = unusual
  }
}

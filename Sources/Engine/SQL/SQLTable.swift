import Reporting

/// A table that the copy of a dataset gets only once a query asks for it: what SQL cannot work out
/// of the dataset itself, such as the words of texts.
///
/// No file of a dataset has such a table, so a printed query says what it holds.
public struct SQLTable: Hashable, Sendable {
  public let name: String
  /// One line that says what it holds.
  public let note: Phrase
  /// The first is what its rows are looked up by.
  public let columns: [String]
  /// What tells two contents of one dataset apart, such as the words that texts are cut round.
  public let version: [String]
  /// Its rows; throws E590 once interrupted.
  public let rows: @Sendable (Interrupt) throws(Diagnostic) -> [[Cell]]

  public init(
    _ name: String, _ note: Phrase, columns: [String], version: [String] = [],
    rows: @escaping @Sendable (Interrupt) throws(Diagnostic) -> [[Cell]]
  ) {
    self.name = name
    self.note = note
    self.columns = columns
    self.version = version
    self.rows = rows
  }

  public static func == (one: SQLTable, other: SQLTable) -> Bool {
    one.name == other.name && one.columns == other.columns && one.version == other.version
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(columns)
    hasher.combine(version)
  }

  /// `answer_words(answer, position, word): the words`.
  var comment: Phrase {
    let columns = columns.joined(separator: ", ")
    return Phrase("reads \(name)(\(columns)): ", "读取 \(name)(\(columns))：") + note
  }
}

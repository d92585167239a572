import Engine
import Reporting

/// One table of an answer as RFC 4180 has it: a record of column names, then the rows, each with
/// CRLF at its end.
///
/// Values are exact (`TableText`): nothing is rounded, and nothing is added to them.
public struct CSVOutput: Sendable {
  /// The name of the table to write; nil for the first.
  public let tableName: String?

  public init(tableName: String? = nil) { self.tableName = tableName }

  public func text(_ table: ResultTable) -> String {
    let head = table.columns.map { CSVText.field($0.name) }.joined(separator: ",")
    let rows = table.rows.map(CSVText.record)
    return ([head] + rows).map { $0 + "\r\n" }.joined()
  }

  /// The table asked for; empty where the answer has no tables.
  ///
  /// Throws E522 for an unknown name.
  public func text(_ answer: Answer) throws(Diagnostic) -> String {
    guard let name = tableName else { return answer.tables.first.map(text) ?? "" }
    if let table = answer.table(name) { return text(table) }
    let names = answer.tables.map(\.name).joined(separator: ", ")
    throw Diagnostic(
      "E522", Phrase("unknown table '\(name)'", "没有名为 '\(name)' 的表"), at: nil,
      notes: [
        answer.tables.isEmpty
          ? Phrase("this answer has no tables", "这个结果没有表")
          : Phrase("its tables: \(names)", "可选的表：\(names)")
      ])
  }
}

import Reporting

extension Diagnostic {
  /// E428: a table that the dataset does not have.
  public static func unknownTable(
    _ name: String, among tables: [String], at span: Span?
  ) -> Diagnostic {
    let listed = tables.prefix(20).joined(separator: ", ")
    let near = Suggestion.closest(to: name, among: tables)
    return Diagnostic(
      "E428", Phrase("unknown table '\(name)'", "未知的表 '\(name)'"), at: span,
      notes: [
        Phrase("its tables are: \(listed)", "现有的表：\(listed)"),
        Phrase(
          "type: describe \(near ?? tables.first ?? "TABLE")",
          "请输入：概览 \(near ?? tables.first ?? "表名")"),
      ], suggestion: near)
  }
}

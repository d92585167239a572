import Engine
import Reporting

/// Texts of the data as they are written for spreadsheets.
///
/// A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return is run as a formula by
/// the usual spreadsheet programs, and so can whoever chose a name send data away from the machine
/// of the one who opens the file (OWASP, CSV Injection). Such a text gets an apostrophe in front,
/// which these programs take as "this is text". Numbers stay numbers.
public enum SafeText {
  private static let starts: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠",
  ]

  /// A text that no spreadsheet runs, its control characters spelt out.
  public static func forSpreadsheets(_ text: String) -> String {
    let isFormula = text.unicodeScalars.first.map(starts.contains) ?? false
    return (isFormula ? "'" : "") + Escaping.visible(text)
  }

  /// The table with its texts and the names of its columns made safe.
  public static func forSpreadsheets(_ table: ResultTable) -> ResultTable {
    ResultTable(
      table.name, columns: table.columns.map { ResultColumn(forSpreadsheets($0.name), $0.type) },
      rows: table.rows.map { row in
        row.map { cell in
          if case .text(let text) = cell { .text(forSpreadsheets(text)) } else { cell }
        }
      })
  }
}

/// The forms in which a table is written to a file of its own.
public enum TableFile: Sendable {
  case csv
  /// One object a line.
  case jsonLines

  /// By the end of the path: `.csv`, `.jsonl` or `.ndjson`; nil for any other.
  public init?(path: String) {
    let path = path.lowercased()
    if path.hasSuffix(".csv") {
      self = .csv
    } else if path.hasSuffix(".jsonl") || path.hasSuffix(".ndjson") {
      self = .jsonLines
    } else {
      return nil
    }
  }

  /// The whole file in UTF-8.
  public func bytes(of table: ResultTable) -> [UInt8] {
    switch self {
    case .csv: return Array(CSVOutput().text(SafeText.forSpreadsheets(table)).utf8)
    case .jsonLines:
      return table.rows.flatMap { row in
        let members = zip(table.columns, row).map { column, cell in
          JSONValue.Member(column.name, JSONValue(cell))
        }
        return Array((JSONValue.object(members).written() + "\n").utf8)
      }
    }
  }
}

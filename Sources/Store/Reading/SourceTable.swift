import Engine
import Foundation
import Reporting

/// A column as it was read: a code for each row, -1 where the field was empty, and the distinct
/// texts.
struct SourceColumn {
  var name: String
  var codes: [Int32] = []
  var values = TextDictionary()
  /// Fields whose bytes were no UTF-8, or held NUL, and were repaired.
  var repaired = 0

  init(name: String) { self.name = name }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard !bytes.isEmpty else {
      codes.append(-1)
      return
    }
    if let last = codes.last, last >= 0, values.matches(Int(last), bytes) {
      codes.append(last)
      return
    }
    let isPlain = bytes.allSatisfy { $0 &- 1 < 127 }
    codes.append(isPlain ? values.code(of: bytes) : code(ofOther: bytes))
  }

  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  mutating func appendMissing() { codes.append(-1) }

  func text(_ row: Int) -> String? {
    codes[row] >= 0 ? values.text(Int(codes[row])) : nil
  }

  /// The code of bytes that are no plain ASCII.
  private mutating func code(ofOther bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
    let known = values.find(bytes)
    if known >= 0 { return known }
    if bytes.contains(0) || String(validating: bytes, as: UTF8.self) == nil { repaired += 1 }
    return values.code(of: Text.clean(String(decoding: bytes, as: UTF8.self)))
  }
}

/// A file that rows of a table came from.
struct SourceFile: Hashable {
  /// The file's name without its folder, with a number behind it where the table has it already.
  var name: String
  /// The file's name without its folder.
  var original: String
  var sha256 = ""
  /// Rows of the table before this one belong to earlier files.
  var firstRow = 0
  var rowsRead = 0
  /// The length of the whole file, and how many records it has; 0 for what is no file of lines.
  var bytes = 0
  var records = 0
  /// When it was imported, in milliseconds since 1970 UTC; nil for what was only opened.
  var importedAt: Int64?

  init(name: String) {
    self.name = name
    original = name
  }

}

/// A table as it was read from its files, before any column has a meaning.
struct SourceTable {
  var name: String
  var columns: [SourceColumn] = []
  var rowCount = 0
  var files: [SourceFile] = []
  /// The physical line that each row begins on.
  var lines: [Int32] = []
  var rejected: [RejectedRow] = []
  var notices: [Phrase] = []

  func columnIndex(_ name: String) -> Int? { columns.firstIndex { $0.name == name } }

  func file(ofRow row: Int) -> String {
    files.isEmpty ? name : files[fileIndex(ofRow: row)].name
  }

  func fileIndex(ofRow row: Int) -> Int { files.lastIndex { $0.firstRow <= row } ?? 0 }

  /// The index of a column, made now with missing values so far where there is none.
  mutating func column(named name: String) -> Int {
    if let index = columnIndex(name) { return index }
    var column = SourceColumn(name: name)
    column.codes = Array(repeating: -1, count: rowCount)
    columns.append(column)
    return columns.count - 1
  }

  /// A name as near to the wanted one as no column has.
  func freeName(_ wanted: String) -> String {
    var name = wanted
    var number = 2
    while columnIndex(name) != nil {
      name = "\(wanted)_\(number)"
      number += 1
    }
    return name
  }

  /// Ends a row: columns that got no value in it have a missing one.
  mutating func finishRow(line: Int) {
    rowCount += 1
    lines.append(Int32(clamping: line))
    for index in columns.indices where columns[index].codes.count < rowCount {
      columns[index].appendMissing()
    }
  }

  /// A row's fields with commas between them, cut where it is long.
  func content(ofRow row: Int) -> String {
    let fields = columns.map { column -> String in
      let text = column.text(row) ?? ""
      let isPlain = !text.utf8.contains { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 }
      return isPlain ? text : "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
    return RejectedRow.shortened(fields.joined(separator: ","))
  }
}

extension RejectedRow {
  func renamed(_ file: String) -> RejectedRow {
    RejectedRow(table: table, file: file, line: line, reason: reason, content: content)
  }

  static func shortened(_ text: String) -> String {
    text.utf8.count <= 1000 ? text : String(text.prefix(1000)) + "…"
  }
}

extension SourceColumn {
  /// Whether a row's field is empty or holds nothing but blanks.
  func isBlank(_ row: Int) -> Bool {
    let code = Int(codes[row])
    return code < 0 || values.withBytes(code) { $0.allSatisfy { NumberText.isBlank($0) } }
  }
}

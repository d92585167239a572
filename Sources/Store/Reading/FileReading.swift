import Engine
import Foundation
import Reporting

/// Reads one file into a table, whatever its form.
struct FileReading {
  /// SQLite allows 2,000 columns in a table and in a result.
  static let mostColumns = 1000
  static let rowsBetweenReports = 8192

  let interrupt: Interrupt
  let progress: ImportProgress

  func table(named name: String, path: String) throws(Diagnostic) -> SourceTable {
    let source = try ByteSource(path: path)
    let window = ByteWindow { (buffer) throws(Diagnostic) in try source.read(into: buffer) }
    let file = (path as NSString).lastPathComponent
    var table = SourceTable(name: name)
    table.files = [SourceFile(name: file)]
    let head = try window.peek(4096)
    try Self.refuseOtherForms(head, file: file)
    if head.starts(with: [0xef, 0xbb, 0xbf]) { window.start += 3 }
    if Self.isJSONLines(head, file: file) {
      try readJSONLines(window, into: &table)
    } else {
      try readCSV(window, head: head, into: &table)
    }
    table.files[0].sha256 = try source.sha256()
    table.files[0].rowsRead = table.rowCount + table.rejected.count
    table.files[0].records = table.files[0].rowsRead
    table.files[0].bytes = source.length
    noteRepairs(&table)
    return table
  }

  private func readCSV(
    _ window: ByteWindow, head: [UInt8], into table: inout SourceTable
  ) throws(Diagnostic) {
    let reader = CSVReader(window: window, delimiter: Self.delimiter(head))
    let file = table.files[0].name
    guard try reader.next() else { throw Self.empty(file) }
    try addHeader(reader, to: &table)
    let width = table.columns.count
    while try reader.next() {
      if (table.rowCount + table.rejected.count) % Self.rowsBetweenReports == 0 {
        try interrupt.check()
        progress(.reading(file: file, rows: table.rowCount))
      }
      if reader.fieldCount != width || reader.hasTextAfterQuote {
        reject(reader, width: width, in: &table)
        continue
      }
      for index in 0..<width { table.columns[index].append(reader.field(index)) }
      table.rowCount += 1
      table.lines.append(Int32(clamping: reader.line))
      guard table.rowCount < Int(Int32.max) else { throw Self.tooManyRows(file) }
    }
  }

  private func reject(_ reader: CSVReader, width: Int, in table: inout SourceTable) {
    let reason =
      reader.fieldCount != width
      ? Phrase(
        "expected \(width) fields, found \(reader.fieldCount)",
        "应有 \(width) 个字段，实有 \(reader.fieldCount) 个")
      : Phrase("text after a closing quote", "引号闭合之后还有文字")
    let text = UnsafeBufferPointer(rebasing: reader.text.prefix(4000))
    table.rejected.append(
      RejectedRow(
        table: table.name, file: table.files[0].name, line: reader.line, reason: reason,
        content: RejectedRow.shortened(String(decoding: text, as: UTF8.self))))
  }

  /// Makes a column of each header field; empty and repeated names are made unique and said.
  private func addHeader(_ reader: CSVReader, to table: inout SourceTable) throws(Diagnostic) {
    guard reader.fieldCount <= Self.mostColumns else {
      throw Self.tooManyColumns(table.files[0].name, reader.fieldCount)
    }
    for index in 0..<reader.fieldCount {
      let field = NumberText.trimmed(reader.field(index))
      let wanted = Text.clean(String(decoding: field, as: UTF8.self))
      let name = table.freeName(wanted.isEmpty ? "column_\(index + 1)" : wanted)
      if name != wanted {
        let why = wanted.isEmpty ? Phrase("is empty", "为空") : Phrase("is taken", "重复")
        let shown = Text.shown(wanted)
        table.notices.append(
          Phrase(
            "\(table.name): the name '\(shown)' of column \(index + 1) \(why.english);"
              + " the column is called \(name)",
            "\(table.name)：第 \(index + 1) 列的列名 '\(shown)' \(why.chinese)，改称 \(name)"))
      }
      table.columns.append(SourceColumn(name: name))
    }
  }

  private func noteRepairs(_ table: inout SourceTable) {
    let repaired = table.columns.reduce(0) { $0 + $1.repaired }
    guard repaired > 0 else { return }
    table.notices.append(
      Phrase(
        "\(table.name): \(repaired) values held bytes that are no text; they became U+FFFD",
        "\(table.name)：\(repaired) 个值含有无效字节，已替换为 U+FFFD"))
  }
}

extension FileReading {
  /// The likeliest of comma, tab and semicolon, by the first line.
  static func delimiter(_ head: [UInt8]) -> UInt8 {
    let line = head.prefix { $0 != 10 && $0 != 13 }
    let comma = UInt8(ascii: ",")
    guard !line.contains(comma) else { return comma }
    return [9, UInt8(ascii: ";")].first { line.contains($0) } ?? comma
  }

  /// By the name, else by how the content begins.
  static func isJSONLines(_ head: [UInt8], file: String) -> Bool {
    let name = file.lowercased()
    if name.contains(".jsonl") || name.contains(".ndjson") { return true }
    let isCSV = name.contains(".csv") || name.contains(".tsv")
    return !isCSV && firstCharacter(head) == UInt8(ascii: "{")
  }

  private static func firstCharacter(_ head: [UInt8]) -> UInt8? {
    head.first { $0 > 32 && $0 != 0xef && $0 != 0xbb && $0 != 0xbf }
  }

  private static func refuseOtherForms(_ head: [UInt8], file: String) throws(Diagnostic) {
    if head.starts(with: [0xff, 0xfe]) || head.starts(with: [0xfe, 0xff]) {
      throw Diagnostic(
        "E412",
        Phrase("expected UTF-8, found '\(file)' in UTF-16", "'\(file)' 是 UTF-16 编码，应为 UTF-8"),
        at: nil,
        notes: [
          Phrase(
            "convert it first: iconv -f UTF-16 -t UTF-8 '\(file)' > utf8.csv",
            "请先转换：iconv -f UTF-16 -t UTF-8 '\(file)' > utf8.csv")
        ])
    }
    if firstCharacter(head) == UInt8(ascii: "["), file.lowercased().contains(".json") {
      throw Diagnostic(
        "E412",
        Phrase(
          "expected one JSON object on each line, found '\(file)', which is one array",
          "应为每行一个 JSON 对象，'\(file)' 却是一个数组"), at: nil,
        notes: [
          Phrase(
            "convert it first: jq -c '.[]' '\(file)' > lines.jsonl",
            "请先转换：jq -c '.[]' '\(file)' > lines.jsonl")
        ])
    }
    if head.starts(with: [0x50, 0x4b, 3, 4]) {
      throw Diagnostic(
        "E412",
        Phrase(
          "expected CSV or JSON lines, found '\(file)', a zip archive or spreadsheet",
          "'\(file)' 是压缩包或电子表格，应为 CSV 或 JSON 行文件"), at: nil,
        notes: [
          Phrase(
            "save the sheet as CSV in UTF-8, then type: open \"FILE.csv\"",
            "请另存为 UTF-8 的 CSV，然后输入：open \"文件.csv\"")
        ])
    }
  }

  private static func empty(_ file: String) -> Diagnostic {
    Diagnostic(
      "E413", Phrase("expected a header line, found '\(file)' empty", "'\(file)' 是空文件，缺少表头"),
      at: nil,
      notes: [
        Phrase(
          "the first line names the columns, such as: user,time,event",
          "第一行应为列名，例如：user,time,event")
      ])
  }

  static func tooManyColumns(_ file: String, _ count: Int) -> Diagnostic {
    Diagnostic(
      "E414",
      Phrase(
        "expected at most \(mostColumns) columns, found \(count) in '\(file)'",
        "'\(file)' 有 \(count) 列，最多只能有 \(mostColumns) 列"), at: nil,
      notes: [
        Phrase(
          "keep the columns you need: cut -d, -f1-20 '\(file)' > fewer.csv",
          "请只保留需要的列：cut -d, -f1-20 '\(file)' > fewer.csv")
      ])
  }

  static func tooManyRows(_ file: String) -> Diagnostic {
    Diagnostic(
      "E414",
      Phrase("expected fewer than 2^31 rows, found more in '\(file)'", "'\(file)' 的行数超过 2^31"),
      at: nil, notes: [Phrase("split the file and import the parts", "请拆分文件后分别导入")])
  }
}

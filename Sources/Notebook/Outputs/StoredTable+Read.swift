import Engine
import Export
import Reporting

extension StoredTable {
  /// What keeps a body from being read: the line, counted from 1 in the body, and why.
  public struct Unreadable: Error, Hashable, Sendable {
    public let line: Int
    public let reason: Phrase
  }

  /// Reads the body of a table's output.
  public init(parsing text: String, name: String) throws(Unreadable) {
    var lines = NotebookLine.texts(of: text)
    var more: More?
    if let last = lines.last, last.hasPrefix("@more ") {
      guard let read = More(parsing: last) else {
        throw Unreadable(
          line: lines.count, reason: Phrase("this line '@more' cannot be read", "无法读取 '@more' 行"))
      }
      more = read
      lines.removeLast()
    }
    let records = try Self.records(lines)
    guard let head = records.first else {
      throw Unreadable(line: 1, reason: Phrase("the headings are missing", "缺少表头"))
    }
    var columns: [ResultColumn] = []
    for field in head.fields {
      guard let column = ResultColumn(heading: field.text) else {
        throw Unreadable(
          line: 1,
          reason: Phrase(
            "'\(field.text)' is no heading of the form name:type", "'\(field.text)' 不是“列名:类型”形式的表头")
        )
      }
      columns.append(column)
    }
    var table = ResultTable(name, columns: columns)
    for record in records.dropFirst() { table.append(try Self.row(record, columns)) }
    self.init(table, more: more)
    if more == nil, table.rows.count > Self.mostRows {
      throw Unreadable(
        line: Self.mostRows + 2,
        reason: Phrase("more rows than an output holds", "行数超过一个输出所能容纳的上限"))
    }
  }

  private static func records(_ lines: [String]) throws(Unreadable) -> [CSVText.Record] {
    do throws(CSVText.Malformed) {
      return try CSVText.records(in: lines.map { $0 + "\n" }.joined())
    } catch {
      throw Unreadable(line: error.line, reason: Phrase("a quote is open or stray", "引号未闭合或位置错误"))
    }
  }

  private static func row(
    _ record: CSVText.Record, _ columns: [ResultColumn]
  ) throws(Unreadable) -> [Cell] {
    guard record.fields.count == columns.count else {
      let (found, expected) = (record.fields.count, columns.count)
      throw Unreadable(
        line: record.line,
        reason: Phrase(
          "expected \(expected) fields, found \(found)", "应有 \(expected) 个字段，实有 \(found) 个"))
    }
    var row: [Cell] = []
    for (field, column) in zip(record.fields, columns) {
      guard let cell = TableText.cell(field, as: column.type) else {
        let type = column.type.rawValue
        throw Unreadable(
          line: record.line,
          reason: Phrase("'\(field.text)' is no \(type)", "'\(field.text)' 不是 \(type) 类型"))
      }
      row.append(cell)
    }
    return row
  }
}

extension StoredTable.More {
  init?(parsing line: String) {
    let parts = line.split(separator: " ", maxSplits: 3)
    guard parts.count == 4, parts[0] == "@more",
      let rows = parts[1].wholeMatch(of: /rows=([0-9]{1,15})/).flatMap({ Int($0.1) }), rows > 0,
      let hash = parts[2].wholeMatch(of: /sha256=([0-9a-f]{64})/),
      parts[3].hasPrefix("sums="),
      case .object(let sums)? = try? JSONValue(parsing: String(parts[3].dropFirst(5)))
    else { return nil }
    self.init(rows: rows, sha256: String(hash.1), sums: sums)
  }
}

extension ResultColumn {
  /// `name:type`; the name may hold colons.
  init?(heading: String) {
    guard let colon = heading.unicodeScalars.lastIndex(of: ":"), colon > heading.startIndex,
      let type = ColumnType(
        rawValue: String(heading[heading.unicodeScalars.index(after: colon)...]))
    else { return nil }
    self.init(String(heading[..<colon]), type)
  }
}

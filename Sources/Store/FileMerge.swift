import Engine
import Foundation
import Reporting

/// Adds the rows of a file to a table that has rows already, each row once.
struct FileMerge {
  let repetition: DatasetAccess.Repetition
  /// Where the file lies.
  let path: String

  /// Adds what the file has and the table lacks; returns what is to be said of it.
  func add(_ file: SourceTable, to table: inout SourceTable) -> Phrase? {
    var file = file
    let name = file.files.first?.original ?? ""
    let known = table.files.filter { $0.original == name }
    guard !known.isEmpty else {
      table.append(file)
      return nil
    }
    if repetition == .replacing {
      let count = known.reduce(0) { $0 + $1.rowsRead }
      table = table.removing { $0.original == name }
      table.append(file)
      return Phrase(
        "\(table.name): \(name) took the place of its \(count) old rows",
        "\(table.name)：\(name) 替换了它原来的 \(count) 行")
    }
    if repetition == .again {
      table.append(file)
      return Phrase(
        "\(table.name): the \(file.files[0].rowsRead) rows of \(name) were added once more",
        "\(table.name)：\(name) 的 \(file.files[0].rowsRead) 行又添加了一次")
    }
    if let old = grown(from: known) {
      file.dropFirst(records: old.records)
      let added = file.files[0].rowsRead
      table.append(file)
      return Phrase(
        "\(table.name): \(name) has grown: its first \(old.records) rows are here already,"
          + " the \(added) behind them were added",
        "\(table.name)：\(name) 比上次多了内容：前 \(old.records) 行已在其中，添加了后面的 \(added) 行")
    }
    let same = table.sharedRows(with: file)
    let count = file.files[0].rowsRead
    table.append(file)
    return Phrase(
      "\(table.name): another \(name) was here already; the \(count) rows of this one were added,"
        + " \(same) of them just like rows that were here; to replace the old rows instead:"
        + " opsbook import … --replace, or load FILE replace",
      "\(table.name)：此前已有另一个 \(name)；本次的 \(count) 行已添加，其中 \(same) 行与已有的行完全相同；"
        + "若要替换旧的行：opsbook import … --replace，或 载入 文件 replace")
  }

  /// The longest earlier state of the file that is the beginning of what it is now.
  private func grown(from known: [SourceFile]) -> SourceFile? {
    known.filter { $0.bytes > 0 }.sorted { $0.bytes > $1.bytes }.first {
      FilePrefix.sha256(path, count: $0.bytes) == $0.sha256
    }
  }

  /// E429: a file whose content is there already.
  static func alreadyHere(
    _ file: SourceFile, in table: String, importedAt: Int64?, calendar: LocalCalendar
  ) -> Diagnostic {
    let time = importedAt.map { calendar.text(of: $0) }
    return Diagnostic(
      "E429",
      Phrase(
        "expected new rows, found '\(file.original)' in table '\(table)' already"
          + (time.map { ", imported \($0)" } ?? ""),
        "'\(file.original)' 的内容已在表 '\(table)' 中" + (time.map { "（导入于 \($0)）" } ?? "")),
      at: nil,
      notes: [
        Phrase("SHA-256 \(file.sha256)", "SHA-256 \(file.sha256)"),
        Phrase(
          "to add its rows once more: opsbook import … --again, or load FILE again",
          "若确实要再添加一次：opsbook import … --again，或 载入 文件 again"),
      ])
  }
}

extension SourceTable {
  /// Takes the first records of its only file away, whether they were read or rejected.
  fileprivate mutating func dropFirst(records: Int) {
    let all = (lines.map(Int.init) + rejected.map(\.line)).sorted()
    let first = records < all.count ? all[records] : Int.max
    rejected.removeAll { $0.line < first }
    let kept = lines.firstIndex { Int($0) >= first } ?? rowCount
    var rest = SourceTable(name: name)
    rest.columns = columns.map { SourceColumn(name: $0.name) }
    rest.copy(kept..<rowCount, of: self, into: Array(columns.indices))
    columns = rest.columns
    lines = rest.lines
    rowCount = rest.rowCount
    if !files.isEmpty { files[0].rowsRead = rowCount + rejected.count }
  }

  /// How many rows of another table stand in this one too, value for value; of rows that are
  /// there several times so many count as both have.
  fileprivate func sharedRows(with other: SourceTable) -> Int {
    var counts: [UInt128: Int] = [:]
    for row in 0..<rowCount { counts[fingerprint(row), default: 0] += 1 }
    var shared = 0
    for row in 0..<other.rowCount {
      let print = other.fingerprint(row)
      guard let count = counts[print], count > 0 else { continue }
      counts[print] = count - 1
      shared += 1
    }
    return shared
  }

  private func fingerprint(_ row: Int) -> UInt128 {
    let values = columns.compactMap { column in
      column.text(row).map { "\(column.name.utf8.count) \(column.name)\($0.utf8.count) \($0)" }
    }
    return SipHash.hash(values.sorted().joined())
  }
}

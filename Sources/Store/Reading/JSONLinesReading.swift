import Engine
import Foundation
import Reporting

extension FileReading {
  /// Reads a file that has one object on each line.
  ///
  /// The members of objects within it become columns of their own name, or of their path where
  /// that name is taken. Arrays stay as they are written.
  func readJSONLines(_ window: ByteWindow, into table: inout SourceTable) throws(Diagnostic) {
    let file = table.files[0].name
    var names = JSONColumnNames()
    var line = 0
    while let end = try Self.lineEnd(window, line: line + 1) {
      line += 1
      if line % Self.rowsBetweenReports == 1 {
        try interrupt.check()
        progress(.reading(file: file, rows: table.rowCount))
      }
      let bytes = UnsafeBufferPointer(
        start: window.bytes + window.start, count: end - window.start)
      window.start = min(end + 1, window.end)
      if bytes.allSatisfy({ $0 <= 32 }) { continue }
      var scan = JSONScan(bytes: bytes)
      guard let members = scan.object() else {
        table.rejected.append(
          RejectedRow(
            table: table.name, file: file, line: line,
            reason: Phrase("not a JSON object", "不是 JSON 对象"),
            content: RejectedRow.shortened(String(decoding: bytes.prefix(4000), as: UTF8.self))))
        continue
      }
      for member in members {
        let index = table.column(named: names.name(of: member.path))
        guard index < Self.mostColumns else { throw Self.tooManyColumns(file, index + 1) }
        // Of members that are there twice the first counts.
        guard table.columns[index].codes.count == table.rowCount else { continue }
        if scan.hadBadText { table.columns[index].repaired += member.isRepaired ? 1 : 0 }
        table.columns[index].append(member.value)
      }
      table.finishRow(line: line)
      guard table.rowCount < Int(Int32.max) else { throw Self.tooManyRows(file) }
    }
  }

  /// Where the line at the window's front ends; nil at the end of the file.
  private static func lineEnd(_ window: ByteWindow, line: Int) throws(Diagnostic) -> Int? {
    var offset = 0
    while true {
      var position = window.start + offset
      while position < window.end {
        if window.bytes[position] == 10 { return position }
        position += 1
      }
      offset = window.end - window.start
      if window.isAtEnd { return offset > 0 ? window.end : nil }
      guard try window.refill() else {
        throw Diagnostic(
          "E411",
          Phrase(
            "expected lines below 64 MiB, found line \(line) longer",
            "单行不得超过 64 MiB，第 \(line) 行超长"), at: nil,
          notes: [
            Phrase("write one JSON object on each line", "请把每个 JSON 对象单独写成一行")
          ])
      }
    }
  }
}

/// Names columns by the last word of their path, or by the whole path where that is taken.
struct JSONColumnNames {
  private var names: [[String]: String] = [:]
  private var taken: Set<String> = []

  mutating func name(of path: [String]) -> String {
    if let name = names[path] { return name }
    let path = path.map { Text.clean($0) }
    var candidates = [path.last ?? "", path.joined(separator: "_")]
    if candidates[0].isEmpty { candidates[0] = "column_\(names.count + 1)" }
    var name = candidates.first { !$0.isEmpty && !taken.contains($0) } ?? ""
    var number = 2
    while name.isEmpty || taken.contains(name) {
      name = "\(path.joined(separator: "_"))_\(number)"
      number += 1
    }
    names[path] = name
    taken.insert(name)
    return name
  }
}

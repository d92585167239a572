import Engine
import Foundation
import GRDB
import Reporting

/// Writes the tables as their files had them: every row and column, integer-coded, in large parts
/// that cost little beside the rows that queries read.
struct SourceRowsWriter {
  private static let partSize = 1 << 22

  let db: Database
  let interrupt: Interrupt

  func write(_ table: SourceTable, number: Int) throws {
    try write(Self.bytes(table.lines), number, -1, "lines")
    for (position, column) in table.columns.enumerated() {
      try interrupt.check()
      try db.execute(
        sql: "INSERT INTO source_columns VALUES (?, ?, ?, ?)",
        arguments: [number, position, column.name, column.values.count])
      try write(Self.bytes(column.values.lengths), number, position, "lengths")
      try write(column.values.bytes, number, position, "texts")
      try write(Self.codes(column), number, position, "codes")
    }
  }

  /// Bytes of each code: 0 is a missing value, else the place of its text from 1.
  static func codeWidth(texts: Int) -> Int { texts < 0xff ? 1 : texts < 0xffff ? 2 : 4 }

  private static func codes(_ column: SourceColumn) -> [UInt8] {
    let width = codeWidth(texts: column.values.count)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(column.codes.count * width)
    for code in column.codes {
      var rest = UInt32(bitPattern: code &+ 1)
      for _ in 0..<width {
        bytes.append(UInt8(truncatingIfNeeded: rest))
        rest >>= 8
      }
    }
    return bytes
  }

  private static func bytes(_ values: [Int32]) -> [UInt8] {
    values.map(\.littleEndian).withUnsafeBytes { Array($0) }
  }

  private func write(_ bytes: [UInt8], _ table: Int, _ position: Int, _ kind: String) throws {
    let statement = try db.makeStatement(sql: "INSERT INTO source_parts VALUES (?, ?, ?, ?, ?)")
    for (part, start) in stride(from: 0, to: bytes.count, by: Self.partSize).enumerated() {
      let end = min(start + Self.partSize, bytes.count)
      try statement.execute(arguments: [table, position, kind, part, Data(bytes[start..<end])])
    }
  }
}

import Digest
import Export
import Foundation
import Reporting

/// A CSV file that is written row by row and takes its name only once it is whole.
///
/// A row is either added as texts, or written field by field in the order of the columns and then
/// ended; the latter makes no texts, for tables of millions of rows.
final class CSVFile {
  private static let example = Phrase(verbatim: "-o /tmp/NAME")
  private static let portion = 1 << 16

  private let name: String
  private let path: String
  private let temporary: String
  private let file: UnsafeMutablePointer<FILE>
  private var bytes: [UInt8] = []
  private var hash = SHA256()
  private var isWithinRow = false
  private(set) var rows = 0

  /// Begins the file of a table with its header.
  ///
  /// Throws E532.
  init(_ name: String, columns: [String], in folder: String) throws(Diagnostic) {
    self.name = name
    path = folder + "/" + name + ".csv"
    temporary = path + ".tmp"
    guard let file = fopen(temporary, "wb") else {
      throw .notWritten(path, errno, example: Self.example)
    }
    self.file = file
    bytes.reserveCapacity(Self.portion + 4096)
    try add(columns)
    rows = 0
  }

  /// Adds a row; nil is an empty field.
  func add(_ fields: [String?]) throws(Diagnostic) {
    for field in fields {
      if let field { text(field) } else { none() }
    }
    try endRow()
  }

  /// Writes a field that is missing.
  func none() { separate() }

  /// Writes a text, between quotes where it needs them.
  func text(_ value: String) {
    separate()
    bytes.append(contentsOf: CSVText.field(value).utf8)
  }

  /// Writes a text that needs no quotes, such as a code or a day.
  func plain(_ value: [UInt8]) {
    separate()
    bytes.append(contentsOf: value)
  }

  /// Writes a whole number.
  func int(_ value: Int) {
    separate()
    digits(value)
  }

  /// Writes an amount of hundredths, such as cents, with two decimals.
  func hundredths(_ value: Int) {
    separate()
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    let magnitude = value.magnitude
    digits(Int(magnitude / 100))
    bytes.append(UInt8(ascii: "."))
    twoDigits(Int(magnitude % 100))
  }

  /// Writes `YYYY-MM-DD HH:MM:SS`.
  ///
  /// - Parameters:
  ///   - day: the day as it is written.
  ///   - second: seconds since that day's midnight, 0...86399.
  func time(_ day: [UInt8], second: Int) {
    separate()
    bytes.append(contentsOf: day)
    bytes.append(UInt8(ascii: " "))
    twoDigits(second / 3600)
    bytes.append(UInt8(ascii: ":"))
    twoDigits(second / 60 % 60)
    bytes.append(UInt8(ascii: ":"))
    twoDigits(second % 60)
  }

  /// Ends the row whose fields were written.
  ///
  /// Throws E532.
  func endRow() throws(Diagnostic) {
    bytes.append(0x0A)
    isWithinRow = false
    rows += 1
    if bytes.count >= Self.portion { try flush() }
  }

  private func separate() {
    if isWithinRow { bytes.append(UInt8(ascii: ",")) }
    isWithinRow = true
  }

  private func digits(_ value: Int) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    var low = start
    var high = bytes.count - 1
    while low < high {
      bytes.swapAt(low, high)
      low += 1
      high -= 1
    }
  }

  private func twoDigits(_ value: Int) {
    bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / 10 % 10))
    bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10))
  }

  private func flush() throws(Diagnostic) {
    let isWritten = bytes.withUnsafeBytes { buffer in
      hash.update(buffer)
      return fwrite(buffer.baseAddress, 1, buffer.count, file) == buffer.count
    }
    guard isWritten else { throw .notWritten(path, errno, example: Self.example) }
    bytes.removeAll(keepingCapacity: true)
  }

  /// Ends the file and gives it its name.
  ///
  /// Throws E532.
  @discardableResult
  func close() throws(Diagnostic) -> WrittenTable {
    try flush()
    let isWritten = fflush(file) == 0 && fsync(fileno(file)) == 0
    let reason = errno
    guard fclose(file) == 0, isWritten else {
      throw .notWritten(path, reason, example: Self.example)
    }
    guard rename(temporary, path) == 0 else {
      throw .notWritten(path, errno, example: Self.example)
    }
    return WrittenTable(name: name, rows: rows, sha256: hash.hexadecimal())
  }
}

/// A table as it was written: `NAME.csv` in the folder of its dataset.
public struct WrittenTable: Hashable, Sendable {
  public let name: String
  /// Without the header.
  public let rows: Int
  /// Of the file, 64 hexadecimal digits.
  public let sha256: String
}

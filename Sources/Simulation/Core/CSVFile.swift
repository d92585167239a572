import Export
import Foundation
import Reporting

/// A CSV file that is written row by row and takes its name only once it is whole.
final class CSVFile {
  private static let example = Phrase(verbatim: "-o /tmp/NAME")

  private let path: String
  private let temporary: String
  private let file: UnsafeMutablePointer<FILE>
  private(set) var rows = 0

  /// Begins the file of a table with its header.
  ///
  /// Throws E532.
  init(_ name: String, columns: [String], in folder: String) throws(Diagnostic) {
    path = folder + "/" + name + ".csv"
    temporary = path + ".tmp"
    guard let file = fopen(temporary, "wb") else {
      throw .notWritten(path, errno, example: Self.example)
    }
    self.file = file
    try write(columns.map(CSVText.field).joined(separator: ","))
  }

  /// Adds a row; nil is an empty field.
  func add(_ fields: [String?]) throws(Diagnostic) {
    rows += 1
    try write(fields.map { $0.map(CSVText.field) ?? "" }.joined(separator: ","))
  }

  private func write(_ line: String) throws(Diagnostic) {
    guard fputs(line + "\n", file) >= 0 else {
      throw .notWritten(path, errno, example: Self.example)
    }
  }

  /// Ends the file and gives it its name.
  ///
  /// Throws E532.
  func close() throws(Diagnostic) {
    let isWritten = fflush(file) == 0 && fsync(fileno(file)) == 0
    let reason = errno
    guard fclose(file) == 0, isWritten else {
      throw .notWritten(path, reason, example: Self.example)
    }
    guard rename(temporary, path) == 0 else {
      throw .notWritten(path, errno, example: Self.example)
    }
  }
}

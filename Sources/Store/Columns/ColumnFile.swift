import Engine
import Foundation
import Reporting

/// The columns of a dataset beside its database: derived, mapped into memory, made again whenever
/// anything about them is in doubt.
struct ColumnFile {
  let database: String

  /// `dataset.columns` beside `dataset.sqlite`.
  var path: String {
    let ending = ".sqlite"
    return (database.hasSuffix(ending) ? String(database.dropLast(ending.count)) : database)
      + ".columns"
  }

  /// What lies beside a database.
  enum Found {
    case columns(MappedColumns)
    case nothing
    /// A file that is not, or not any more, of this database.
    case unusable(Phrase)
    /// Whether a file is of this database cannot be told now.
    case undecided
  }

  /// - Parameter contentHash: what the database says of its content.
  func find(contentHash: String) -> Found {
    guard let stamp = ColumnStamp(of: database, contentHash: contentHash) else {
      return .undecided
    }
    guard let file = MappedFile(path: path) else {
      // One that is empty, or a folder, cannot be mapped either.
      return FileManager.default.fileExists(atPath: path) ? .unusable(Self.damaged) : .nothing
    }
    do throws(ColumnHeader.Fault) {
      let start = UnsafeRawBufferPointer(start: file.base, count: file.count)
      let header = try ColumnHeader(reading: start)
      guard header.stamp.contentHash == contentHash else { return .unusable(Self.foreign) }
      guard header.stamp == stamp else { return .unusable(Self.stale) }
      guard let layout = Self.layout(header, file) else { throw .damaged }
      return .columns(MappedColumns(file: file, layout: layout))
    } catch {
      return .unusable(error == .otherVersion ? Self.otherVersion : Self.damaged)
    }
  }

  private static func layout(_ header: ColumnHeader, _ file: MappedFile) -> ColumnLayout? {
    guard header.length == UInt64(file.count), let offset = Int(exactly: header.layoutOffset),
      let length = Int(exactly: header.layoutLength), offset >= ColumnHeader.size,
      let bytes = file.bytes(from: offset, count: length),
      BlockHash.sum(bytes) == header.layoutSum,
      let layout = try? JSONDecoder().decode(ColumnLayout.self, from: Data(bytes)),
      layout.fits(in: ColumnHeader.size..<offset)
    else { return nil }
    return layout
  }

  /// Writes the file; nothing happens where that cannot be done.
  ///
  /// - Returns: whether it was written.
  @discardableResult
  func write(_ rows: DatasetRows, contentHash: String) -> Bool {
    guard let stamp = ColumnStamp(of: database, contentHash: contentHash), isOurs else {
      return false
    }
    let file = WholeFile(
      folder: (path as NSString).deletingLastPathComponent,
      name: (path as NSString).lastPathComponent)
    do throws(Diagnostic) {
      try file.write { temporary, descriptor throws(Diagnostic) in
        var writer = ColumnWriter(descriptor: descriptor, path: temporary)
        try writer.write(rows, stamp: stamp)
      }
      return true
    } catch {
      // The rows are in the database: without columns they are read from there the next time.
      return false
    }
  }

  /// Whether the path is free for our file: a file of another kind that bears the name by chance
  /// stays where it is.
  private var isOurs: Bool {
    database.hasSuffix("/" + DatasetSchema.fileName)
      || !FileManager.default.fileExists(atPath: path)
      || SQLiteFile.head(path, ColumnHeader.magic.count) == ColumnHeader.magic
  }

  private static let damaged = Phrase("it is damaged", "文件已损坏")
  private static let otherVersion = Phrase("it is of another version", "文件属于另一版本")
  private static let foreign = Phrase("it belongs to other data", "文件属于另一份数据")
  private static let stale = Phrase(
    "the database was changed since it was made", "数据库在其生成之后有改动")

  /// W580: a column file was not used.
  func madeAnew(_ reason: Phrase) -> Warning {
    let name = (path as NSString).lastPathComponent
    return Warning(
      "W580",
      Phrase("'\(name)' is made again from the database: ", "'\(name)' 已从数据库重新生成：") + reason)
  }

  /// W581: a part of the columns turned out to be damaged while it was being read.
  var partDamaged: Warning {
    let name = (path as NSString).lastPathComponent
    return Warning(
      "W581",
      Phrase(
        "a part of '\(name)' is damaged: rows were read from the database, and it is made again",
        "'\(name)' 有一部分已损坏：已改从数据库读取各行，并重新生成该文件"))
  }
}

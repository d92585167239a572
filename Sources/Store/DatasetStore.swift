import Engine
import Foundation
import Reporting

/// Opens datasets wherever they lie, and imports files into datasets.
///
/// Opening a CSV file or a folder imports it once into the cache, under a key of its content; while
/// the files do not change, the next opening reads the cache alone.
public struct DatasetStore: Sendable {
  private let cache: FileCache

  /// `cacheFolder` is made when it is needed; where it cannot be, files are read each time.
  public init(cacheFolder: String) {
    cache = FileCache(folder: cacheFolder)
  }

  /// Opens a folder, a CSV or JSON lines file (gzipped too), or a SQLite file.
  ///
  /// The dataset holds all events, those after `asof` too. Without a declared last day `asof` is
  /// the day of the latest event that is no future one (`LastEvent`): no clock is read. The report
  /// is nil where nothing had to be imported. Throws E4xx for data that cannot be understood, E5xx
  /// for files that cannot be read, E590 once interrupted.
  public func open(
    _ source: DatasetSource, interrupt: Interrupt = Interrupt(),
    progress: @escaping ImportProgress = { _ in }
  ) throws(Diagnostic) -> (dataset: Dataset, report: ImportReport?) {
    var (dataset, report) = try read(source, interrupt: interrupt, progress: progress)
    try source.change.view.apply(to: &dataset)
    return (dataset, report)
  }

  /// The dataset with its rows read as `source` says, seen as its files declare.
  private func read(
    _ source: DatasetSource, interrupt: Interrupt, progress: @escaping ImportProgress
  ) throws(Diagnostic) -> (dataset: Dataset, report: ImportReport?) {
    let path = Self.absolute(source.path)
    let database = Self.database(at: path)
    if let database, SQLiteFile.hasStamp(database), source.isPlain {
      return (try DatasetReader(path: database).read(), nil)
    }
    let opening = try self.opening(of: source, at: path, database)
    let building = Building(interrupt: interrupt, progress: progress)
    // What others write into a database of theirs is theirs: no copy of it is kept.
    if opening.files.contains(where: { Self.isForeign($0.path) }) {
      let (assembly, report) = try building.build(opening)
      return (assembly.datasetInMemory, report)
    }
    let folder = cache.datasetFolder(try key(of: opening))
    let file = (folder as NSString).appendingPathComponent(DatasetSchema.fileName)
    if FileManager.default.fileExists(atPath: file) {
      // A damaged copy is never trusted: it is made again from its source.
      if let dataset = try? DatasetReader(path: file).read() { return (dataset, nil) }
    }
    var (assembly, report) = try building.build(opening)
    do throws(Diagnostic) {
      try DatasetWriter(interrupt: interrupt, progress: progress).write(assembly, into: folder)
    } catch  where error.code == "E502" {
      report.notices.append(Self.notKept(error))
      return (assembly.datasetInMemory, report)
    }
    let reader = DatasetReader(path: file)
    assembly.dataset.table = { [hash = assembly.dataset.contentHash] name throws(Diagnostic) in
      try reader.table(named: name, of: hash)
    }
    return (assembly.dataset, report)
  }

  /// Imports files into a dataset of one's own: `folder/dataset.sqlite`, whole or as before.
  ///
  /// Where there is one already the files are added to its tables, each of its rows once, and
  /// without files the rows that are there are understood as the request says. Throws as `open`
  /// does, and E429 for a file that is there already.
  public func `import`(
    _ request: ImportRequest, into folder: String, interrupt: Interrupt = Interrupt(),
    progress: @escaping ImportProgress = { _ in }
  ) throws(Diagnostic) -> ImportReport {
    let folder = Self.absolute(folder)
    var opening = Opening(name: request.name ?? (folder as NSString).lastPathComponent)
    let target = (folder as NSString).appendingPathComponent(DatasetSchema.fileName)
    if FileManager.default.fileExists(atPath: target) {
      opening.add(target, table: nil, mapping: ColumnMapping())
    } else if request.files.isEmpty {
      throw Self.nothingToImport(folder)
    }
    let known = opening.files.count
    for file in request.files {
      try opening.add(contentsOf: Self.absolute(file), table: request.table)
    }
    opening.mark(from: known, statement: 1, request.repetition, time: request.time)
    opening.change = request.change
    let building = Building(interrupt: interrupt, progress: progress)
    let (assembly, report) = try building.build(opening)
    try DatasetWriter(interrupt: interrupt, progress: progress).write(assembly, into: folder)
    return report
  }

  /// The rows that an import into `folder` rejected, all of them, in the order they were read.
  public func rejectedRows(in folder: String) throws(Diagnostic) -> [RejectedRow] {
    let path = Self.absolute(folder)
    return try DatasetReader(path: Self.database(at: path) ?? path).sources().rejected
  }

  private func opening(
    of source: DatasetSource, at path: String, _ database: String?
  ) throws(Diagnostic) -> Opening {
    var opening = Opening(name: Opening.stem(path))
    if let database {
      opening.add(database, table: nil, mapping: ColumnMapping())
    } else {
      try opening.add(contentsOf: path, table: nil)
    }
    for (number, addition) in source.additions.enumerated() {
      let known = opening.files.count
      opening.add(Self.absolute(addition.path), table: addition.table, mapping: addition.mapping)
      opening.mark(from: known, statement: number + 1, addition.repetition)
    }
    opening.change = source.change
    // How the dataset is seen is no part of what is kept in the cache.
    opening.change.view = ViewChange()
    return opening
  }

  /// The same files with the same declarations have the same key, wherever they lie.
  private func key(of opening: Opening) throws(Diagnostic) -> String {
    var lines = [
      "opsbook \(DatasetSchema.version) \(Building.version)", opening.name,
      opening.change.canonicalText, opening.declaration.text ?? "",
    ]
    for file in opening.files {
      lines.append(
        [
          file.table, file.declaration.role?.rawValue ?? "",
          file.declaration.mapping.canonicalText, "\(file.statement) \(file.repetition)",
          (file.path as NSString).lastPathComponent,
          try cache.sha256(file.path),
        ].joined(separator: "\t"))
    }
    return FileCache.sha256(text: lines.joined(separator: "\n"))
  }

  /// A database at a path: the file itself, or the dataset's in the folder.
  private static func database(at path: String) -> String? {
    let inside = (path as NSString).appendingPathComponent(DatasetSchema.fileName)
    if FileManager.default.fileExists(atPath: inside) { return inside }
    return SQLiteFile.hasMagic(path) ? path : nil
  }

  private static func isForeign(_ path: String) -> Bool {
    SQLiteFile.hasMagic(path) && !SQLiteFile.hasStamp(path)
  }

  private static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }

  private static func nothingToImport(_ folder: String) -> Diagnostic {
    Diagnostic(
      "E424",
      Phrase(
        "expected files, or a dataset in '\(folder)' to change, found neither",
        "'\(folder)' 中没有可修改的数据集，也没有给出要导入的文件"), at: nil,
      notes: [
        Phrase(
          "type: opsbook import FILE.csv -o FOLDER", "请输入：opsbook import 文件.csv -o 文件夹")
      ])
  }

  private static func notKept(_ error: Diagnostic) -> Phrase {
    Phrase(
      "not kept in the cache: \(error.message.english)", "未能写入缓存：\(error.message.chinese)")
  }
}

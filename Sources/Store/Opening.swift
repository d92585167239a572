import Engine
import Foundation
import Reporting

/// The files behind a dataset and what is declared about them, before any is read.
struct Opening {
  struct File {
    var path: String
    var table: String
    var declaration: TableDeclaration
    /// 0 for what the dataset is made of; 1 and on for what each later statement adds.
    var statement = 0
    var repetition = DatasetAccess.Repetition.refused
    /// When it is imported, in milliseconds since 1970 UTC; nil where it is only opened.
    var time: Int64?
  }

  var name: String
  var declaration = DatasetDeclaration()
  var files: [File] = []
  var change = SchemaChange()

  /// Extensions of files that are read as tables, before `.gz` or without it.
  private static let extensions = ["csv", "tsv", "jsonl", "ndjson", "json"]

  init(name: String) { self.name = name }

  /// Adds a file, or all tables of a folder with what its `dataset.json` says.
  ///
  /// Throws E501 where there is nothing, E424 for a folder without tables, E420 for a
  /// `dataset.json` that cannot be understood.
  mutating func add(contentsOf path: String, table: String?) throws(Diagnostic) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      errno = ENOENT
      throw .unreadable(path)
    }
    if isFolder.boolValue {
      try add(folder: path, table: table)
    } else {
      add(path, table: table, mapping: ColumnMapping())
    }
  }

  private mutating func add(folder: String, table: String?) throws(Diagnostic) {
    let json = (folder as NSString).appendingPathComponent("dataset.json")
    if let bytes = FileManager.default.contents(atPath: json) {
      declaration = try DatasetDeclaration(json: String(decoding: bytes, as: UTF8.self))
    }
    let known = files.count
    if declaration.tables.isEmpty {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for name in names.sorted() where Self.isTable(name) {
        let path = (folder as NSString).appendingPathComponent(name)
        add(path, table: table, mapping: ColumnMapping(), isListing: true)
      }
    } else {
      files += declaration.tables.map { declared in
        File(
          path: (folder as NSString).appendingPathComponent(declared.file),
          table: declared.name, declaration: declared.declaration)
      }
    }
    guard files.count > known else { throw Self.noTables(folder) }
  }

  /// Marks the files behind the first `count` as those of a later statement.
  mutating func mark(
    from count: Int, statement: Int, _ repetition: DatasetAccess.Repetition, time: Int64? = nil
  ) {
    for number in count..<max(count, files.count) {
      files[number].statement = statement
      files[number].repetition = repetition
      files[number].time = time
    }
  }

  /// Adds a file as a table.
  ///
  /// A role's name as `table` gives the table that role. Of the files that a folder lists each is
  /// a table; one that is named by itself goes into the table of its name.
  mutating func add(
    _ path: String, table: String?, mapping: ColumnMapping, isListing: Bool = false
  ) {
    let stem = Self.stem(path)
    let role = table.flatMap { TableRole(rawValue: $0.lowercased()) }
    // Files that are about other things are about different ones: each is a table of its name.
    var name = role == .other ? stem : table ?? stem
    var number = 2
    while table == nil, isListing, files.contains(where: { $0.table == name }) {
      name = "\(stem)_\(number)"
      number += 1
    }
    files.append(
      File(path: path, table: name, declaration: TableDeclaration(role: role, mapping: mapping)))
  }

  /// `events` for `data/events.csv.gz`.
  static func stem(_ path: String) -> String {
    var name = (path as NSString).lastPathComponent
    for ending in [".gz"] + extensions.map({ "." + $0 }) + [".sqlite", ".db"]
    where name.lowercased().hasSuffix(ending) && name.utf8.count > ending.utf8.count {
      name = String(name.dropLast(ending.count))
    }
    return name
  }

  private static func isTable(_ name: String) -> Bool {
    guard !name.hasPrefix("."), name != "dataset.json" else { return false }
    var parts = name.lowercased().split(separator: ".")
    if parts.last == "gz" { parts.removeLast() }
    return parts.count > 1 && extensions.contains(parts.last.map(String.init) ?? "")
  }

  private static func noTables(_ folder: String) -> Diagnostic {
    Diagnostic(
      "E424",
      Phrase(
        "expected a dataset, found no CSV or JSON lines file in '\(folder)'",
        "'\(folder)' 中没有 CSV 或 JSON 行文件"), at: nil,
      notes: [
        Phrase("type: open \"FOLDER\" or open \"FILE.csv\"", "请输入：open \"文件夹\" 或 open \"文件.csv\"")
      ])
  }
}

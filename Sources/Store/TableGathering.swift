import Engine
import Reporting

/// The tables of an opening while its files are read, one after the other.
struct TableGathering {
  private(set) var tables: [SourceTable] = []
  private(set) var declarations: [TableDeclaration] = []
  /// What is said once about files that were added; no dataset keeps it.
  private(set) var notices: [Phrase] = []
  /// The files of each table that were there before a given statement.
  private var known: [(table: String, file: SourceFile, statement: Int)] = []

  /// Takes a table as it was read from a file of the opening.
  ///
  /// Throws E429 where an earlier statement, or the same table, has the file's content already.
  mutating func add(
    _ read: SourceTable, _ declaration: TableDeclaration, of file: Opening.File,
    _ opening: inout Opening
  ) throws(Diagnostic) {
    var read = read
    let sources = read.files.map { (read.name, $0, file.statement) }
    defer { known += sources }
    if file.statement > 0, file.repetition == .refused, let source = read.files.first {
      let same = known.first {
        $0.file.sha256 == source.sha256 && ($0.table == read.name || $0.statement < file.statement)
      }
      if let same {
        let zone = opening.change.zone ?? opening.declaration.zone ?? "UTC"
        throw FileMerge.alreadyHere(
          source, in: same.table, importedAt: same.file.importedAt,
          calendar: LocalCalendar(zone: zone) ?? .utc)
      }
    }
    guard let number = tables.firstIndex(where: { $0.name == read.name }) else {
      tables.append(read)
      declarations.append(declaration)
      return
    }
    rename(&read, as: number, declaration, &opening)
    if file.statement > 0 {
      let merge = FileMerge(repetition: file.repetition, path: file.path)
      if let notice = merge.add(read, to: &tables[number]) { notices.append(notice) }
    } else {
      tables[number].append(read)
    }
  }

  /// A column that plays a role in the file under another name than in the table takes the
  /// table's name for it.
  private mutating func rename(
    _ read: inout SourceTable, as number: Int, _ declaration: TableDeclaration,
    _ opening: inout Opening
  ) {
    let file = read.files.first?.name ?? ""
    let said = opening.change.columns.merging(declaration.mapping).targets
    for (role, target) in said.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      guard case .named(let column) = target, let index = read.columnIndex(column),
        case .named(let own)? = declarations[number].mapping.targets[role], own != column,
        tables[number].columnIndex(column) == nil, read.columnIndex(own) == nil
      else { continue }
      read.columns[index].name = own
      opening.change.columns.targets[role] = nil
      notices.append(
        Phrase(
          "\(read.name): the column \(column) of \(file) stands under \(own)",
          "\(read.name)：\(file) 的列 \(column) 归入 \(own)"))
    }
  }
}

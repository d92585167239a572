import Reporting

extension SourceTable {
  /// The table without the rows of some of its files.
  func removing(_ isRemoved: (SourceFile) -> Bool) -> SourceTable {
    let removed = Set(files.filter(isRemoved).map(\.name))
    guard !removed.isEmpty else { return self }
    var rest = SourceTable(name: name)
    rest.columns = columns.map { SourceColumn(name: $0.name) }
    rest.rejected = rejected.filter { !removed.contains($0.file) }
    rest.notices = notices
    for (number, file) in files.enumerated() where !removed.contains(file.name) {
      var kept = file
      kept.firstRow = rest.rowCount
      let end = number + 1 < files.count ? files[number + 1].firstRow : rowCount
      rest.files.append(kept)
      rest.copy(file.firstRow..<max(file.firstRow, end), of: self, into: Array(columns.indices))
    }
    return rest
  }

  /// Adds rows of another table, its columns at the given places of this one.
  mutating func copy(_ rows: Range<Int>, of other: SourceTable, into places: [Int]) {
    for row in rows {
      for (index, place) in places.enumerated() {
        let source = other.columns[index]
        let code = Int(source.codes[row])
        if code < 0 {
          columns[place].appendMissing()
        } else {
          source.values.withBytes(code) { columns[place].append($0) }
        }
      }
      finishRow(line: Int(other.lines[row]))
    }
  }

  /// Adds the rows of a later file of the same table.
  mutating func append(_ other: SourceTable) {
    let offset = rowCount
    var rejections = other.rejected
    for file in other.files {
      var file = file
      file.firstRow += offset
      var number = 2
      let name = file.name
      while files.contains(where: { $0.name == file.name }) {
        file.name = "\(name) (\(number))"
        number += 1
      }
      rejections = rejections.map { $0.file == name ? $0.renamed(file.name) : $0 }
      files.append(file)
    }
    let places = other.columns.map { column(named: $0.name) }
    copy(0..<other.rowCount, of: other, into: places)
    rejected += rejections
    notices += other.notices.filter { !notices.contains($0) }
  }
}

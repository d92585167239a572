import Reporting

extension SourceTable {
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
    for row in 0..<other.rowCount {
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
    rejected += rejections
    notices += other.notices
  }
}

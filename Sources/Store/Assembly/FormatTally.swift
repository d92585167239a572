import Engine

/// Counts the ways in which the values of a column are written.
struct FormatTally {
  /// More ways than these are no ways of writing dates or numbers.
  private static let mostShapes = 200
  /// The first distinct values that decide whether a column is looked at.
  private static let sampleSize = 200
  private static let mostExamples = 5

  /// The columns of a table that are mostly dates or numbers.
  static func formats(of mapped: MappedTable) -> [ColumnFormats] {
    mapped.table.columns.enumerated().compactMap { index, column in
      kind(of: column, isTime: mapped.columns[.time] == index).flatMap { kind in
        FormatTally(column, kind)?.formats(in: mapped.table)
      }
    }
  }

  /// Dates where half of the values are, numbers where nine in ten are; the mapped time is dates
  /// however it is written.
  private static func kind(of column: SourceColumn, isTime: Bool) -> ColumnFormats.Kind? {
    let count = min(column.values.count, sampleSize)
    guard count > 0 else { return nil }
    func share(_ test: (UnsafeBufferPointer<UInt8>) -> Bool) -> Double {
      Double((0..<count).count { column.values.withBytes($0, test) }) / Double(count)
    }
    if isTime || share(ValueShape.isDate) >= 0.5 { return .date }
    return share { NumberText.money($0) != nil } >= 0.9 ? .number : nil
  }

  private let column: SourceColumn
  private let kind: ColumnFormats.Kind
  /// The shape of each distinct text.
  private var shapeOfCode: [Int32] = []
  private var shapes = TextDictionary()

  /// Nil where the column has too many ways of writing to be one of dates or numbers.
  private init?(_ column: SourceColumn, _ kind: ColumnFormats.Kind) {
    self.column = column
    self.kind = kind
    var shape: [UInt8] = []
    shapeOfCode.reserveCapacity(column.values.count)
    for code in 0..<column.values.count {
      column.values.withBytes(code) { ValueShape.write($0, kind, into: &shape) }
      shapeOfCode.append(shape.withUnsafeBufferPointer { shapes.code(of: $0) })
      if shapes.count > Self.mostShapes { return nil }
    }
  }

  private func formats(in table: SourceTable) -> ColumnFormats {
    var rows = [Int](repeating: 0, count: shapes.count)
    for code in column.codes where code >= 0 { rows[Int(shapeOfCode[Int(code)])] += 1 }
    let groups = groups(rows)
    var patternOfShape = [Int](repeating: 0, count: shapes.count)
    for (place, group) in groups.enumerated() {
      for shape in group.shapes { patternOfShape[shape] = place }
    }
    var unusual: [ColumnFormats.Unusual] = []
    for (row, code) in column.codes.enumerated() where code >= 0 {
      guard unusual.count < Self.mostExamples, groups.count > 1 else { break }
      guard patternOfShape[Int(shapeOfCode[Int(code)])] > 0 else { continue }
      unusual.append(
        ColumnFormats.Unusual(
          file: table.file(ofRow: row), line: Int(table.lines[row]),
          text: column.values.text(Int(code))))
    }
    return ColumnFormats(
      column: column.name, kind: kind,
      formats: groups.map { ColumnFormats.Format($0.pattern, rows: $0.rows) }, unusual: unusual)
  }

  private struct Group {
    var pattern: String
    var rows: Int
    var shapes: [Int]
  }

  /// Shapes that one way of writing gives, the commonest way first.
  ///
  /// Who writes `2024-3-5` writes `2024-10-12` too. So shapes that differ only in one digit or two
  /// are one way where a tenth of the rows has a single digit, as a month's first nine days do;
  /// else the rows with single digits stand out from padded ones.
  private func groups(_ rows: [Int]) -> [Group] {
    var families: [String: [Int]] = [:]
    let texts = (0..<shapes.count).map { shapes.text($0) }
    for (shape, text) in texts.enumerated() {
      families[kind == .date ? ValueShape.unpadded(text) : text, default: []].append(shape)
    }
    func group(_ shapes: [Int]) -> Group {
      let commonest = shapes.min { (rows[$1], texts[$0]) < (rows[$0], texts[$1]) } ?? 0
      return Group(
        pattern: texts[commonest], rows: shapes.reduce(0) { $0 + rows[$1] }, shapes: shapes)
    }
    let groups = families.values.flatMap { family -> [Group] in
      let single = family.filter { ValueShape.hasSingleDigit(texts[$0]) }
      let padded = family.filter { !ValueShape.hasSingleDigit(texts[$0]) }
      let whole = group(family)
      let isOneWay = single.reduce(0) { $0 + rows[$1] } &* 10 >= whole.rows
      return kind == .number || isOneWay || padded.isEmpty || single.isEmpty
        ? [whole] : [group(padded), group(single)]
    }
    return groups.sorted { ($1.rows, $0.pattern) < ($0.rows, $1.pattern) }
  }
}

import Engine

/// Collects a column's values from the tables it stands in, in the order that rows are placed.
struct RowGather {
  /// Table of each placed row, -1 where the row has none.
  let tables: [Int32]
  /// Row of that table.
  let rows: [Int32]
  let typing: ColumnTyping

  /// A column of all placed rows.
  ///
  /// `columns` has the column's index in each table, nil where the table lacks it. With `type`
  /// its values are read as that type, else they decide it.
  func column(
    named name: String, columns: [Int?], of sources: [MappedTable], type: ColumnType? = nil
  ) -> PropertyColumn {
    var values = TextDictionary()
    let parts = columns.enumerated().map { table, column in
      column.map { sources[table].table.columns[$0].codes } ?? []
    }
    var known = columns.enumerated().map { table, column in
      let count = column.map { sources[table].table.columns[$0].values.count } ?? 0
      return Array(repeating: Int32(-1), count: count)
    }
    var codes: [Int32] = []
    codes.reserveCapacity(rows.count)
    for position in rows.indices {
      let table = Int(tables[position])
      guard table >= 0, let column = columns[table] else {
        codes.append(-1)
        continue
      }
      let code = Int(parts[table][Int(rows[position])])
      guard code >= 0 else {
        codes.append(-1)
        continue
      }
      if known[table][code] < 0 {
        let source = sources[table].table.columns[column].values
        known[table][code] = source.withBytes(code) { values.code(of: $0) }
      }
      codes.append(known[table][code])
    }
    let declared = type ?? declaredType(columns, of: sources)
    return typing.column(
      named: name, codes: codes, values: values, type: declared ?? typing.type(of: values))
  }

  private func declaredType(_ columns: [Int?], of sources: [MappedTable]) -> ColumnType? {
    for (table, column) in columns.enumerated() {
      guard let column else { continue }
      let name = sources[table].table.columns[column].name
      if let type = sources[table].types[name].flatMap(ColumnType.init) { return type }
    }
    return nil
  }
}

import Engine

extension World {
  /// Columns from rows of literal values: texts where any value is one, else times, money, numbers.
  struct Columns {
    let all: [PropertyColumn]

    init(_ rows: [[String: Value]], in world: World) {
      let names = Set(rows.flatMap(\.keys)).sorted()
      all = names.map { name in
        Self.column(name, rows.map { $0[name] ?? .missing }, in: world)
      }
    }

    func named(_ name: String) -> PropertyColumn? { all.first { $0.name == name } }

    /// The codes of a text column; numbers are numbered in the order they come.
    static func codes(_ column: PropertyColumn) -> [Int32]? {
      if case .text(let codes, _) = column.storage { return Array(codes) }
      var seen: [Cell: Int32] = [:]
      return (0..<column.count).map { row in
        let cell = column.cell(row)
        if cell == .missing { return -1 }
        let code = seen[cell] ?? Int32(seen.count)
        seen[cell] = code
        return code
      }
    }

    private static func column(
      _ name: String, _ values: [Value], in world: World
    ) -> PropertyColumn {
      let calendar = world.calendar
      if values.contains(where: { $0.text != nil }) { return texts(name, values) }
      if values.contains(where: { if case .time = $0 { true } else { false } }) {
        return PropertyColumn(
          name: name, type: .time,
          storage: .time(
            values.map { value in
              if case .time(let time) = value { return world.instant(of: time, in: calendar) }
              return PropertyColumn.missing
            }))
      }
      let isMoney = values.contains { if case .money = $0 { true } else { false } }
      if isMoney || name == world.amount {
        return PropertyColumn(
          name: name, type: .money,
          storage: .money(
            values.map { value in
              value.number.map { Int64(($0 * 10_000).rounded()) } ?? PropertyColumn.missing
            }))
      }
      let present = values.filter { $0 != .missing }
      let type: ColumnType =
        if present.allSatisfy({ if case .bool = $0 { true } else { false } }) {
          .bool
        } else if present.allSatisfy({ if case .int = $0 { true } else { false } }) {
          .int
        } else {
          .float
        }
      return PropertyColumn(
        name: name, type: type, storage: .number(values.map { $0.number ?? .nan }))
    }

    private static func texts(_ name: String, _ values: [Value]) -> PropertyColumn {
      var dictionary: [String] = []
      var codes: [Int32] = []
      for value in values {
        guard let text = value.text else {
          codes.append(-1)
          continue
        }
        if !dictionary.contains(text) { dictionary.append(text) }
        codes.append(Int32(dictionary.firstIndex(of: text) ?? -1))
      }
      return PropertyColumn(
        name: name, type: .text, storage: .text(codes: codes, dictionary: dictionary))
    }
  }
}

extension Value {
  var text: String? { if case .text(let text) = self { text } else { nil } }

  var number: Double? {
    switch self {
    case .int(let value): Double(value)
    case .float(let value), .money(let value): value
    case .bool(let value): value ? 1 : 0
    case .text, .time, .missing: nil
    }
  }
}

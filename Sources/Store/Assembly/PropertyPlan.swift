/// Which columns of the event tables make up the properties of events.
struct PropertyPlan {
  struct Property {
    let name: String
    var columns: [Int?]
    let isAmount: Bool
  }

  /// What a column is called that has the name of another table's amount.
  static func renamed(_ name: String) -> String { name + "_2" }

  private(set) var properties: [Property] = []

  /// Puts the columns of all event tables together by their names.
  ///
  /// Amounts are one property, under the name it has in the first table that has one. User, time,
  /// event and session are no properties.
  init(_ tables: [MappedTable]) {
    var amountName: String?
    for table in tables where table.isEventSource && table.role != .users {
      guard let index = table.columns[.amount] else { continue }
      amountName = table.table.columns[index].name
      break
    }
    for (number, table) in tables.enumerated() where table.isEventSource && table.role != .users {
      let amount = table.columns[.amount]
      let taken = Set([ColumnRole.user, .time, .event, .session].compactMap { table.columns[$0] })
      for (index, column) in table.table.columns.enumerated() where !taken.contains(index) {
        let isAmount = index == amount
        var name = isAmount ? amountName ?? column.name : column.name
        if !isAmount, name == amountName { name = Self.renamed(name) }
        let place = properties.firstIndex { $0.name == name } ?? properties.count
        if place == properties.count {
          let none = [Int?](repeating: nil, count: tables.count)
          properties.append(Property(name: name, columns: none, isAmount: isAmount))
        }
        if properties[place].columns[number] == nil { properties[place].columns[number] = index }
      }
    }
  }
}

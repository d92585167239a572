import Engine

/// The rows of the units that are counted.
struct FunnelUnits {
  let units: EventUnits
  private(set) var unassigned = 0
  /// By row, where a unit may hold rows of several users.
  private var userOfRow: [Int32]?

  init(_ unit: Funnel.Unit, of dataset: Dataset, _ users: UserSet) {
    let log = dataset.events
    switch unit {
    case .user, .entries: units = .users(of: log)
    case .session: units = .sessions(of: log)
    case .column(let column):
      var userOfRow = [Int32](repeating: 0, count: log.count)
      for user in 0..<log.userCount {
        for row in log.rows(of: user) { userOfRow[row] = Int32(user) }
      }
      let grouping: Grouping
      switch column.source {
      case .user(let dimension):
        grouping = dimension.grouping(in: dataset).gathering(userOfRow)
      case .property(let index): grouping = Grouping(log.properties[index])
      }
      let isMissing = grouping.keys.map { $0 == .missing }
      var groupOf = grouping.groupOf
      for row in groupOf.indices where users.contains(Int(userOfRow[row])) {
        if isMissing[Int(groupOf[row])] { unassigned += 1 }
      }
      for row in groupOf.indices
      where isMissing[Int(groupOf[row])] || !users.contains(Int(userOfRow[row])) {
        groupOf[row] = -1
      }
      units = .groups(of: log, groupOf: groupOf, count: grouping.keys.count)
      self.userOfRow = userOfRow
    }
  }

  /// The one user of a unit; nil where it may have several.
  func user(of unit: Int) -> Int? { userOfRow == nil ? Int(units.users[unit]) : nil }

  func user(ofRow row: Int, in unit: Int) -> Int {
    userOfRow.map { Int($0[row]) } ?? Int(units.users[unit])
  }
}

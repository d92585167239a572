import Engine
import Reporting
import Statistics

/// All that is counted for a question about retention, by whichever engine.
struct RetentionCounts: Hashable {
  /// One for each side of a comparison, else one.
  var parts: [RetentionPart]
  /// Users who stand on both sides.
  var onBothSides = 0
}

/// One population of a question about retention.
struct RetentionPart: Hashable {
  /// Nil where nothing is compared.
  let side: PopulationComparison.Side?
  /// In the order of the values, the missing last.
  var groups: [CohortGroup]
  /// How many entered.
  var size: Int { groups.reduce(0) { $0 + $1.rows.reduce(0) { $0 + $1.size } } }

  /// What stands before the dimensions in its rows.
  var prefix: [Cell] { side.map { [.text($0.text)] } ?? [] }

  /// How many had not lived long enough for a column by the end of `asof`.
  func young(at column: Int) -> Int {
    groups.flatMap(\.rows).reduce(0) { sum, row in
      sum + row.size - (row.cells.first { $0.column == column }?.over ?? row.size)
    }
  }
}

/// The cohorts of one combination of values.
struct CohortGroup: Hashable {
  let key: [Cell]
  /// By the number of the cohort's period.
  var rows: [CohortRow]
  /// How long the members stay; empty where nobody asks.
  var stays = CohortStays()
}

/// One cohort at each offset or column.
struct CohortRow: Hashable {
  /// One offset or column.
  struct Counted: Hashable {
    let offset: Int
    /// Of the column; nil in the triangle.
    let column: Int?
    /// Whose time was over by the end of `asof`.
    let over: Int
    /// Who the rate is taken over.
    let mature: Int
    let users: Int
    let isComplete: Bool

    var rate: Double? { mature == 0 ? nil : Double(users) / Double(mature) }
  }

  /// The number of its period; 0 without periods.
  let number: Int
  let size: Int
  let cells: [Counted]
}

/// How many members were last seen when.
struct CohortStays: Hashable {
  /// By the period in which they were lost.
  var lost: [Int: Int] = [:]
  /// By the last period in which they could be watched.
  var watched: [Int: Int] = [:]

  /// - Parameters:
  ///   - last: the last offset with a return, 0 where there was none.
  ///   - over: the last period that was over.
  mutating func add(last: Int, over: Int, count: Int = 1) {
    if last >= over {
      watched[max(0, over), default: 0] += count
    } else {
      lost[last + 1, default: 0] += count
    }
  }
}

import Engine
import Reporting

/// Reads the rows of a side's queries back into counts.
struct CohortRows {
  private let plan: Cohort.Plan
  private let dataset: Dataset
  private let rows: SQLRows
  private let suffix: String
  /// The values of each group, in their order.
  private let keys: [[Cell]]

  init(_ plan: Cohort.Plan, _ dataset: Dataset, _ rows: SQLRows, suffix: String) {
    self.plan = plan
    self.dataset = dataset
    self.rows = rows
    self.suffix = suffix
    let dimensions = plan.dimensions
    let found = Set(
      (rows["sizes" + suffix] + rows["cells" + suffix]).map { row in
        dimensions.enumerated().map { $1.cell(row[$0], in: dataset) }
      })
    keys = dimensions.isEmpty ? [[]] : found.sorted { dimensions.precedes($0, $1) }
  }

  private func key(_ row: [Cell]) -> [Cell] {
    plan.dimensions.enumerated().map { $1.cell(row[$0], in: dataset) }
  }

  private var width: Int { plan.dimensions.count }

  /// The rows of a query by group, without the columns of the groups.
  private func grouped(_ query: String) -> [[Cell]: [[Cell]]] {
    Dictionary(grouping: rows[query + suffix], by: key).mapValues { rows in
      rows.map { Array($0.dropFirst(width)) }
    }
  }

  /// The numbers of the cohorts of each group.
  var cohorts: [Set<Int>] { grouped("sizes").values.map { Set($0.map { $0.count(0) }) } }

  var groups: [CohortGroup] {
    let (sizes, cells, stays) = (grouped("sizes"), grouped("cells"), grouped("stays"))
    return keys.map { key in
      var group = CohortGroup(
        key: key,
        rows: plan.columns.map { points(cells[key] ?? [], $0) }
          ?? triangle(sizes[key] ?? [], cells[key] ?? []))
      if group.rows.isEmpty, plan.period == nil {
        group.rows = points([[.int(0), .int(0)]], plan.columns ?? [])
      }
      for row in stays[key] ?? [] {
        if row.count(1) == 1 {
          group.stays.lost[row.count(0), default: 0] += row.count(2)
        } else {
          group.stays.watched[row.count(0), default: 0] += row.count(2)
        }
      }
      return group
    }
  }

  private func points(_ rows: [[Cell]], _ columns: [Cohort.Column]) -> [CohortRow] {
    rows.map { row in
      let size = row.count(1)
      return CohortRow(
        number: row.count(0), size: size,
        cells: columns.enumerated().map { index, column in
          let (over, users) = (row.count(2 + 2 * index), row.count(3 + 2 * index))
          return CohortRow.Counted(
            offset: column.offset, column: index, over: over,
            mature: plan.keepsImmature ? size : over, users: users, isComplete: over == size)
        })
    }.sorted { $0.number < $1.number }
  }

  /// An offset without a row is one at which nobody is retained.
  private func triangle(_ sizes: [[Cell]], _ cells: [[Cell]]) -> [CohortRow] {
    guard let unit = plan.period else { return [] }
    let retained = Dictionary(grouping: cells) { $0.count(0) }
    return Dictionary(grouping: sizes) { $0.count(0) }.sorted { $0.key < $1.key }
      .map { number, rows in
        func users(_ width: Int) -> [Int] {
          var users = Array(repeating: 0, count: width)
          for cell in retained[number] ?? [] where users.indices.contains(cell.count(1)) {
            users[cell.count(1)] = cell.count(2)
          }
          return users
        }
        guard plan.isElapsed else {
          let size = rows.reduce(0) { $0 + $1.count(1) }
          let frame = TriangleRow(
            cohort: number, unit: unit, calendar: dataset.calendar, asof: dataset.asof.day)
          return CohortRow(
            number: number, size: size, cells: frame.cells(size: size, users: users(frame.width)))
        }
        let frame = WindowsRow(
          over: rows.map { ($0.count(1), $0.count(2)) }, keepsImmature: plan.keepsImmature)
        return CohortRow(
          number: number, size: rows.reduce(0) { $0 + $1.count(2) },
          cells: frame.cells(users: users(frame.width)))
      }
  }

  /// The members that `as` may keep.
  var entries: [Cohort.SavedEntry] {
    let places = dataset.users.places
    let groups = Dictionary(
      keys.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return rows["saved"].compactMap { row in
      guard let user = row[width + 1].textValue.flatMap({ places[$0] }),
        let group = groups[key(row)]
      else { return nil }
      return Cohort.SavedEntry(
        user: user, group: group, key: keys[group], cohort: row.count(width),
        isWanted: row.count(width + 2) == 1)
    }
  }
}

import Reporting

/// The tables of one answer while it is decided what of them may be told.
struct AnswerProtection {
  private typealias Place = Disclosure.Place

  /// Counts that can be checked against each other in a moment.
  static let mostCells = 500_000

  private let tables: [ResultTable]
  private let disclosure: Disclosure
  private let privacy: Privacy
  private var system: CountSystem
  /// The place of each count in the system.
  private var counts: [Place: Int] = [:]
  private let answer: Answer

  init(_ answer: Answer, _ disclosure: Disclosure, privacy: Privacy) {
    self.answer = answer
    tables = answer.tables
    self.disclosure = disclosure
    self.privacy = privacy
    system = CountSystem(least: privacy.least)
  }

  var cellCount: Int {
    disclosure.tables.reduce(0) { sum, table in
      sum &+ (answer.table(table.name)?.rows.count ?? 0) &* table.allCounts.count
    }
  }

  /// False where the people asked about are too few in all.
  mutating func protect() -> Bool {
    for (first, second) in disclosure.same { alias(second, to: first) }
    for table in disclosure.tables {
      addCounts(of: table)
      addRates(of: table)
    }
    for sum in disclosure.sums {
      var whole = sum.whole.compactMap { counts[$0] }
      if let constant = sum.constant { whole.append(system.add(constant, canHide: false)) }
      system.equate(whole, sum.parts.compactMap { counts[$0] }, hasRest: sum.hasRest)
    }
    return system.protect()
  }

  private mutating func alias(_ place: Place, to other: Place) {
    let index = counts[other] ?? add(other)
    if let index { counts[place] = index }
  }

  private mutating func add(_ place: Place) -> Int? {
    guard let value = answer.table(place.table)?.cell(place.row, place.column).intValue else {
      return nil
    }
    let index = system.add(value)
    counts[place] = index
    return index
  }

  private mutating func addCounts(of declared: Disclosure.Table) {
    guard let table = answer.table(declared.name) else { return }
    for row in table.rows.indices {
      for column in declared.allCounts where counts[Place(table.name, row, column)] == nil {
        _ = add(Place(table.name, row, column))
      }
      guard let group = declared.group, let whole = counts[Place(table.name, row, group)] else {
        continue
      }
      for column in declared.counts {
        if let part = counts[Place(table.name, row, column)], part != whole {
          system.hide(part, with: whole)
        }
      }
    }
  }

  private mutating func addRates(of declared: Disclosure.Table) {
    guard let table = answer.table(declared.name) else { return }
    for row in table.rows.indices {
      for (rate, column) in declared.implied {
        guard let share = table.cell(row, rate).realValue,
          let whole = counts[Place(table.name, row, column)],
          let value = Int(exactly: (share * Double(system.counts[whole].value)).rounded())
        else { continue }
        let part = system.add(value)
        counts[Place(table.name, row, rate)] = part
        system.hide(part, with: whole)
        system.equate([whole], [part], hasRest: true)
      }
    }
  }

  private func isHidden(_ place: Place) -> Bool {
    counts[place].map { system.isHidden[$0] } ?? false
  }

  /// The answer with its tables as they are told.
  func answer(_ pseudonym: Pseudonym) -> Answer {
    var blanked: Set<Place> = []
    for (figure, places) in disclosure.figures where places.contains(where: isHidden) {
      blanked.insert(figure)
    }
    let anyHidden = counts.values.contains { system.isHidden[$0] }
    var told = answer
    told.tables = tables.map { table in
      if anyHidden, disclosure.collective.contains(table.name) {
        return ResultTable(table.name, columns: table.columns)
      }
      guard let declared = disclosure.tables.first(where: { $0.name == table.name }) else {
        return table
      }
      return self.told(table, declared, blanked, pseudonym)
    }
    return told
  }

  private func told(
    _ table: ResultTable, _ declared: Disclosure.Table, _ blanked: Set<Place>,
    _ pseudonym: Pseudonym
  ) -> ResultTable {
    var rows = table.rows
    var isWhole = Array(repeating: true, count: rows.count)
    for row in rows.indices {
      func blank(_ column: String, _ cell: Cell = .missing) {
        if let index = table.index(of: column) { rows[row][index] = cell }
      }
      for column in declared.allCounts where isHidden(Place(table.name, row, column)) {
        let count = table.cell(row, column).intValue ?? 0
        blank(column, privacy.tells(count) ? .missing : .under(privacy.least))
        if column == declared.group { isWhole[row] = false }
      }
      for (rate, _) in declared.implied where isHidden(Place(table.name, row, rate)) {
        blank(rate)
      }
      for (columns, sources) in declared.figures {
        let isBlank = sources.contains { isHidden(Place(table.name, row, $0)) }
        for column in columns
        where isBlank || !isWhole[row] || blanked.contains(Place(table.name, row, column)) {
          blank(column)
        }
      }
      for column in declared.ids {
        if let id = table.cell(row, column).idText { blank(column, .text(pseudonym.of(id))) }
      }
    }
    if declared.isSorted {
      // Among its neighbours a row would tell how large it is.
      let order =
        rows.indices.filter { isWhole[$0] }
        + rows.indices.filter { !isWhole[$0] }
        .sorted { rows[$0].lexicographicallyPrecedes(rows[$1], by: Cell.precedes) }
      rows = order.map { rows[$0] }
    }
    return ResultTable(table.name, columns: table.columns, rows: rows)
  }

  /// What is said of what is not told.
  func notes(silent: Int) -> [Phrase] {
    var notes: [Phrase] = []
    let hidden = Set(counts.values).count { system.isHidden[$0] }
    let groups = hiddenGroups
    if groups > 0 {
      notes.append(
        Phrase(
          "\(groups) \(groups == 1 ? "group" : "groups") suppressed: fewer than \(privacy.least)"
            + " people, or next to such a group (k = \(privacy.least))",
          "已隐去 \(groups) 组：人数不足 \(privacy.least)，或会泄露此类组（k = \(privacy.least)）"))
    } else if hidden > 0 {
      notes.append(
        Phrase(
          "\(hidden) \(hidden == 1 ? "count" : "counts") suppressed: fewer than \(privacy.least)"
            + " people, or next to such a count (k = \(privacy.least))",
          "已隐去 \(hidden) 个计数：人数不足 \(privacy.least)，或会泄露此类计数（k = \(privacy.least)）"))
    }
    if silent > 0 {
      notes.append(
        Phrase("notes that state numbers are left out under privacy", "隐私模式下不显示含数字的备注"))
    }
    return notes
  }

  private var hiddenGroups: Int {
    disclosure.tables.reduce(0) { sum, table in
      guard let group = table.group, let rows = answer.table(table.name)?.rows else { return sum }
      return sum + rows.indices.count { isHidden(Place(table.name, $0, group)) }
    }
  }
}

extension Cell {
  /// An id as it stands in the data; nil where there is none.
  fileprivate var idText: String? {
    switch self {
    case .text(let text): text
    case .int(let value): String(value)
    default: nil
    }
  }
}

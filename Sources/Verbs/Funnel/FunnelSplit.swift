import Engine

/// The groups of a breakdown: which group each user and each entry falls in.
struct FunnelSplit {
  /// One cell for each dimension, in the order the groups appeared.
  private(set) var keys: [[Cell]] = []
  private let touch: Funnel.Touch?
  /// PostHog looks at the values of all steps, and at nothing but those of a group's own value.
  private let isPostHog: Bool
  private var sources: [Source] = []
  private var cells: [[Cell]] = []
  private var indexByCodes: [[Int32]: Int] = [:]

  /// Codes in the natural order of their values, -1 for a missing one.
  private enum Source {
    /// By user.
    case user([Int32])
    /// By row, of the entry.
    case period([Int32])
    /// By row, of the event that `touch` names.
    case property([Int32])
  }

  init(
    _ breakdown: [Funnel.Breakdown], touch: Funnel.Touch?, peer: Funnel.Peer? = nil,
    in dataset: Dataset
  ) {
    // The value at the first step is that of the entry, which counts anyway.
    self.touch = peer != .posthog && touch == .step(0) ? nil : touch
    isPostHog = peer == .posthog
    for dimension in breakdown {
      switch dimension {
      case .user(let user):
        let grouping = user.grouping(in: dataset)
        sources.append(.user(grouping.groupOf))
        cells.append(grouping.keys)
      case .entryProperty(let index, _, _):
        let grouping = Grouping(dataset.events.properties[index])
        let missing = grouping.keys.last == .missing ? Int32(grouping.keys.count - 1) : .max
        sources.append(.property(grouping.groupOf.map { $0 == missing ? -1 : $0 }))
        cells.append(grouping.keys.filter { $0 != .missing })
      case .entryPeriod(let unit):
        let (codes, cells) = Self.periods(of: dataset, unit: unit)
        sources.append(.period(codes))
        self.cells.append(cells)
      }
    }
  }

  /// The readings of one unit by group.
  ///
  /// - Parameters:
  ///   - userOf: the user of a row.
  ///   - read: reads the unit with some of its steps, over the entries that are flagged.
  mutating func readings(
    of unit: EntryGatherer.Unit, whole: UnitReading, userOf: (Int) -> Int,
    read: (EntryGatherer.Unit, _ opens: [Bool]) -> UnitReading
  ) -> [(group: Int, reading: UnitReading)] {
    let codes = entryCodes(of: unit, userOf: userOf)
    let seen = Set(codes.compactMap { $0 }).sorted { Self.precedes($0, $1) }
    var result: [(group: Int, reading: UnitReading)] = []
    for code in seen {
      let opens = codes.map { $0 == code }
      switch touch {
      case .step(let step):
        result += readings(of: unit, touching: step, code, opens: opens, read: read)
      case .all:
        if isPostHog {
          let own = propertyCodes(in: code)
          let kept = unit.rows.indices.filter { propertyCodes(of: unit.rows[$0]) == own }
          let part = unit.selecting(kept)
          result.append((group(code), read(part, kept.map { opens[$0] })))
          continue
        }
        var part = unit
        for event in 0..<part.events.count
        where propertyCodes(of: unit.rows[event]) != propertyCodes(in: code) {
          part.events.steps[event] = 0
        }
        result.append((group(code), read(part, opens)))
      case nil, .first, .last:
        result.append((group(code), seen.count == 1 ? whole : read(unit, opens)))
      }
    }
    return result
  }

  /// One group for each value at the step; those who never come to it have none.
  private mutating func readings(
    of unit: EntryGatherer.Unit, touching step: Int, _ code: [Int32], opens: [Bool],
    read: (EntryGatherer.Unit, _ opens: [Bool]) -> UnitReading
  ) -> [(group: Int, reading: UnitReading)] {
    let bit = UInt64(1) << UInt64(step)
    var values: Set<[Int32]> = []
    for event in 0..<unit.events.count where unit.events.steps[event] & bit != 0 {
      values.insert(propertyCodes(of: unit.rows[event]))
    }
    var result: [(group: Int, reading: UnitReading)] = []
    for value in values.sorted(by: { Self.precedes($0, $1) }) {
      var part = unit
      for event in 0..<part.events.count where propertyCodes(of: unit.rows[event]) != value {
        part.events.steps[event] &= ~bit
      }
      let reading = read(part, opens)
      guard reading.reading.mask & bit != 0 else { continue }
      result.append((group(filling(code, with: value)), reading))
    }
    if result.isEmpty {
      let none = propertyCodes(in: code).map { _ in Int32(-1) }
      result.append((group(filling(code, with: none)), read(unit, opens)))
    }
    return result
  }

  /// The group of an entry, for units that are entries themselves.
  mutating func group(ofEntry row: Int, user: Int) -> Int { group(code(of: row, user: user)) }

  private func code(of row: Int, user: Int) -> [Int32] {
    sources.map { source in
      switch source {
      case .user(let codes): codes[user]
      case .period(let codes), .property(let codes): codes[row]
      }
    }
  }

  /// The codes of each entry; nil for other events.
  private func entryCodes(
    of unit: EntryGatherer.Unit, userOf: (Int) -> Int
  ) -> [[Int32]?] {
    var codes = unit.rows.enumerated().map { event, row in
      unit.events.deadlines[event] == nil ? nil : code(of: row, user: userOf(row))
    }
    switch touch {
    case nil, .all: break
    case .step:
      for event in codes.indices {
        guard let code = codes[event] else { continue }
        codes[event] = filling(code, with: propertyCodes(in: code).map { _ in -1 })
      }
    case .first, .last:
      if isPostHog {
        let value = touchedValue(of: unit, isFirst: touch == .first, codes)
        for event in codes.indices { codes[event] = codes[event].map { filling($0, with: value) } }
        break
      }
      let entries = codes.indices.filter { codes[$0] != nil }
      let edge = touch == .first ? entries.first : entries.last
      guard let edge else { break }
      let instant = unit.events.instants[edge]
      // Entries of one instant have no order: the first of their values in natural order counts.
      let candidates = entries.filter { unit.events.instants[$0] == instant }
        .compactMap { codes[$0] }.map { propertyCodes(in: $0) }
      let value = candidates.min { Self.precedes($0, $1) } ?? []
      for event in codes.indices { codes[event] = codes[event].map { filling($0, with: value) } }
    }
    return codes
  }

  /// The first or last value among the events of all steps, each property by itself; -1 where
  /// every one is missing.
  private func touchedValue(
    of unit: EntryGatherer.Unit, isFirst: Bool, _ codes: [[Int32]?]
  ) -> [Int32] {
    let events = unit.rows.indices.filter { unit.events.steps[$0] != 0 }
    let rows = events.map { (unit.events.instants[$0], propertyCodes(of: unit.rows[$0])) }
    let width = rows.first?.1.count ?? 0
    return (0..<width).map { property in
      let told = rows.filter { $0.1[property] >= 0 }
      let instant = isFirst ? told.first?.0 : told.last?.0
      // Of several values at one instant the least.
      return told.filter { $0.0 == instant }.map { $0.1[property] }.min() ?? -1
    }
  }

  private func propertyCodes(of row: Int) -> [Int32] {
    sources.compactMap { if case .property(let codes) = $0 { codes[row] } else { nil } }
  }

  private func propertyCodes(in code: [Int32]) -> [Int32] {
    zip(sources, code).compactMap { source, code in
      if case .property = source { code } else { nil }
    }
  }

  private func filling(_ code: [Int32], with values: [Int32]) -> [Int32] {
    var left = values[...]
    return zip(sources, code).map { source, code in
      if case .property = source { left.popFirst() ?? -1 } else { code }
    }
  }

  /// New groups are numbered as they appear.
  private mutating func group(_ codes: [Int32]) -> Int {
    if let index = indexByCodes[codes] { return index }
    let index = keys.count
    indexByCodes[codes] = index
    keys.append(
      zip(cells, codes).map { cells, code in
        cells.indices.contains(Int(code)) ? cells[Int(code)] : .missing
      })
    return index
  }

  /// Groups in natural order: by their codes, missing last.
  var orderedGroups: [Int] {
    indexByCodes.sorted { Self.precedes($0.key, $1.key) }.map(\.value)
  }

  /// For each group where it stands among all groups so far, in natural order.
  func ranks(of groups: [Int]) -> [Int] {
    var rankOf = Array(repeating: 0, count: keys.count)
    for (rank, group) in orderedGroups.enumerated() { rankOf[group] = rank }
    return groups.map { rankOf.indices.contains($0) ? rankOf[$0] : 0 }
  }

  private static func precedes(_ left: [Int32], _ right: [Int32]) -> Bool {
    for (a, b) in zip(left, right) where a != b { return a >= 0 && (b < 0 || a < b) }
    return false
  }

  private static func periods(of dataset: Dataset, unit: CalendarUnit) -> ([Int32], [Cell]) {
    let numbers = dataset.events.times.map { dataset.calendar.period(of: $0, unit: unit) }
    let distinct = Set(numbers).sorted()
    let codes = Dictionary(
      distinct.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    return (
      numbers.map { codes[$0] ?? -1 },
      distinct.map { .text(dataset.calendar.label(ofPeriod: $0, unit: unit)) }
    )
  }
}

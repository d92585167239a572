import Engine

/// How many events of one instant SQL has to tell apart: each is a bit of a whole number, and where
/// one number is too short there are several.
struct FunnelTies: Hashable {
  /// How many numbers.
  private(set) var words = 1
  /// Whether some instant holds more events than one number has bits.
  private(set) var isCrowded = false

  /// SQLite's whole numbers have 64 bits, one of them for the sign.
  static let bits = 60

  init() {}

  /// Events that serve the same steps and have the same values are alike, and no more of them than
  /// there are steps are ever taken.
  init(_ plan: Funnel.Plan, _ dataset: Dataset) {
    let gatherer = EntryGatherer(plan: plan, dataset: dataset)
    let rows = FunnelUnits(plan.unit, of: dataset, plan.population.users(in: dataset))
    let values = plan.breakdown.compactMap { dimension -> [Int32]? in
      guard case .entryProperty(let index, _, _) = dimension else { return nil }
      return Grouping(dataset.events.properties[index]).groupOf
    }
    var unit = EntryGatherer.Unit()
    var most = 0
    for index in 0..<rows.units.count {
      gatherer.gather(rows.units.rows(of: index), into: &unit)
      guard unit.hasTies else { continue }
      var first = 0
      for event in 0..<unit.events.count {
        let isLast =
          event + 1 == unit.events.count
          || unit.events.instants[event + 1] != unit.events.instants[event]
        guard isLast else { continue }
        if event - first >= Self.bits {
          isCrowded = true
          let users = (first...event).map { rows.user(ofRow: unit.rows[$0], in: index) }
          most = max(most, Self.kinds(first...event, users, of: unit, values, plan.steps.count))
        }
        first = event + 1
      }
    }
    words = max(1, (most + Self.bits - 1) / Self.bits)
  }

  /// How many events of an instant differ, as far as it matters.
  private static func kinds(
    _ instant: ClosedRange<Int>, _ users: [Int], of unit: EntryGatherer.Unit,
    _ values: [[Int32]], _ steps: Int
  ) -> Int {
    var counts: [[Int]: Int] = [:]
    for (event, user) in zip(instant, users) {
      let row = unit.rows[event]
      let own = [user, Int(truncatingIfNeeded: unit.events.steps[event])]
      let key = unit.events.keys.isEmpty ? [] : [Int(unit.events.keys[event])]
      counts[own + key + values.map { Int($0[row]) }, default: 0] += 1
    }
    return counts.values.reduce(0) { $0 + min($1, steps) }
  }
}

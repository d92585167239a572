import Engine

/// Marks the users that `as NAME` keeps.
struct FunnelSaver {
  private let saving: Funnel.Saving
  private let steps: StepList
  /// For each user the step after the furthest, 0 for those who never entered.
  private var furthest: [Int]
  private var flags: [Bool]

  init(_ saving: Funnel.Saving, steps: StepList, userCount: Int) {
    self.saving = saving
    self.steps = steps
    furthest = Array(repeating: 0, count: userCount)
    flags = Array(repeating: false, count: userCount)
  }

  mutating func add(_ user: Int, _ unit: UnitReading) {
    guard flags.indices.contains(user) else { return }
    let mask = unit.reading.mask
    func matched(_ step: Int) -> Bool { mask >> UInt64(step) & 1 == 1 }
    switch saving.kind {
    case .furthest: furthest[user] = (0..<steps.count).last { matched($0) }.map { $0 + 1 } ?? 0
    case .reached(let step): flags[user] = matched(step)
    case .lost(let step):
      let before = (0..<step).last { !steps.isOptional[$0] } ?? 0
      flags[user] = matched(before) && !matched(step) && unit.openUntil == nil
    }
  }

  var set: SavedSet {
    guard saving.kind == .furthest else {
      return SavedSet(name: saving.name, kind: .segment(UserSet(flags)))
    }
    let parts = (1...max(1, steps.count)).map { step in
      ("step\(step)", UserSet(furthest.map { $0 == step }))
    }
    return SavedSet(name: saving.name, kind: .partition(parts.map { (part: $0.0, users: $0.1) }))
  }
}

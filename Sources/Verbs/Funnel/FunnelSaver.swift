import Engine

/// Numbers the users that `as NAME` keeps.
struct FunnelSaver {
  private let saving: Funnel.Saving
  private let steps: StepList
  /// By user: the step after the furthest, or 1 for one who is kept; 0 for all others.
  private(set) var numbers: [Int]

  init(_ saving: Funnel.Saving, steps: StepList, userCount: Int) {
    self.saving = saving
    self.steps = steps
    numbers = Array(repeating: 0, count: userCount)
  }

  mutating func add(_ user: Int, _ unit: UnitReading) {
    guard numbers.indices.contains(user) else { return }
    let mask = unit.reading.mask
    func matched(_ step: Int) -> Bool { mask >> UInt64(step) & 1 == 1 }
    switch saving.kind {
    case .furthest: numbers[user] = (0..<steps.count).last { matched($0) }.map { $0 + 1 } ?? 0
    case .reached(let step): numbers[user] = matched(step) ? 1 : 0
    case .lost(let step):
      let before = (0..<step).last { !steps.isOptional[$0] } ?? 0
      numbers[user] = matched(before) && !matched(step) && unit.openUntil == nil ? 1 : 0
    }
  }
}

extension Funnel {
  /// What is kept under a name, from the numbers of the users.
  static func savedSet(_ plan: Plan, _ counts: FunnelCounts) -> SavedSet? {
    guard let saving = plan.saving, let numbers = counts.saved else { return nil }
    guard saving.kind == .furthest else {
      return SavedSet(name: saving.name, kind: .segment(UserSet(numbers.map { $0 > 0 })))
    }
    let parts = (1...max(1, plan.steps.count)).map { step in
      (part: "step\(step)", users: UserSet(numbers.map { $0 == step }))
    }
    return SavedSet(name: saving.name, kind: .partition(parts))
  }
}

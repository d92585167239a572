import Engine

/// The offsets at which one member is retained, by a reading of the offsets in which they did E1.
struct RetainedOffsets {
  let reading: Cohort.Reading
  /// Ascending, each once.
  let offsets: [Int]

  /// How long the run from offset 1 on is.
  private var run: Int {
    var run = 0
    for offset in offsets where offset >= 1 {
      if offset != run + 1 { break }
      run = offset
    }
    return run
  }

  /// Stretches of offsets below `limit` at which the member is retained; none overlap.
  ///
  /// At offset 0, which holds the start itself, every reading asks for E1 in that very period,
  /// and rolling for one in it or later.
  func stretches(below limit: Int) -> [Range<Int>] {
    guard limit > 0 else { return [] }
    let own = offsets.first == 0 ? [0..<1] : []
    switch reading {
    case .exact: return offsets.filter { $0 < limit }.map { $0..<($0 + 1) }
    case .rolling: return offsets.last.map { [0..<min($0 + 1, limit)] } ?? []
    case .range:
      guard let first = offsets.first(where: { $0 >= 1 }), first < limit else { return own }
      return own + [first..<limit]
    case .streak:
      let end = min(run + 1, limit)
      return end > 1 ? own + [1..<end] : own
    }
  }

  func contains(_ offset: Int) -> Bool {
    switch reading {
    case .exact: offsets.contains(offset)
    case .rolling: (offsets.last ?? -1) >= offset
    case .range:
      offset == 0 ? offsets.first == 0 : offsets.contains { (1...offset).contains($0) }
    case .streak: offset == 0 ? offsets.first == 0 : run >= offset
    }
  }

  /// Whether a bracket of offsets counts: E1 in one of its periods, rolling in one or later.
  func meets(_ first: Int, _ last: Int) -> Bool {
    reading == .rolling
      ? (offsets.last ?? -1) >= first : offsets.contains { $0 >= first && $0 <= last }
  }
}

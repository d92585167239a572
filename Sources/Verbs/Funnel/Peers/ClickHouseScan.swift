extension ClickHouseRules {
  /// The scan that keeps one chain for each step.
  struct Scan {
    let modes: ClickHouseModes
    private var chains: [Chain?]
    private var hasEntry = false

    init(modes: ClickHouseModes, stepCount: Int) {
      self.modes = modes
      chains = Array(repeating: nil, count: stepCount)
    }

    mutating func level(of instants: [Instant]) -> Int {
      for instant in instants {
        if modes.contains(.strictOrder), hasEntry, instant.rows.contains(0) { return reached }
        for step in chains.indices {
          for row in instant.rows where row >> UInt64(step) & 1 == 1 {
            if let level = take(step, at: instant) { return level }
          }
        }
      }
      return reached
    }

    /// The furthest step that has a chain.
    private var reached: Int { (chains.lastIndex { $0 != nil } ?? -1) + 1 }

    /// A level where the scan ends with this row.
    private mutating func take(_ step: Int, at instant: Instant) -> Int? {
      if step == 0 {
        chains[0] = Chain(deadline: instant.deadline, last: instant.time)
        hasEntry = true
        return nil
      }
      if modes.contains(.strictDeduplication), chains[step] != nil { return reached }
      guard let before = chains[step - 1] else {
        guard modes.contains(.strictOrder), hasEntry, !modes.contains(.allowReentry) else {
          return nil
        }
        return chains.firstIndex { $0 == nil } ?? chains.count
      }
      guard instant.time <= before.deadline,
        !modes.contains(.strictIncrease) || before.last < instant.time
      else { return nil }
      chains[step] = Chain(deadline: before.deadline, last: instant.time)
      return step + 1 == chains.count ? chains.count : nil
    }
  }

  /// The scan that keeps every chain, so that each row serves one step of it.
  ///
  /// Between instants only the latest deadline of each step tells chains apart. Within one they
  /// differ in the rows they took, of which those that serve the same steps stand for each other.
  struct OnceScan {
    private struct Path: Hashable {
      let chain: Chain
      /// By kind of row, how many of this instant it took.
      let taken: [Int]
    }

    let modes: ClickHouseModes
    private var chains: [Chain?]
    private var hasEntry = false

    init(modes: ClickHouseModes, stepCount: Int) {
      self.modes = modes
      chains = Array(repeating: nil, count: stepCount)
    }

    mutating func level(of instants: [Instant]) -> Int {
      for instant in instants {
        if modes.contains(.strictOrder), hasEntry, instant.rows.contains(0) { return reached }
        if let level = take(instant) { return level }
      }
      return reached
    }

    private var reached: Int { (chains.lastIndex { $0 != nil } ?? -1) + 1 }

    private mutating func take(_ instant: Instant) -> Int? {
      // Where ClickHouse goes by the order of the rows, rows that serve more steps come first.
      let kinds = Array(Set(instant.rows.filter { $0 != 0 })).sorted(by: >)
      let sizes = kinds.map { kind in
        min(chains.count, instant.rows.count { $0 == kind })
      }
      let none = kinds.map { _ in 0 }
      var paths: [Set<Path>] = chains.map { chain in
        chain.map { [Path(chain: $0, taken: none)] } ?? []
      }
      defer {
        for step in chains.indices {
          chains[step] = paths[step].map(\.chain).max { $0.deadline < $1.deadline }
        }
      }
      for step in chains.indices {
        let rows = kinds.indices.filter { kinds[$0] >> UInt64(step) & 1 == 1 }
        for kind in rows {
          let count = instant.rows.count { $0 == kinds[kind] }
          for number in 0..<count {
            if step == 0 {
              hasEntry = true
              if number == 0 {
                let chain = Chain(deadline: instant.deadline, last: instant.time)
                paths[0].insert(Path(chain: chain, taken: taking(kind, none)))
              }
              continue
            }
            if modes.contains(.strictDeduplication), !paths[step].isEmpty {
              return level(of: paths)
            }
            if paths[step - 1].isEmpty {
              guard modes.contains(.strictOrder), hasEntry, !modes.contains(.allowReentry) else {
                continue
              }
              return paths.firstIndex { $0.isEmpty } ?? paths.count
            }
            if number == 0 {
              paths[step].formUnion(lengthened(paths[step - 1], kind, sizes, instant))
              if step + 1 == paths.count, !paths[step].isEmpty { return paths.count }
            }
          }
        }
      }
      return nil
    }

    private func level(of paths: [Set<Path>]) -> Int {
      (paths.lastIndex { !$0.isEmpty } ?? -1) + 1
    }

    private func taking(_ kind: Int, _ taken: [Int]) -> [Int] {
      var more = taken
      more[kind] += 1
      return more
    }

    private func lengthened(
      _ paths: Set<Path>, _ kind: Int, _ sizes: [Int], _ instant: Instant
    ) -> Set<Path> {
      var longer: Set<Path> = []
      for path in paths where path.taken[kind] < sizes[kind] {
        guard instant.time <= path.chain.deadline,
          !modes.contains(.strictIncrease) || path.chain.last < instant.time
        else { continue }
        let chain = Chain(deadline: path.chain.deadline, last: instant.time)
        longer.insert(Path(chain: chain, taken: taking(kind, path.taken)))
      }
      return longer
    }
  }
}

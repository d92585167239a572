import Engine

/// What some users did, counted for each group.
struct FunnelPart: Sendable {
  /// For each group, by depth: all users, and those whose mature attempts got so far.
  private(set) var users: [Int]
  private(set) var mature: [Int]
  /// For each group, by depth: users with an open attempt, and when the last of them ends.
  private(set) var open: [Int]
  private(set) var openUntil: [Int64]
  private(set) var hangingOnTies: [Int]
  /// One after the other: `group << 8 | depth`, then as many instants, in milliseconds from one
  /// zero.
  private(set) var stops: [Int64] = []
  private let stepCount: Int
  private let scale: Int64
  private let zero: Int64

  /// - Parameters:
  ///   - scale: milliseconds of a tick.
  ///   - zero: milliseconds since 1970 UTC at tick 0.
  init(stepCount: Int, groupCount: Int, scale: Int64, zero: Int64) {
    self.stepCount = stepCount
    self.scale = scale
    self.zero = zero
    let size = (stepCount + 1) * groupCount
    users = Array(repeating: 0, count: size)
    mature = users
    open = users
    openUntil = Array(repeating: .min, count: size)
    hangingOnTies = Array(repeating: 0, count: groupCount)
  }

  @inline(__always)
  mutating func add<Code, Instant>(
    _ user: ChainKernel<Code, Instant>.User, _ found: UnsafeMutablePointer<Int64>, group: Int32
  ) {
    let base = Int(group) * (stepCount + 1)
    users[base + user.depth] += 1
    mature[base + user.matureDepth] += 1
    if user.hangsOnTies { hangingOnTies[Int(group)] += 1 }
    if let until = user.openUntil, user.depth < stepCount {
      open[base + user.depth] += 1
      openUntil[base + user.depth] = max(
        openUntil[base + user.depth], zero &+ until &* scale)
    }
    guard user.depth > 1 else { return }
    stops.append(Int64(group) << 8 | Int64(user.depth))
    for step in 0..<user.depth { stops.append(found[step] &* scale) }
  }
}

/// The parts of all users together.
struct FunnelParts: Sendable {
  private let parts: [FunnelPart]
  private let stepCount: Int

  init(_ parts: [FunnelPart], stepCount: Int) {
    self.parts = parts
    self.stepCount = stepCount
  }

  private var groupCount: Int { parts.first?.hangingOnTies.count ?? 0 }

  func hasUsers(in group: Int) -> Bool {
    let places = (group * (stepCount + 1))..<((group + 1) * (stepCount + 1))
    return parts.contains { part in places.contains { part.users[$0] > 0 } }
  }

  /// The counts of one group, or of all together.
  func tally(_ steps: StepList, group: Int32?) -> FunnelTally {
    var tally = FunnelTally(steps)
    let groups = group.map { Int($0)..<(Int($0) + 1) } ?? 0..<groupCount
    for part in parts {
      for group in groups {
        for depth in 1...stepCount {
          let place = group * (stepCount + 1) + depth
          for step in 0..<depth {
            tally.reached[step] += part.users[place]
            tally.mature[step] += part.mature[place]
          }
          if depth < stepCount {
            tally.add(open: part.open[place], until: part.openUntil[place], at: depth)
          }
        }
        tally.hangingOnTies += part.hangingOnTies[group]
      }
    }
    let times = Concurrent.map(2 * (stepCount - 1)) { [reached = tally.reached] index in
      self.times(
        at: index / 2 + 1, in: group, isOverall: index % 2 == 1, count: reached[index / 2 + 1])
    }
    for (index, values) in times.enumerated() {
      if index % 2 == 1 {
        tally.overall[index / 2 + 1] = values
      } else {
        tally.seconds[index / 2 + 1] = values
      }
    }
    return tally
  }

  /// Seconds from the step before, or from the entry, of all who reached a step.
  private func times(
    at step: Int, in group: Int32?, isOverall: Bool, count: Int
  ) -> [Double] {
    Array(unsafeUninitializedCapacity: count) { buffer, initialized in
      for part in parts {
        part.stops.withUnsafeBufferPointer { stops in
          var place = 0
          while place < stops.count {
            let head = stops[place]
            let depth = Int(head & 0xFF)
            let isCounted = depth > step && (group.map { Int64($0) == head >> 8 } ?? true)
            if isCounted, initialized < buffer.count {
              let last = stops[place + 1 + (isOverall ? 0 : step - 1)]
              (buffer.baseAddress.map { $0 + initialized })?.initialize(
                to: Double(stops[place + 1 + step] &- last) / 1000)
              initialized += 1
            }
            place += depth + 1
          }
        }
      }
    }
  }
}

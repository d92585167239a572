import Engine

/// Reads users under the plainest rules: steps in order within a fixed window, each event serving
/// one step at most.
///
/// It keeps, for each number of steps, the chain with the latest entry, as `StepMatcher` does.
/// Where an event serves one step alone, the steps that events of one instant can add to a chain
/// are the consecutive ones among theirs. All instants are in the ticks of the columns.
struct ChainKernel<Code: Packed, Instant: Packed> {
  let columns: RawColumns<Code, Instant>
  /// By code the step it serves, from 1; 0 for none.
  let stepOf: UnsafePointer<UInt8>
  let stepCount: Int
  let window: Int64
  /// Entries lie before it.
  let entryEnd: Int64
  /// Attempts whose window does not end before it are open; nil where none can be.
  let maturityEnd: Int64?

  /// What one user did.
  struct User {
    var depth = 0
    var matureDepth = 0
    /// The last end of the window of an open attempt; nil where none is open.
    var openUntil: Int64?
    var hangsOnTies = false
  }

  /// How far a user's best attempt got.
  private struct Outcome {
    var depth = 0
    var entry: Int64 = 0
    var finish: Int64 = 0
    var firstEntry = Int64.max
    var lastEntry = Int64.min
    var hasTies = false
  }

  /// Earlier than every instant by more than any window, without overflow in a difference.
  private var never: Int64 { Int64.min / 2 }

  /// Reads a user's rows, which lie in order of time.
  ///
  /// - Parameters:
  ///   - latest: scratch of `2 * (stepCount + 1)` places.
  ///   - stops: the instants of the steps of the best attempt, `depth` of them where there are two
  ///     or more.
  @inline(__always)
  func read(
    _ rows: Range<Int>, _ latest: UnsafeMutablePointer<Int64>, stops: UnsafeMutablePointer<Int64>
  ) -> User {
    var outcome = plain(rows, latest)
    if outcome.hasTies { outcome = grouped(rows, latest, before: entryEnd) }
    guard outcome.depth > 0 else { return User() }
    var user = User(depth: outcome.depth, matureDepth: outcome.depth)
    if outcome.hasTies, outcome.depth > 1 {
      let later = grouped(rows, latest, before: entryEnd, isStrictlyLater: true)
      user.hangsOnTies = later.depth < outcome.depth
    }
    if let maturityEnd { settle(&user, outcome, rows, latest, maturityEnd) }
    if outcome.depth > 1 { findStops(outcome, rows, stops) }
    return user
  }

  private func settle(
    _ user: inout User, _ outcome: Outcome, _ rows: Range<Int>,
    _ latest: UnsafeMutablePointer<Int64>, _ maturityEnd: Int64
  ) {
    guard outcome.lastEntry &+ window >= maturityEnd else { return }
    user.openUntil = outcome.lastEntry &+ window
    let before = min(entryEnd, maturityEnd &- window)
    user.matureDepth =
      outcome.firstEntry < before ? grouped(rows, latest, before: before).depth : 0
  }

  /// Takes each event by itself; stops at events of one instant, whose order says nothing.
  @inline(__always)
  private func plain(_ rows: Range<Int>, _ latest: UnsafeMutablePointer<Int64>) -> Outcome {
    for step in 0...stepCount { latest[step] = never }
    var outcome = Outcome()
    var last = never
    var row = rows.lowerBound
    let end = rows.upperBound
    while row < end {
      let step = Int(stepOf[Int(truncatingIfNeeded: columns.codes[row])])
      if step != 0 {
        let instant = columns.tick(row)
        if instant == last {
          outcome.hasTies = true
          return outcome
        }
        last = instant
        if step == 1 {
          if instant < entryEnd {
            latest[1] = instant
            outcome.lastEntry = instant
            if outcome.depth == 0 {
              outcome.depth = 1
              outcome.entry = instant
              outcome.finish = instant
              outcome.firstEntry = instant
            }
          }
        } else {
          let entry = latest[step - 1]
          if instant &- entry <= window {
            latest[step] = entry
            if step > outcome.depth {
              outcome.depth = step
              outcome.entry = entry
              outcome.finish = instant
              // Nothing later can make a finished attempt better, nor its rates more mature.
              if step == stepCount, entry < settledBefore {
                var next = row + 1
                outcome.hasTies = steps(at: instant, &next, end) != 0
                return outcome
              }
            }
          }
        }
      }
      row += 1
    }
    return outcome
  }

  /// Those of the rows that lie in a range of time.
  func rows(_ rows: Range<Int>, from start: Int64, before end: Int64) -> Range<Int> {
    var (low, high) = (rows.lowerBound, rows.upperBound)
    while low < high, columns.tick(low) < start { low += 1 }
    while low < high, columns.tick(high - 1) >= end { high -= 1 }
    return low..<high
  }

  /// Attempts that begin before it have had their whole window.
  private var settledBefore: Int64 { maturityEnd.map { $0 &- window } ?? .max }

  /// Takes the events of each instant together.
  private func grouped(
    _ rows: Range<Int>, _ latest: UnsafeMutablePointer<Int64>, before entryEnd: Int64,
    isStrictlyLater: Bool = false
  ) -> Outcome {
    let old = latest + stepCount + 1
    for step in 0...stepCount { latest[step] = never }
    var outcome = Outcome()
    outcome.hasTies = true
    var row = rows.lowerBound
    while row < rows.upperBound {
      let instant = columns.tick(row)
      var steps = self.steps(at: instant, &row, rows.upperBound)
      // An event that opens no attempt does not serve the first step.
      if instant >= entryEnd { steps &= ~1 }
      guard steps != 0 else { continue }
      if steps & 1 == 1 {
        outcome.lastEntry = instant
        outcome.firstEntry = min(outcome.firstEntry, instant)
      }
      for step in 0...stepCount { old[step] = latest[step] }
      old[0] = instant
      var reached = 0
      for from in 0..<stepCount where instant &- old[from] <= window {
        var to = from
        while to < stepCount, steps >> UInt64(to) & 1 == 1 {
          to += 1
          latest[to] = max(latest[to], old[from])
          reached = max(reached, to)
          if isStrictlyLater { break }
        }
      }
      if reached > outcome.depth {
        outcome.depth = reached
        outcome.entry = latest[reached]
        outcome.finish = instant
      }
    }
    return outcome
  }

  /// The steps that the events of one instant serve, a bit each; moves on past them.
  @inline(__always)
  private func steps(at instant: Int64, _ row: inout Int, _ end: Int) -> UInt64 {
    var steps: UInt64 = 0
    while row < end, columns.tick(row) == instant {
      let step = stepOf[Int(truncatingIfNeeded: columns.codes[row])]
      if step != 0 { steps |= UInt64(1) << UInt64(step - 1) }
      row += 1
    }
    return steps
  }

  /// The instants of the best attempt, each step as early as it can be.
  private func findStops(
    _ best: Outcome, _ rows: Range<Int>, _ stops: UnsafeMutablePointer<Int64>
  ) {
    var (low, high) = (rows.lowerBound, rows.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if columns.tick(middle) < best.entry {
        low = middle + 1
      } else {
        high = middle
      }
    }
    var row = low
    var found = 0
    while row < rows.upperBound, found < best.depth {
      let instant = columns.tick(row)
      let steps = self.steps(at: instant, &row, rows.upperBound)
      while found < best.depth, steps >> UInt64(found) & 1 == 1 {
        stops[found] = instant
        found += 1
      }
    }
  }
}

import Engine
import Reporting

/// All that is counted under a plan; either engine fills it, and the answer follows from it alone.
struct FunnelCounts: Hashable {
  var total: FunnelTally
  /// The cells of each group, in natural order.
  var keys: [[Cell]] = []
  var groups: [FunnelTally] = []
  /// For each group the units as they are without it: their best attempts in other groups.
  var rest: [Share] = []
  /// Rows of the population that belong to no unit.
  var unassigned = 0
  /// By user the number of the step that `as NAME` asks about; nil where nothing is kept.
  var saved: [Int]?
  /// By user the steps of the best reading, 0 for who is not in the funnel; nil where not asked.
  var masks: [UInt64]?

  /// Converted among those that a rate is taken over.
  struct Share: Hashable {
    var successes = 0
    var trials = 0

    static func + (left: Share, right: Share) -> Share {
      Share(successes: left.successes + right.successes, trials: left.trials + right.trials)
    }

    static func - (left: Share, right: Share) -> Share {
      Share(successes: left.successes - right.successes, trials: left.trials - right.trials)
    }

    var pair: (successes: Int, trials: Int) { (successes, trials) }
  }

  /// Throws E500 where the counts contradict each other.
  func checkInvariants() throws(Diagnostic) {
    try total.checkInvariants()
    for group in groups { try group.checkInvariants() }
  }
}

extension FunnelTally {
  /// Converted at the last required step among those that a rate is taken over.
  func share(usesAll: Bool) -> FunnelCounts.Share {
    let counts = counts(usesAll: usesAll)
    return FunnelCounts.Share(successes: counts[lastRequired], trials: counts[0])
  }
}

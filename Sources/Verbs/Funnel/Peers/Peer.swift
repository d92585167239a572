import Engine
import Language
import Reporting

extension Funnel {
  /// Another product whose documented rules count a funnel instead of ours.
  public enum Peer: Hashable, Sendable {
    case posthog
    /// Whether every entry counts (Optimized Re-entry) rather than the first alone.
    case mixpanel(reenters: Bool)
    case amplitude
    case clickhouse(ClickHouseModes)
    case kusto

    var rules: any PeerRules {
      switch self {
      case .posthog: PostHogRules()
      case .mixpanel(let reenters): MixpanelRules(reenters: reenters)
      case .amplitude: AmplitudeRules()
      case .clickhouse(let modes): ClickHouseRules(modes: modes)
      case .kusto: KustoRules()
      }
    }
  }
}

/// How another product counts a funnel: a value for each, with the source in its comment.
///
/// None of them knows an attempt that still has time: every entrant is in the denominator.
protocol PeerRules: Sendable {
  /// The word after `using`, which is also the name of its population.
  var word: String { get }
  /// As its maker writes it.
  var name: String { get }
  /// What it does, for the rule line; begins after "as … counts: ".
  var summary: Phrase { get }
  /// The window where none is written; nil where one must be.
  var defaultWindow: CalendarSpan? { get }
  /// Whether every step, not the entry alone, must lie in the range.
  var boundsAllSteps: Bool { get }
  /// Whether events that serve no step are looked at.
  var seesOtherEvents: Bool { get }
  /// Why a part of the query does not go with these rules; nil where it does.
  func refusal(of part: PeerPart) -> Phrase?
  /// The best reading of a unit; without a step where the unit is left out of the funnel.
  func reading(
    of unit: EntryGatherer.Unit, by matcher: FunnelMatcher, opens: (Int) -> Bool
  ) -> Reading
  /// The attempts of a unit, where attempts are counted and not units.
  func attempts(of unit: EntryGatherer.Unit, by matcher: FunnelMatcher) -> [PeerAttempt]
  /// Why a unit counts otherwise than under our rules.
  func reason(_ difference: PeerDifference) -> Phrase
}

/// A part of a query that not every product has.
enum PeerPart: Hashable {
  case strict, anyOrder, strictly, calendar, each, session, entries, column, excludeUser
  case optional, exclusion, hold, propertySplit, periodSplit
}

/// One attempt, where attempts are counted.
struct PeerAttempt {
  /// The place of the event it began with.
  let event: Int
  let stops: [Stop]
}

/// How a unit counts under another product's rules, seen from ours.
enum PeerDifference: Int, Hashable, CaseIterable {
  case leftOut, shallower, deeper, otherSteps
}

extension PeerRules {
  var boundsAllSteps: Bool { true }
  var seesOtherEvents: Bool { false }

  func attempts(of unit: EntryGatherer.Unit, by matcher: FunnelMatcher) -> [PeerAttempt] { [] }
}

extension Reading {
  /// The first so many steps, all at the given stops.
  init(stops: [Stop]) {
    self.init(
      required: stops.count, entry: stops.first?.instant ?? 0,
      finish: stops.map(\.instant).max() ?? 0, stops: stops,
      mask: stops.count >= 64 ? .max : UInt64(1) << UInt64(stops.count) - 1)
  }
}

import Engine
import Language
import Reporting

/// PostHog's funnels (PostHog/posthog, `funnel-udf/src/steps.rs` and its tests of funnels).
///
/// - Every event of the first step opens an attempt; it takes the earliest event for each step, to
///   the end of the window inclusive, and each event once. Events of one instant are taken in
///   whichever order helps.
/// - An attempt is tainted by an excluded event strictly between the two steps it is told for, or
///   after the first of them and up to the window's end where the second is not reached. A unit
///   none of whose deepest attempts is clean leaves the funnel; without an order its best clean
///   attempt counts.
/// - Of the clean deepest attempts the one that finishes first is timed, then the latest entry.
struct PostHogRules: PeerRules {
  let word = "posthog"
  let name = "PostHog"
  let defaultWindow: CalendarSpan? = CalendarSpan(14, .day)

  let summary = Phrase(
    "the deepest of all attempts, an exclusion in it removes the user, all steps in the range,"
      + " immature entrants in the rates",
    "取走得最远的尝试，其中有排除事件则剔除用户，各步均须在范围内，窗口未满者计入比率")

  func refusal(of part: PeerPart) -> Phrase? {
    switch part {
    case .strict, .anyOrder, .session, .column, .optional, .exclusion, .propertySplit, .periodSplit:
      nil
    case .strictly:
      Phrase(
        "it takes events of one instant in whichever order helps", "同一时刻的事件按有利的顺序取")
    case .calendar, .each:
      Phrase("its window is a span from the first step", "它的窗口是自第一步起的一段时长")
    case .entries: Phrase("it counts users or groups", "它统计用户或群组")
    case .excludeUser:
      Phrase("its exclusions leave users out anyway", "它的排除本来就会剔除用户")
    case .hold: Phrase("it holds no property constant", "它没有属性保持一致的功能")
    }
  }

  func reading(
    of unit: EntryGatherer.Unit, by matcher: FunnelMatcher, opens: (Int) -> Bool
  ) -> Reading {
    let events = unit.events
    guard unit.hasExcluded else {
      return matcher.reading(of: events, hasStops: true, opens: opens)
    }
    let line = matcher.timeline(events, key: nil, opens: opens)
    let isAnyOrder = matcher.rules.order == .anyOrder
    var deepest = 0
    var best: AttemptOutcome?
    for moment in 0..<line.count {
      guard let deadline = line.deadlines[moment] else { continue }
      let outcome = matcher.outcome(at: moment, in: line, deadline: deadline)
      deepest = max(deepest, outcome.required)
      if best.map({ !outcome.precedes($0) }) ?? false { continue }
      if isTainted(outcome, matcher, line) { continue }
      best = outcome
    }
    guard let best, isAnyOrder || best.required == deepest else { return Reading() }
    return matcher.reading(of: best, in: line, hasStops: true)
  }

  private func isTainted(
    _ outcome: AttemptOutcome, _ matcher: FunnelMatcher, _ line: Timeline
  ) -> Bool {
    let stops = matcher.stops(of: outcome, in: line)
    return matcher.rules.exclusions.enumerated().contains { kind, exclusion in
      guard let from = stops.first(where: { $0.step == exclusion.first }) else { return false }
      if let to = stops.first(where: { $0.step == exclusion.last }) {
        return line.hasExcluded(kind, after: from.instant, before: to.instant)
      }
      let end = outcome.deadline == .max ? .max : outcome.deadline + 1
      return line.hasExcluded(kind, after: from.instant, before: end)
    }
  }

  func reason(_ difference: PeerDifference) -> Phrase {
    switch difference {
    case .leftOut:
      Phrase(
        "an excluded event in the deepest attempt leaves them out altogether; ours keeps the steps"
          + " before it, or another attempt",
        "最深的尝试中有排除事件即整个剔除；本工具保留此前的步骤，或取另一次尝试")
    case .shallower:
      Phrase(
        "a later step lies after the range, or its best clean attempt stops earlier",
        "后续步骤晚于范围，或其最好的无排除尝试止步更早")
    case .deeper:
      Phrase(
        "an excluded event stops ours where its attempt is not tainted",
        "排除事件使本工具止步，而它的尝试未受影响")
    case .otherSteps:
      Phrase("other optional steps are matched", "匹配了不同的可选步骤")
    }
  }
}

import Engine
import Language
import Reporting

/// Amplitude's funnel analysis (amplitude.com/docs, "How Amplitude computes funnels").
///
/// Of all attempts the longest counts, and of those the one that begins first; "this order" lets
/// other events come between, "exact order" does not, "any order" takes the steps as they come. One
/// event serves one step. Users enter in the range and may finish after it, 30 days by default.
struct AmplitudeRules: PeerRules {
  let word = "amplitude"
  let name = "Amplitude"
  let defaultWindow: CalendarSpan? = CalendarSpan(30, .day)
  let boundsAllSteps = false

  let summary = Phrase(
    "the longest attempt, of those the earliest, immature entrants in the rates",
    "取最长的尝试，同长取最早者，窗口未满者计入比率")

  func refusal(of part: PeerPart) -> Phrase? {
    switch part {
    case .strict, .anyOrder, .session, .column, .hold, .periodSplit: nil
    case .exclusion, .excludeUser:
      Phrase(
        "what its exclusions do to earlier steps is not documented", "它的排除如何影响此前的步骤，文档没有说明")
    case .optional: Phrase("it has no optional steps", "它没有可选步骤")
    case .strictly: Phrase("how it orders one instant is not documented", "同一时刻如何排序，文档没有说明")
    case .calendar, .each:
      Phrase("its window is a span from the first step", "它的窗口是自第一步起的一段时长")
    case .entries:
      Phrase("which events its totals use up is not documented", "它的次数会占用哪些事件，文档没有说明")
    case .propertySplit:
      Phrase(
        "which event's value it files an attempt under is not documented exactly",
        "它按哪个事件的取值归组，文档说得不确切")
    }
  }

  func reading(
    of unit: EntryGatherer.Unit, by matcher: FunnelMatcher, opens: (Int) -> Bool
  ) -> Reading {
    let events = unit.events
    var best = Reading()
    for key in events.keys.isEmpty ? [nil] : events.entryKeys(opens: opens).map({ $0 }) {
      let isOwn = { (event: Int) in opens(event) && (key.map { events.keys[event] == $0 } ?? true) }
      guard key.map({ $0 >= 0 }) ?? true else {
        if best.required == 0 { best = matcher.reading(of: events, hasStops: true, opens: isOwn) }
        continue
      }
      let line = matcher.timeline(events, key: key, opens: isOwn)
      var found: AttemptOutcome?
      for moment in 0..<line.count {
        guard let deadline = line.deadlines[moment] else { continue }
        let outcome = matcher.outcome(at: moment, in: line, deadline: deadline)
        if outcome.required > (found?.required ?? 0) { found = outcome }
      }
      guard let found else { continue }
      let reading = matcher.reading(of: found, in: line, hasStops: true)
      let mine = (reading.required, -reading.entry)
      if mine > (best.required, -best.entry) || best.required == 0 { best = reading }
    }
    return best
  }

  func reason(_ difference: PeerDifference) -> Phrase {
    Phrase("events of one instant are read otherwise", "同一时刻的事件读法不同")
  }
}

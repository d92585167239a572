import Engine
import Reporting

/// The single change that would have brought a user further, checked by reading the user again.
///
/// Each candidate is tried on the events themselves: an event left out, moved into the window, or
/// moved behind the step before it. Only one that brings more steps is named.
struct FunnelChange {
  private let ladder: FunnelLadder
  private var plan: Funnel.Plan { ladder.plan }
  private var events: FunnelEvents { ladder.unit.events }

  init(_ ladder: FunnelLadder) { self.ladder = ladder }

  var finding: Ladder.Finding? {
    if ladder.isComplete { return nil }
    if ladder.depth == 0 { return Ladder.Finding("change", noEntry) }
    if let text = withoutExcluded ?? late ?? withoutBetween ?? early ?? outsideRange {
      return Ladder.Finding("change", text)
    }
    return Ladder.Finding("change", never)
  }

  /// The first required step that is missing.
  private var missing: Int {
    let mask = ladder.read.reading.mask
    if plan.rules.order == .anyOrder {
      return (0..<plan.steps.count).first { step in
        !ladder.unit.rows.contains { ladder.gatherer.steps[$0] >> UInt64(step) & 1 == 1 }
      } ?? plan.steps.count - 1
    }
    return plan.steps.indices.first { !plan.steps[$0].isOptional && mask >> UInt64($0) & 1 == 0 }
      ?? plan.steps.count - 1
  }

  private func serves(_ row: Int, _ step: Int) -> Bool {
    ladder.gatherer.steps[row] >> UInt64(step) & 1 == 1
  }

  private var rows: Range<Int> { ladder.dataset.events.rows(of: ladder.user) }

  private func time(_ row: Int) -> Int64 { ladder.dataset.events.times[row] }

  // MARK: Reading again

  private func isDeeper(_ events: FunnelEvents) -> Bool {
    let reading = ladder.matcher.reading(of: events, hasStops: false) { _ in true }
    return reading.required > ladder.read.reading.required
  }

  private func without(_ event: Int) -> FunnelEvents {
    ladder.unit.selecting((0..<events.count).filter { $0 != event }).events
  }

  private func moving(_ event: Int, to instant: Int64) -> FunnelEvents {
    var moved = ladder.unit
    moved.events.instants[event] = instant
    // Where it opened an attempt it opens none elsewhere: only its step is asked for.
    moved.events.deadlines[event] = nil
    let order = moved.rows.indices.sorted {
      (moved.events.instants[$0], $0) < (moved.events.instants[$1], $1)
    }
    return moved.selecting(order).events
  }

  // MARK: Candidates

  /// An excluded event without which a further step is reached.
  private var withoutExcluded: Phrase? {
    guard !events.excluded.isEmpty else { return nil }
    for event in 0..<events.count where events.excluded[event] != 0 {
      if isDeeper(without(event)) {
        let (name, at) = (label(of: event), ladder.text(events.instants[event]))
        return Phrase(
          "What would have changed it: without \(name.english) on \(at) a further step is reached.",
          "差在哪里：若没有 \(at) 的\(name.chinese)，就能再进一步。")
      }
    }
    return nil
  }

  /// An event of the missing step that came too late for an attempt, the least late first.
  private var late: Phrase? {
    var best: (lateness: Int64, event: Int, limit: Int64, isEach: Bool)?
    for event in 0..<events.count
    where events.steps[event] >> UInt64(missing) & 1 == 1 {
      for attempt in ladder.attempts where events.instants[attempt.event] <= events.instants[event]
      {
        for (limit, isEach) in limits(of: attempt) {
          let lateness = events.instants[event] &- limit
          guard lateness > 0, lateness < best?.lateness ?? .max,
            isDeeper(moving(event, to: limit))
          else { continue }
          best = (lateness, event, limit, isEach)
        }
      }
    }
    guard let best else { return nil }
    let (name, at) = (label(of: best.event), ladder.text(events.instants[best.event]))
    let by = ladder.duration(best.lateness)
    return best.isEach
      ? Phrase(
        "What would have changed it: \(name.english) on \(at) came \(by.english) after the time"
          + " allowed from the step before.",
        "差在哪里：\(at) 的\(name.chinese)比上一步允许的时限晚了\(by.chinese)。")
      : Phrase(
        "What would have changed it: \(name.english) on \(at) came \(by.english) after the window.",
        "差在哪里：\(at) 的\(name.chinese)比窗口晚了\(by.chinese)。")
  }

  /// Until when the missing step could have come.
  private func limits(of attempt: FunnelLadder.Attempt) -> [(Int64, isEach: Bool)] {
    var limits: [(Int64, isEach: Bool)] = []
    if attempt.deadline < .max { limits.append((attempt.deadline, false)) }
    if let each = plan.rules.each {
      let last = attempt.reading.stops.last?.instant ?? events.instants[attempt.event]
      limits.append((each.end(from: last, in: ladder.dataset.calendar), true))
    }
    return limits
  }

  /// Under `strict`, an event that came between.
  private var withoutBetween: Phrase? {
    guard plan.rules.order == .strict else { return nil }
    for event in 0..<events.count where isDeeper(without(event)) {
      let (name, at) = (label(of: event), ladder.text(events.instants[event]))
      return Phrase(
        "What would have changed it: \(name.english) on \(at) came between two steps.",
        "差在哪里：\(at) 的\(name.chinese)插在了两步之间。")
    }
    return nil
  }

  /// An event of the missing step that came before the step it has to follow.
  private var early: Phrase? {
    guard plan.rules.order != .anyOrder, let last = ladder.stops.last else { return nil }
    let target = plan.rules.isStrictlyLater ? last.instant &+ 1 : last.instant
    for event in (0..<events.count).reversed()
    where events.steps[event] >> UInt64(missing) & 1 == 1 && events.instants[event] <= last.instant
    {
      guard isDeeper(moving(event, to: target)) else { continue }
      let (name, at) = (label(of: event), ladder.text(events.instants[event]))
      let before = plan.stepLabel(last.step)
      return Phrase(
        "What would have changed it: \(name.english) on \(at) came before \(before.english), not"
          + " after it.",
        "差在哪里：\(at) 的\(name.chinese)早于\(before.chinese)，而不是在其后。")
    }
    // Before the first entry nothing is gathered, but it may be told all the same.
    guard let row = rows.last(where: { serves($0, missing) && time($0) <= last.instant }),
      !ladder.unit.rows.contains(row)
    else { return nil }
    let (name, at) = (stepLabel(missing), ladder.text(time(row)))
    let before = plan.stepLabel(last.step)
    return Phrase(
      "What would have changed it: \(name.english) on \(at) came before \(before.english), not"
        + " after it.",
      "差在哪里：\(at) 的\(name.chinese)早于\(before.chinese)，而不是在其后。")
  }

  /// Without a window the range bounds the later steps.
  private var outsideRange: Phrase? {
    guard !plan.rules.hasWindow, let end = plan.range.end,
      let row = rows.first(where: { serves($0, missing) && time($0) >= end })
    else { return nil }
    let (name, at) = (stepLabel(missing), ladder.text(time(row)))
    return Phrase(
      "What would have changed it: \(name.english) on \(at) lies after the range.",
      "差在哪里：\(at) 的\(name.chinese)在时间范围之后。")
  }

  private var never: Phrase {
    let name = stepLabel(missing)
    if rows.contains(where: { serves($0, missing) }) {
      return Phrase(
        "No single change would do: \(name.english) never stands where an attempt needs it.",
        "没有哪一处改动足够：“\(name.chinese)”从未出现在需要的位置。")
    }
    return Phrase(
      "Nothing would have changed it: the user never did \(name.english).",
      "没有差一点的情况：该用户从未做过“\(name.chinese)”。")
  }

  /// Why there is no attempt at all.
  private var noEntry: Phrase {
    let name = stepLabel(0)
    let entries = rows.filter {
      plan.rules.order == .anyOrder ? ladder.gatherer.steps[$0] != 0 : serves($0, 0)
    }
    guard let first = entries.first else {
      return Phrase(
        "Nothing would have changed it: the user never did \(name.english).",
        "没有差一点的情况：该用户从未做过“\(name.chinese)”。")
    }
    let start = plan.range.start
    let near = start.flatMap { start in entries.last { time($0) < start } } ?? first
    let at = ladder.text(time(near))
    return Phrase(
      "What would have changed it: \(name.english) on \(at) lies outside the range.",
      "差在哪里：\(at) 的“\(name.chinese)”在时间范围之外。")
  }

  // MARK: Names

  private func label(of event: Int) -> Phrase {
    let name = ladder.name(of: ladder.unit.rows[event])
    return ladder.dataset.labels.events[name] ?? Phrase(verbatim: name)
  }

  private func stepLabel(_ step: Int) -> Phrase { plan.steps[step].label }
}

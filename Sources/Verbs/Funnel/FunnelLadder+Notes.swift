import Charts
import Engine
import Reporting

extension FunnelLadder {
  /// What one event did.
  func notes(of row: Int, _ taken: [Int: Int]) -> [Phrase] {
    var notes: [Phrase] = []
    if let step = taken[row] {
      notes.append(
        Phrase("took step \(step + 1) of the deepest reading", "最深一次中的第 \(step + 1) 步"))
    }
    if let event = unit.rows.firstIndex(of: row) {
      for attempt in attempts where attempt.event == event { notes.append(fate(of: attempt)) }
    }
    if isExcluded(row) { notes.append(exclusionNote(of: row)) }
    if notes.isEmpty { notes.append(idleNote(of: row)) }
    return notes
  }

  /// What became of an attempt: how far it got, and whether its time is over.
  private func fate(of attempt: Attempt) -> Phrase {
    let steps = attempt.reading.mask.nonzeroBitCount
    let opens = Phrase("opens an attempt: ", "开始一次尝试：")
    let reached = Phrase(
      "reached \(steps) of \(plan.steps.count)", "走到第 \(steps)/\(plan.steps.count) 步")
    if attempt.reading.required == matcher.steps.requiredCount {
      return opens + Phrase("complete", "完成")
    }
    if attempt.unvoided.mask.nonzeroBitCount > steps {
      return opens + reached + Phrase(", voided by an excluded event", "，被排除的事件作废")
    }
    if attempt.deadline == .max { return opens + reached }
    let until = self.text(attempt.deadline)
    return opens + reached
      + (isOpen(attempt)
        ? Phrase(", open until \(until)", "，窗口开放至 \(until)")
        : Phrase(", expired at \(until)", "，已于 \(until) 过期"))
  }

  func isOpen(_ attempt: Attempt) -> Bool {
    gatherer.maturityEnd.map { attempt.deadline >= $0 } ?? false
  }

  private func exclusionNote(of row: Int) -> Phrase {
    let kinds = gatherer.excluded?[row] ?? 0
    let label = plan.rules.exclusions.enumerated().filter { kinds >> UInt64($0.offset) & 1 == 1 }
      .map(\.element.label).joined(separator: ", ")
    let time = dataset.events.times[row]
    let struck = attempts.contains { attempt in
      attempt.unvoided.mask.nonzeroBitCount > attempt.reading.mask.nonzeroBitCount
        && unit.events.instants[attempt.event] < time && time <= attempt.deadline
    }
    return struck
      ? Phrase(
        "excluded (\(label.english)): voids the attempt it falls into",
        "被排除的事件（\(label.chinese)）：使所在的尝试作废")
      : Phrase("excluded (\(label.english)): voids nothing", "被排除的事件（\(label.chinese)）：没有作废任何尝试")
  }

  /// Why an event that could serve a step serves none.
  private func idleNote(of row: Int) -> Phrase {
    let served = gatherer.steps[row]
    guard served != 0 else {
      return Phrase("no step: breaks a strict chain", "不属于任何步骤：打断严格相邻")
    }
    let list = (0..<plan.steps.count).filter { served >> UInt64($0) & 1 == 1 }
      .map { String($0 + 1) }.joined(separator: ", ")
    let could = Phrase("could be step \(list), ", "可作第 \(list) 步，")
    let time = dataset.events.times[row]
    if !plan.range.contains(time), !unit.rows.contains(row) {
      return could + Phrase("outside the range", "但在时间范围之外")
    }
    if let first = unit.events.deadlines.firstIndex(where: { $0 != nil }),
      time < unit.events.instants[first]
    {
      return could + Phrase("before any entry", "但早于所有入口")
    }
    if attempts.isEmpty { return could + Phrase("no attempt is open", "但没有进行中的尝试") }
    if attempts.allSatisfy({ $0.deadline < time || unit.events.instants[$0.event] > time }) {
      return could + Phrase("after the window of every attempt", "但晚于所有尝试的窗口")
    }
    return could + Phrase("not needed by the deepest reading", "最深一次未用到")
  }

  // MARK: What it comes to

  var findings: [Ladder.Finding] {
    if let outside { return [Ladder.Finding("counted", outside)] }
    var found = [reachedFinding]
    if let until = read.openUntil, !isComplete {
      let time = self.text(until)
      found.append(
        Ladder.Finding(
          "open",
          Phrase(
            "Still open: an attempt lasts until \(time), so the next step may still come.",
            "仍在窗口内：有一次尝试开放至 \(time)，下一步仍可能发生。")))
    }
    if let change = FunnelChange(self).finding { found.append(change) }
    return found
  }

  var isComplete: Bool { read.reading.required == matcher.steps.requiredCount }

  private var reachedFinding: Ladder.Finding {
    let count = plan.steps.count
    guard depth > 0 else {
      return Ladder.Finding(
        "reached", Phrase("Reached 0 of \(count) steps.", "走到第 0/\(count) 步。"))
    }
    let stops = self.stops
    let path = stops.map { stop in
      let label = plan.stepLabel(stop.step)
      let time = self.text(stop.instant)
      return Phrase("\(label.english) \(time)", "\(label.chinese) \(time)")
    }.joined(separator: " → ")
    var sentence = Phrase("Reached \(depth) of \(count) steps: ", "走到第 \(depth)/\(count) 步：") + path
    if let first = stops.first, let last = stops.last, last.instant > first.instant {
      sentence =
        sentence + Phrase(" (", "（") + duration(last.instant &- first.instant) + Phrase(")", "）")
    }
    return Ladder.Finding("reached", sentence)
  }

  func text(_ instant: Int64) -> String { dataset.calendar.text(of: instant) }

  func duration(_ milliseconds: Int64) -> Phrase {
    let seconds = Double(milliseconds) / 1000
    return Phrase(
      NumberText.duration(seconds: seconds, in: .english),
      NumberText.duration(seconds: seconds, in: .chinese))
  }
}

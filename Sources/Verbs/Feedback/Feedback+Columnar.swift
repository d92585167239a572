import Engine
import Language
import Reporting
import Statistics

extension Feedback {
  public static func evaluate(
    _ plan: Plan, on dataset: Dataset, interrupt: Interrupt
  ) throws(Diagnostic) -> Answer {
    try answer(
      plan, on: dataset, counts: try count(plan, on: dataset, interrupt: interrupt))
  }

  /// The answer that follows from what was counted.
  static func answer(
    _ plan: Plan, on dataset: Dataset, counts: FeedbackCounts
  ) throws(Diagnostic) -> Answer {
    try counts.checkInvariants()
    var page = FeedbackPage(plan: plan, dataset: dataset, counts: counts)
    for (facet, counted) in zip(plan.facets, counts.facets) { page.add(facet, counted) }
    page.finish()
    var answer = Answer(
      tables: page.tables, rule: plan.rule, warnings: page.allWarnings,
      notes: page.distinctNotes)
    if let saving = plan.saving { answer.saved = saved(saving, counts, dataset) }
    return answer
  }

  private static func saved(
    _ saving: Saving, _ counts: FeedbackCounts, _ dataset: Dataset
  ) -> SavedSet {
    if counts.saved.count == 1, let only = counts.saved.first, only.part.isEmpty {
      return SavedSet(name: saving.name, kind: .segment(only.users))
    }
    return SavedSet(
      name: saving.name,
      kind: .partition(counts.saved.map { (part: $0.part, users: $0.users) }))
  }

  /// Counts what the plan asks for.
  static func count(
    _ plan: Plan, on dataset: Dataset, interrupt: Interrupt
  ) throws(Diagnostic) -> FeedbackCounts {
    guard let answers = dataset.feedback else { return FeedbackCounts() }
    var counter = try FeedbackCounter(plan, answers, dataset, interrupt: interrupt)
    return try counter.count()
  }
}

extension FeedbackCounts {
  fileprivate func checkInvariants() throws(Diagnostic) {
    for facet in facets where !facet.holds { throw .brokenInvariant("feedback answers") }
  }
}

extension FeedbackCounts.Facet {
  /// Whether the parts of each tally add up.
  fileprivate var holds: Bool {
    switch self {
    case .scores(let groups):
      groups.allSatisfy { group in
        let tally = group.tally
        return tally.counts.values.reduce(0, +) == tally.responses
          && tally.classes.answers == tally.responses && tally.satisfied <= tally.responses
      }
    case .topics(let groups):
      groups.allSatisfy { group in
        let tally = group.tally
        return tally.unclassified + tally.multiple <= tally.texts
          && tally.parts.allSatisfy { $0.answers <= tally.texts - tally.unclassified }
      }
    case .sentiment(let groups): groups.allSatisfy { $0.tally.neutral >= 0 }
    case .search(let groups):
      groups.allSatisfy {
        $0.tally.matches <= $0.tally.texts && $0.tally.rows.count == $0.tally.matches
          && $0.tally.occurrences >= $0.tally.matches
      }
    case .response(let groups):
      groups.allSatisfy { group in
        let tally = group.tally
        return tally.waiting >= 0 && tally.inTime <= tally.judged
          && tally.waits.count <= tally.judged && tally.resolved <= tally.opened
      }
    case .mentions(let groups):
      groups.allSatisfy { $0.tally.negative + $0.tally.unjudged <= $0.tally.mentions }
    case .terms(let groups):
      groups.allSatisfy { group in
        group.tally.counts.values.reduce(0) { $0 + $1.count } == group.tally.words
      }
    case .list: true
    }
  }
}

import Charts
import Engine
import Reporting

extension Cohort {
  public static func render(_ answer: Answer, for plan: Plan, on canvas: Canvas) -> [Block] {
    if case .peer(let question) = plan.question {
      return PeerPicture(plan: plan, question: question, answer: answer, canvas: canvas).blocks
    }
    guard plan.question == .retention else {
      return ActivityPicture(plan: plan, answer: answer, canvas: canvas).blocks
    }
    guard let retention = answer.table("retention"), let average = answer.table("average") else {
      return []
    }
    let picture = RetentionPicture(
      plan: plan, retention: retention, average: average, canvas: canvas)
    let comparison = ComparisonPicture(plan: plan, answer: answer, canvas: canvas)
    if plan.chart == Cohort.ChartKind.none { return picture.grid + comparison.blocks }
    var blocks: [Block] = []
    if plan.fit != nil, plan.chart != .heat {
      blocks = FitPicture(plan: plan, answer: answer, canvas: canvas).blocks
    }
    if plan.columns == nil, plan.comparison != nil || plan.chart == .line {
      if blocks.isEmpty { blocks = picture.lines }
    } else if plan.fit == nil || plan.chart != .line {
      blocks = picture.blocks + blocks
    }
    return blocks + comparison.blocks
  }
}

extension Cohort.Plan {
  var title: Phrase { Phrase("Retention  ", "留存  ") + pair }

  /// A key as people read it: the population, then the dimensions.
  func label(_ key: some Collection<Cell>, in language: DisplayLanguage) -> String {
    var names = key.map { $0.label(labels: valueLabels).text(in: language) }
    if let comparison, let first = key.first, case .text(let text) = first {
      let side = [comparison.a, comparison.b].first { $0.text == text }
      if let side { names[0] = side.label.text(in: language) }
    }
    return names.joined(separator: " · ")
  }
}

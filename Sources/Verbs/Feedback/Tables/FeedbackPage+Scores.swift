import Engine
import Reporting
import Statistics

extension FeedbackPage {
  mutating func addScores(
    _ facet: Feedback.Facet, _ groups: [FeedbackCounts.Group<ScoreTally>]
  ) {
    let question = facet.question
    var table = table(question.rawValue, question)
    let knowsAsked = groups.contains { $0.tally.silent > 0 }
    if knowsAsked {
      table = ResultTable(
        table.name,
        columns: table.columns + [
          ResultColumn("asked", .int), ResultColumn("response_rate", .rate),
        ])
    }
    let isOne = plan.breakdown.isEmpty
    var rows: [[Cell]] = []
    for group in groups where isOne || group.tally.responses > 0 {
      let tally = group.tally
      sizes.append(tally.responses)
      rows.append(
        key(group) + figures(question, tally)
          + (knowsAsked
            ? [.int(tally.answers), .quotient(tally.responses, tally.answers)] : []))
      measure(question.rawValue, Self.measure(question, tally), of: group)
    }
    append([rows], to: table)
    addDistribution(question, groups)
    noteScores(question, groups)
  }

  private static func measure(
    _ question: Feedback.Facet.Question, _ tally: ScoreTally
  ) -> AnswerMeasure {
    switch question {
    case .nps: return .score(tally.classes)
    case .csat: return .share(tally.satisfied, of: tally.responses)
    default:
      var (sum, squares) = (0.0, 0.0)
      for (score, count) in tally.counts.sorted(by: { $0.key < $1.key }) {
        sum += score * Double(count)
        squares += score * score * Double(count)
      }
      return .mean(sum: sum, squares: squares, count: tally.responses)
    }
  }

  private func figures(_ question: Feedback.Facet.Question, _ tally: ScoreTally) -> [Cell] {
    switch question {
    case .nps:
      let classes = tally.classes
      let score = NetPromoterScore(
        promoters: classes.promoters, passives: classes.passives, detractors: classes.detractors)
      return [
        .int(tally.responses), .int(classes.promoters), .int(classes.passives),
        .int(classes.detractors), Cell(score?.points), Cell(score?.low), Cell(score?.high),
      ]
    case .csat:
      let interval = Wilson.interval(successes: tally.satisfied, trials: tally.responses)
      return [
        .int(tally.responses), .int(tally.satisfied),
        .quotient(tally.satisfied, tally.responses), Cell(interval?.low), Cell(interval?.high),
      ]
    default:
      let mean = tally.mean
      let reach = mean.flatMap { mean -> Double? in
        guard mean.count > 1 else { return nil }
        let error = (mean.variance / Double(mean.count)).squareRoot()
        return StudentT.halfWidth(degrees: Double(mean.count - 1)).map { $0 * error }
      }
      return [
        .int(tally.responses), Cell(mean?.mean),
        Cell(mean.flatMap { mean in reach.map { mean.mean - $0 } }),
        Cell(mean.flatMap { mean in reach.map { mean.mean + $0 } }),
      ]
    }
  }

  /// How many gave each score, over all groups of a population.
  private mutating func addDistribution(
    _ question: Feedback.Facet.Question, _ groups: [FeedbackCounts.Group<ScoreTally>]
  ) {
    let isNPS = question == .nps
    let name = isNPS ? "scores" : question == .csat ? "csat_scores" : "ratings"
    let population = plan.isCompared ? [ResultColumn("population", .text)] : []
    var table = ResultTable(
      name,
      columns: population + [
        ResultColumn("score", isNPS ? .int : .float), ResultColumn("answers", .int),
      ])
    for side in plan.sides.indices {
      var total = ScoreTally(isNPS ? .recommendation : .stars)
      for group in groups where group.side == side { total.add(group.tally) }
      let whole = isNPS ? (0...10).map { Double($0) } : (1...5).map { Double($0) }
      let scores = Set(whole).union(total.counts.keys).sorted()
      for score in scores {
        let cell: Cell = isNPS ? .int(Int(exactly: score) ?? 0) : .real(score)
        table.append(
          (plan.isCompared ? [.text(plan.sides[side].text)] : [])
            + [cell, .int(total.counts[score] ?? 0)])
      }
    }
    tables.append(table)
  }

  private mutating func noteScores(
    _ question: Feedback.Facet.Question, _ groups: [FeedbackCounts.Group<ScoreTally>]
  ) {
    let answers = groups.reduce(0) { $0 + $1.tally.answers }
    let unscored = groups.reduce(0) { $0 + $1.tally.unscored }
    let offScale = groups.reduce(0) { $0 + $1.tally.offScale }
    if unscored > 0 {
      notes.append(
        Phrase(
          "\(unscored) of \(answers) answers have no score and are left out",
          "\(answers) 份回答中有 \(unscored) 份没有分数，未计入"))
    }
    if offScale > 0 {
      let scale =
        question == .nps
        ? Phrase("no whole number from 0 to 10", "不是 0 至 10 的整数")
        : Phrase("not from 1 to 5", "不在 1 至 5 之间")
      notes.append(
        Phrase(
          "\(offScale) of \(answers) answers have a score that is \(scale.english) and are left"
            + " out",
          "\(answers) 份回答中有 \(offScale) 份的分数\(scale.chinese)，未计入"))
    }
    if !groups.contains(where: { $0.tally.silent > 0 }) {
      notes.append(
        Phrase(
          "response rate unknown: the data has no row for those who were asked and did not answer",
          "回收率未知：数据中没有“被询问而未作答”的行"))
    }
  }
}

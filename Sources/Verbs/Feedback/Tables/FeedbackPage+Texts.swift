import Engine
import Reporting
import Statistics

extension FeedbackPage {
  // MARK: Sentiment

  mutating func addSentiment(_ groups: [FeedbackCounts.Group<SentimentTally>]) {
    var rows: [[Cell]] = []
    var words: [SentimentReading.Decision: Int] = [:]
    var labelled: [SentimentTally.Label: Int] = [:]
    for group in groups where group.tally.texts > 0 || plan.breakdown.isEmpty {
      let tally = group.tally
      sizes.append(tally.texts)
      let interval = Wilson.interval(successes: tally.negative, trials: tally.texts)
      let mean = tally.texts > 0 ? Double(tally.sum) / 1000 / Double(tally.texts) : Double?.none
      rows.append(
        key(group) + [
          .int(tally.texts), .int(tally.positive), .int(tally.neutral), .int(tally.negative),
          .quotient(tally.negative, tally.texts), Cell(interval?.low), Cell(interval?.high),
          Cell(mean),
        ])
      measure("negative_share", .share(tally.negative, of: tally.texts), of: group)
      words.merge(tally.words, uniquingKeysWith: +)
      labelled.merge(tally.labelled, uniquingKeysWith: +)
    }
    append([rows], to: table("sentiment", .sentiment))
    if !plan.hidesTexts { addDecisions(words) }
    addAccuracy(labelled)
  }

  /// The words that decided, those of most texts first.
  private mutating func addDecisions(_ words: [SentimentReading.Decision: Int]) {
    var table = ResultTable(
      "deciding",
      columns: [
        ResultColumn("word", .text), ResultColumn("side", .text), ResultColumn("texts", .int),
      ])
    let ordered = words.sorted { left, right in
      left.value != right.value
        ? left.value > right.value
        : left.key.text.utf8.lexicographicallyPrecedes(right.key.text.utf8)
    }
    for (decision, count) in ordered {
      table.append([
        .text(decision.text), .text(decision.isPositive ? "positive" : "negative"), .int(count),
      ])
    }
    tables.append(table)
  }

  /// How often the words agree with the score, where an answer has both.
  private mutating func addAccuracy(_ labelled: [SentimentTally.Label: Int]) {
    let names = ["negative", "neutral", "positive"]
    var table = ResultTable(
      "accuracy",
      columns: [ResultColumn("scored", .text), ResultColumn("texts", .int)]
        + ["positive", "neutral", "negative"].map { ResultColumn($0, .int) }
        + ["agreement", "low", "high"].map { ResultColumn($0, .rate) })
    func count(_ score: Int, _ words: Int) -> Int {
      labelled[SentimentTally.Label(score: score, words: words)] ?? 0
    }
    var (all, agreed) = (0, 0)
    for score in [1, 0, -1] {
      let texts = [-1, 0, 1].reduce(0) { $0 + count(score, $1) }
      guard texts > 0 else { continue }
      let right = count(score, score)
      all += texts
      agreed += right
      let interval = Wilson.interval(successes: right, trials: texts)
      table.append([
        .text(names[score + 1]), .int(texts), .int(count(score, 1)), .int(count(score, 0)),
        .int(count(score, -1)), .quotient(right, texts), Cell(interval?.low),
        Cell(interval?.high),
      ])
    }
    tables.append(table)
    if all > 0 {
      let share = Double(agreed) / Double(all)
      let percent = NumberOf.percent(share)
      notes.append(
        Phrase(
          "the words agree with the score in \(agreed) of \(all) texts that have one (\(percent))",
          "有分数的 \(all) 条原话中，情感词与分数一致的有 \(agreed) 条（\(percent)）"))
      if share < 0.6 {
        warnings.append(
          Warning(
            "W551",
            Phrase(
              "words and scores agree in less than three fifths of the texts: read the shares as"
                + " a hint only, and see the table 'accuracy'",
              "情感词与分数一致的不足六成：占比仅供参考，详见表 accuracy")))
      }
    } else {
      notes.append(
        Phrase(
          "these texts have no score to check the words against; of 1,798 English reviews that"
            + " people rated, none of them seen while the words were chosen, they name the right"
            + " side in \(Self.reviewAccuracy)",
          "这些原话没有分数可供核对；在 1,798 条人工评分、选词时未参考的英文评论上，"
            + "正负方向判断正确率为 \(Self.reviewAccuracy)"))
    }
  }

  /// Measured on every second of the reviews of Hutto and Gilbert (2014).
  ///
  /// Those that people rated as neither are left out; the other half was looked at while the
  /// lexicon was written. A test measures it anew where the data is.
  static let reviewAccuracy = "62.8%"

  // MARK: Search

  mutating func addSearch(
    _ facet: Feedback.Facet, _ groups: [FeedbackCounts.Group<SearchTally>]
  ) {
    var rows: [[Cell]] = []
    for group in groups where group.tally.texts > 0 || plan.breakdown.isEmpty {
      let tally = group.tally
      sizes.append(tally.texts)
      let interval = Wilson.interval(successes: tally.matches, trials: tally.texts)
      rows.append(
        key(group) + [
          .int(tally.texts), .int(tally.matches), .quotient(tally.matches, tally.texts),
          Cell(interval?.low), Cell(interval?.high), .int(tally.occurrences),
        ])
      measure("share", .share(tally.matches, of: tally.texts), of: group)
    }
    tables.append(ResultTable("search", columns: table("search", .search).columns, rows: rows))
    if plan.hidesTexts {
      notes.append(
        Phrase("the texts themselves are not told under privacy", "隐私模式下不显示原话"))
      return
    }
    addMatches(facet, groups)
  }

  /// Cells of a snippet in tables; the screen cuts it further.
  private static let snippetWidth = 60

  private mutating func addMatches(
    _ facet: Feedback.Facet, _ groups: [FeedbackCounts.Group<SearchTally>]
  ) {
    guard let answers = dataset.feedback, let search = facet.search else { return }
    var table = ResultTable(
      "matches",
      columns: plan.keyColumns + [
        ResultColumn("time", .time), ResultColumn("kind", .text), ResultColumn("score", .float),
        ResultColumn("snippet", .text),
      ])
    for group in groups {
      for row in newestFirst(group.tally.rows).prefix(plan.order.limit ?? .max) {
        let text = answers.texts?.cell(row).textValue ?? ""
        table.append(
          key(group) + [
            answers.time(row), answers.kinds?.cell(row) ?? .missing, Cell(answers.scores[row]),
            .text(search.snippet(of: text, width: Self.snippetWidth)),
          ])
      }
    }
    tables.append(table)
  }

  private func newestFirst(_ rows: [Int]) -> [Int] {
    guard let answers = dataset.feedback else { return rows }
    return rows.sorted { (answers.times[$1], $0) < (answers.times[$0], $1) }
  }

  // MARK: List

  mutating func addList(_ groups: [FeedbackCounts.Group<[Int]>]) {
    guard let answers = dataset.feedback else { return }
    let source = plan.roles.source
    var all: [[Cell]] = []
    for group in groups {
      for row in newestFirst(group.tally) {
        let user = Int(answers.users[row])
        let ids = dataset.users.ids
        all.append(
          key(group) + [
            answers.time(row), ids.indices.contains(user) ? .text(ids[user]) : .missing,
            answers.kinds?.cell(row) ?? .missing,
            source.map { answers.columns[$0].cell(row) } ?? .missing, Cell(answers.scores[row]),
            answers.texts?.cell(row) ?? .missing,
          ])
      }
    }
    append([all], to: table("list", .list))
  }

  // MARK: Terms

  mutating func addTerms(_ groups: [FeedbackCounts.Group<TermTally>]) {
    let split = !plan.isCompared && plan.breakdown.isEmpty
    let names = split ? [ResultColumn("side", .text)] : plan.keyColumns
    let table = ResultTable(
      "terms",
      columns: names
        + Feedback.mainColumns(of: .terms, weighsRevenue: false, alerts: false))
    var rows: [[[Cell]]] = []
    for (index, group) in groups.enumerated() {
      sizes.append(group.tally.texts)
      if split, plan.contrastsChosen, index > 0 { continue }
      let others = groups.enumerated().filter { other in
        other.offset != index
          && (plan.isCompared
            ? other.element.key == group.key && other.element.side != group.side : true)
      }.map(\.element.tally)
      let own = split ? group.key : key(group)
      rows.append(distinctive(group.tally, others).map { own + $0 })
    }
    append(rows, to: table)
    if rows.allSatisfy(\.isEmpty) {
      notes.append(
        Phrase(
          "no word of \(plan.least) texts or more is commoner on one side",
          "没有在至少 \(plan.least) 条原话中出现、且在某一侧更常见的词"))
    }
  }

  /// The words that a group has more of than others, the most telling first.
  private func distinctive(_ own: TermTally, _ others: [TermTally]) -> [[Cell]] {
    let otherWords = others.reduce(0) { $0 + $1.words }
    var found: [(term: String, count: TermTally.Count, other: Int, odds: LogOddsOfWord)] = []
    for (term, count) in own.counts where count.texts >= plan.least {
      let other = others.reduce(0) { $0 + ($1.counts[term]?.count ?? 0) }
      guard
        let odds = LogOddsOfWord(
          (count: count.count, words: own.words), against: (count: other, words: otherWords)),
        odds.z > 0
      else { continue }
      found.append((term, count, other, odds))
    }
    // Not by bytes: which of two spellings of one word was met first must not matter.
    found.sort { left, right in
      left.odds.z != right.odds.z ? left.odds.z > right.odds.z : left.term < right.term
    }
    return found.map {
      [
        .text($0.term), .int($0.count.texts), .int($0.count.count), .int($0.other),
        Cell($0.odds.logOdds), Cell($0.odds.z),
      ]
    }
  }
}

extension FeedbackTable {
  fileprivate func time(_ row: Int) -> Cell {
    times[row] == PropertyColumn.missing ? .missing : .time(times[row])
  }
}

/// Figures inside sentences.
enum NumberOf {
  static func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10)%"
  }
}

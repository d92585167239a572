import Engine
import Reporting
import Statistics

extension FeedbackPage {
  mutating func addTopics(_ groups: [FeedbackCounts.Group<TopicTally>]) {
    var rows: [[[Cell]]] = []
    for group in groups where group.tally.texts > 0 || plan.breakdown.isEmpty {
      let tally = group.tally
      sizes.append(tally.texts)
      rows.append(
        Self.byFrequency(tally).map { topic in
          key(group) + topicRow(tally, topic)
        })
    }
    // In the lexicon's order, so that two populations list their topics alike.
    for group in groups {
      for topic in plan.lexicon.entries.indices {
        measure(
          "share", .share(group.tally.parts[topic].answers, of: group.tally.texts), of: group,
          topic: plan.lexicon.entries[topic].id)
      }
    }
    append(rows, to: table("topics", .topics))
    addTexts(groups)
    if !plan.hidesTexts { addWords(groups) }
    addTrend()
    noteTopics(groups)
  }

  /// Topics, those of most texts first, then in the order of the lexicon.
  static func byFrequency(_ tally: TopicTally) -> [Int] {
    tally.parts.indices.sorted {
      (tally.parts[$1].answers, $0) < (tally.parts[$0].answers, $1)
    }
  }

  private func topicRow(_ tally: TopicTally, _ topic: Int) -> [Cell] {
    let part = tally.parts[topic]
    let interval = Wilson.interval(successes: part.answers, trials: tally.texts)
    let impact = LeaveOneOutImpact(of: part.classes, in: tally.classes)
    let score =
      part.scored > 0 ? Double(part.scoreSum) / 10_000 / Double(part.scored) : Double?.none
    return [
      .text(plan.lexicon.entries[topic].id), .int(part.answers),
      .quotient(part.answers, tally.texts), Cell(score), Cell(impact?.points),
      .int(tally.texts), Cell(interval?.low), Cell(interval?.high), .int(part.scored),
      .int(part.classes.answers), Cell(impact?.low), Cell(impact?.high),
    ]
  }

  /// How many texts there are, about nothing in the lexicon, and about several of its topics.
  private mutating func addTexts(_ groups: [FeedbackCounts.Group<TopicTally>]) {
    var table = ResultTable(
      "texts",
      columns: plan.keyColumns
        + ["texts", "classified", "unclassified", "multiple"].map { ResultColumn($0, .int) })
    for group in groups where group.tally.texts > 0 || plan.breakdown.isEmpty {
      let tally = group.tally
      table.append(
        key(group) + [
          .int(tally.texts), .int(tally.texts - tally.unclassified), .int(tally.unclassified),
          .int(tally.multiple),
        ])
    }
    tables.append(table)
  }

  /// The words that gave texts their topics.
  private mutating func addWords(_ groups: [FeedbackCounts.Group<TopicTally>]) {
    var table = ResultTable(
      "words",
      columns: plan.keyColumns + [
        ResultColumn("topic", .text), ResultColumn("word", .text), ResultColumn("texts", .int),
      ])
    for group in groups {
      let found = group.tally.words.sorted { left, right in
        (left.key.topic, right.value, left.key.word) < (right.key.topic, left.value, right.key.word)
      }
      for (hit, count) in found {
        let entry = plan.lexicon.entries[hit.topic]
        table.append(
          key(group) + [.text(entry.id), .text(entry.words[hit.word]), .int(count)])
      }
    }
    tables.append(table)
  }

  private mutating func addTrend() {
    guard !counts.trend.isEmpty, !plan.isCompared else { return }
    let unit = counts.trend[0].key.last?.textValue.flatMap { CalendarUnit(rawValue: $0) } ?? .month
    let calendar = dataset.calendar
    let running = calendar.label(
      ofPeriod: calendar.period(of: dataset.asof.day, unit: unit), unit: unit)
    let next = calendar.period(of: dataset.asof.day.advanced(by: 1), unit: unit)
    let isOver = calendar.label(ofPeriod: next, unit: unit) != running
    var table = ResultTable(
      "trend",
      columns: [
        ResultColumn("topic", .text), ResultColumn(unit.rawValue, .date),
        ResultColumn("answers", .int), ResultColumn("texts", .int), ResultColumn("share", .rate),
        ResultColumn("complete", .bool),
      ])
    for topic in plan.lexicon.entries.indices {
      for period in counts.trend {
        let answers = period.tally.parts[topic].answers
        table.append([
          .text(plan.lexicon.entries[topic].id), period.key[0], .int(answers),
          .int(period.tally.texts), .quotient(answers, period.tally.texts),
          .bool(isOver || period.key[0] != .text(running)),
        ])
      }
    }
    tables.append(table)
  }

  private mutating func noteTopics(_ groups: [FeedbackCounts.Group<TopicTally>]) {
    let texts = groups.reduce(0) { $0 + $1.tally.texts }
    let unclassified = groups.reduce(0) { $0 + $1.tally.unclassified }
    let multiple = groups.reduce(0) { $0 + $1.tally.multiple }
    notes.append(
      Phrase(
        "\(unclassified) of \(texts) texts are about no topic, \(multiple) about several,"
          + " so shares need not add up",
        "\(texts) 条原话中 \(unclassified) 条未归类，\(multiple) 条属于多个主题，占比之和不必为 100%"))
    if texts > 0, unclassified * 5 > texts {
      warnings.append(
        Warning(
          "W550",
          Phrase(
            "more than a fifth of the texts are about no topic: the lexicon lacks words; see"
              + " which: feedback terms",
            "超过五分之一的原话未归类：词表缺词；可查看：反馈 特征词")))
    }
  }

  // MARK: Priority

  private struct Weight {
    let columns: [Cell]
    let value: Double?
  }

  mutating func addPriority(_ groups: [FeedbackCounts.Group<TopicTally>]) {
    var rows: [[[Cell]]] = []
    for group in groups where group.tally.texts > 0 || plan.breakdown.isEmpty {
      let tally = group.tally
      sizes.append(tally.texts)
      let ranked = tally.parts.indices.map {
        topic -> (topic: Int, weight: Weight, value: Double?) in
        let share =
          tally.texts > 0 ? Double(tally.parts[topic].answers) / Double(tally.texts) : nil
        let weight = plan.weighsRevenue ? revenue(tally, topic) : severity(tally.parts[topic])
        return (topic, weight, share.flatMap { share in weight.value.map { share * $0 } })
      }
      let ordered = ranked.sorted { left, right in
        if left.value != right.value { return (left.value ?? -1) > (right.value ?? -1) }
        return left.topic < right.topic
      }
      rows.append(
        ordered.map { each in
          let part = tally.parts[each.topic]
          let names: [Cell] = [
            .text(plan.lexicon.entries[each.topic].id), .int(part.answers),
            .quotient(part.answers, tally.texts),
          ]
          return key(group) + names + each.weight.columns + [Cell(each.value)]
        })
      for topic in tally.parts.indices {
        measure(
          "share", .share(tally.parts[topic].answers, of: tally.texts), of: group,
          topic: plan.lexicon.entries[topic].id)
      }
    }
    append(rows, to: table("priority", .priority))
    let unknown = groups.reduce(0) { sum, group in
      sum + group.tally.parts.reduce(0) { $0 + $1.answers - $1.severities }
    }
    if !plan.weighsRevenue, unknown > 0 {
      notes.append(
        Phrase(
          "\(unknown) mentions of topics have no severity and are outside its means",
          "\(unknown) 次提及没有严重程度，不计入其均值"))
    }
    if plan.weighsRevenue {
      notes.append(
        Phrase(
          "revenue: all that those who speak of a topic have paid up to today, refunds left out",
          "收入：提及该主题的用户截至今天的全部支付，不含退款"))
    }
  }

  private func severity(_ part: TopicTally.Part) -> Weight {
    let mean =
      part.severities > 0
      ? Double(part.severitySum) / 10_000 / Double(part.severities) : Double?.none
    return Weight(columns: [.int(part.severities), Cell(mean)], value: mean)
  }

  private func revenue(_ tally: TopicTally, _ topic: Int) -> Weight {
    let all = counts.revenue.reduce(Int64(0)) { $0.addingReportingOverflow($1).partialValue }
    let own = tally.users[topic].reduce(Int64(0)) { sum, user in
      let user = Int(user)
      guard counts.revenue.indices.contains(user) else { return sum }
      return sum.addingReportingOverflow(counts.revenue[user]).partialValue
    }
    let share = all > 0 ? Double(own) / Double(all) : nil
    return Weight(
      columns: [
        .int(tally.users[topic].count), .money(Money(tenThousandths: own)), Cell(share),
      ], value: share)
  }

  // MARK: Loop

  mutating func addLoop(_ groups: [FeedbackCounts.Group<TopicTally>]) {
    var rows: [[[Cell]]] = []
    let calendar = dataset.calendar
    func day(_ instant: Int64?) -> Cell {
      instant.map { .text(calendar.day(of: $0).label) } ?? .missing
    }
    for group in groups {
      let tally = group.tally
      let topics = Self.byFrequency(tally).filter { tally.parts[$0].answers > 0 }
      var own = topics.map { topic -> [Cell] in
        let part = tally.parts[topic]
        return key(group) + [
          .text(plan.lexicon.entries[topic].id), .int(part.answers), day(part.first),
          day(part.last), .bool(true), .bool(true), .missing, .missing, .missing,
        ]
      }
      if tally.unclassified > 0 {
        own.append(
          key(group) + [
            .missing, .int(tally.unclassified), .missing, .missing, .bool(true), .bool(false),
            .missing, .missing, .missing,
          ])
      }
      rows.append(own)
    }
    append(rows, to: table("loop", .loop))
    notes.append(
      Phrase(
        "raised: somebody wrote of it; analysed: the lexicon knows its topic. Acted, verified and"
          + " announced are –: answers do not tell what was done about them",
        "提出：有人写到它；分析：词表能归类。行动、验证、告知均为 –：反馈本身不记录做了什么"))
  }
}

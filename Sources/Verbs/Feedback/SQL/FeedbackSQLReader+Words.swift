import Engine
import Reporting

/// What SQL counted of words and feelings, and whom it keeps.
extension FeedbackSQLReader {
  func sentiments(_ index: Int) -> [FeedbackCounts.Group<SentimentTally>] {
    tallies(SentimentTally()) { side, found in
      for row in rows(index, side, "sentiment") {
        found[key(row), default: SentimentTally()].add(
          total: row.count(width), label: row[width + 1].intValue, times: row.count(width + 2))
      }
      for row in rows(index, side, "deciding") {
        let decision = SentimentReading.Decision(
          text: row[width].textValue ?? "", isPositive: row.count(width + 1) != 0)
        found[key(row), default: SentimentTally()].words[decision, default: 0] +=
          row.count(width + 2)
      }
    }
  }

  func terms(_ index: Int) -> [FeedbackCounts.Group<TermTally>] {
    if plan.isCompared || !plan.breakdown.isEmpty {
      return tallies(TermTally()) { side, found in
        for row in rows(index, side, "term_texts") {
          found[key(row), default: TermTally()].texts = row.count(width)
        }
        for row in rows(index, side, "terms") {
          found[key(row), default: TermTally()].add(row, from: width)
        }
      }
    }
    var tallies: [Int: TermTally] = [:]
    for row in rows(index, 0, "term_texts") {
      tallies[row.count(0), default: TermTally()].texts = row.count(1)
    }
    for row in rows(index, 0, "terms") {
      tallies[row.count(0), default: TermTally()].add(row, from: 1)
    }
    let names =
      plan.contrastsChosen ? [(1, "this"), (0, "rest")] : [(-1, "negative"), (1, "positive")]
    return names.map { side, name in
      FeedbackCounts.Group(side: 0, key: [.text(name)], tally: tallies[side] ?? TermTally())
    }
  }

  func saved() -> [FeedbackCounts.SavedPart] {
    guard let saving = plan.saving, let facet = plan.facets.first else { return [] }
    let names: [String] =
      switch facet.question {
      case _ where saving.topic != nil: [""]
      case .topics, .priority, .terms, .loop: plan.lexicon.entries.map(\.id)
      case .search, .list, .mentions: [""]
      case .nps, .csat, .rating, .sentiment, .response: FeedbackCounter.states(of: facet.question)
      }
    let places = dataset.users.places
    var parts = names.map {
      FeedbackCounts.SavedPart(part: $0, users: UserSet(all: false, count: dataset.users.count))
    }
    for row in rows["saved"] {
      let part = saving.topic == nil ? row.count(0) : 0
      guard parts.indices.contains(part), let user = row[1].textValue.flatMap({ places[$0] })
      else { continue }
      parts[part].users.flags[user] = true
    }
    return parts
  }
}

extension TermTally {
  /// Adds a row of a word, its places and its texts.
  fileprivate mutating func add(_ row: [Cell], from place: Int) {
    let count = Count(count: row.count(place + 1), texts: row.count(place + 2))
    words += count.count
    counts[row[place].textValue ?? ""] = count
  }
}

import Engine
import Reporting
import Statistics

extension FeedbackPage {
  // MARK: Response

  mutating func addResponse(_ groups: [FeedbackCounts.Group<ResponseTally>]) {
    var rows: [[Cell]] = []
    var waits: [Int64] = []
    var waiting = 0
    let solves = plan.roles.resolved != nil
    for group in groups where group.tally.answers > 0 || plan.breakdown.isEmpty {
      let tally = group.tally
      sizes.append(tally.judged)
      waits += tally.waits
      waiting += tally.answers - tally.waits.count - tally.untimed - tally.backwards
      let seconds = tally.waits.map { Double($0) / 1000 }
      let interval = Wilson.interval(successes: tally.inTime, trials: tally.judged)
      rows.append(
        key(group) + [
          .int(tally.answers), .int(tally.waits.count), .int(tally.waiting), .int(tally.judged),
          .int(tally.inTime), .quotient(tally.inTime, tally.judged), Cell(interval?.low),
          Cell(interval?.high), Cell(Quantile.value(0.5, ofSorted: seconds)),
          Cell(Quantile.value(0.9, ofSorted: seconds)),
          solves ? .int(tally.opened) : .missing, solves ? .int(tally.resolved) : .missing,
          solves ? .quotient(tally.resolved, tally.opened) : .missing,
        ])
      measure("in_time", .share(tally.inTime, of: tally.judged), of: group)
    }
    append([rows], to: table("response", .response))
    addWaits(waits, waiting)
    noteResponse(groups)
  }

  /// Ends of the stretches that waits are counted in, in hours.
  static let waitEnds = [1, 4, 12, 24, 48, 72, 168]

  private mutating func addWaits(_ waits: [Int64], _ waiting: Int) {
    var table = ResultTable(
      "waits", columns: [ResultColumn("wait", .text), ResultColumn("answers", .int)])
    var before: Int64 = -1
    for end in Self.waitEnds {
      let limit = Int64(end) * 3_600_000
      let count = waits.count { $0 > before && $0 <= limit }
      table.append([.text("<= \(end)h"), .int(count)])
      before = limit
    }
    table.append([.text("> \(Self.waitEnds.last ?? 0)h"), .int(waits.count { $0 > before })])
    table.append([.text("no reply"), .int(waiting)])
    tables.append(table)
  }

  private mutating func noteResponse(_ groups: [FeedbackCounts.Group<ResponseTally>]) {
    let waiting = groups.reduce(0) { $0 + $1.tally.waiting }
    let untimed = groups.reduce(0) { $0 + $1.tally.untimed }
    let backwards = groups.reduce(0) { $0 + $1.tally.backwards }
    if waiting > 0 {
      notes.append(
        Phrase(
          "\(waiting) answers wait for a reply and are still in time: they are not judged",
          "\(waiting) 份回答尚未回复但仍在时限内，不计入达标率"))
    }
    if untimed > 0 {
      notes.append(
        Phrase(
          "\(untimed) answers have no time and are not judged", "\(untimed) 份回答没有时间，未计入"))
    }
    if backwards > 0 {
      warnings.append(
        Warning(
          "W552",
          Phrase(
            "\(backwards) replies lie before what they reply to and are left out: look at both"
              + " columns with audit",
            "\(backwards) 份回复早于提出时间，未计入：请用 质检 查看这两列")))
    }
  }

  // MARK: Mentions

  /// Days whose mean a day is held against.
  static let trailingDays = 14

  mutating func addMentions(_ groups: [FeedbackCounts.Group<MentionTally>]) {
    let day = plan.breakdown.firstIndex(of: .period(.day))
    let all = day.map { withQuietDays(groups, day: $0) } ?? groups
    var rows: [[Cell]] = []
    var alerts: [String] = []
    let unjudged = groups.reduce(0) { $0 + $1.tally.unjudged }
    let trailing = day.map { trailingCounts(all, day: $0) }
    for (index, group) in all.enumerated() {
      if let day, !isShown(group, day: day) { continue }
      let tally = group.tally
      sizes.append(tally.mentions - tally.unjudged)
      let judged = tally.mentions - tally.unjudged
      let interval = Wilson.interval(successes: tally.negative, trials: judged)
      var row: [Cell] = [
        .int(tally.mentions), .int(tally.negative), .quotient(tally.negative, judged),
        Cell(interval?.low), Cell(interval?.high),
      ]
      if let sigmas = plan.alert {
        let threshold = trailing?[index].map { Self.threshold($0, sigmas: sigmas) }
        let isAlert = threshold.map { Double(tally.mentions) > $0.limit }
        // Means of days that are not shown would tell of those days.
        let tells = !plan.hidesTexts || plan.sides[group.side].range.start == nil
        row += [
          tells ? Cell(threshold?.mean) : .missing, tells ? Cell(threshold?.limit) : .missing,
          isAlert.map { .bool($0) } ?? .missing,
        ]
        if isAlert == true, let day { alerts.append(group.key[day].textValue ?? "") }
      }
      rows.append(key(group) + row)
      measure("negative_share", .share(tally.negative, of: judged), of: group)
    }
    append([rows], to: table("mentions", .mentions))
    if unjudged > 0 {
      notes.append(
        Phrase(
          "\(unjudged) mentions have neither a score nor a text and are outside the negative share",
          "\(unjudged) 次提及既无分数也无原话，不计入负面占比"))
    }
    if plan.alert != nil { noteAlerts(alerts) }
  }

  private mutating func noteAlerts(_ alerts: [String]) {
    guard let first = alerts.first else {
      notes.append(
        Phrase(
          "no day alerts; a day is judged from its 15th in the data on",
          "没有预警日；从数据的第 15 天起判断"))
      return
    }
    let dates = alerts.prefix(5).joined(separator: ", ")
    let more = alerts.count > 5 ? ", …" : ""
    warnings.append(
      Warning(
        "W553",
        Phrase(
          "unusually many mentions on \(dates)\(more): read them with feedback list since"
            + " \(first) until \(first)",
          "\(dates)\(more) 声量异常：可查看原话：反馈 列表 自 \(first) 至 \(first)")))
  }

  /// Mean and limit of the trailing days; the deviation is that of a sample.
  static func threshold(_ counts: [Int], sigmas: Double) -> (mean: Double, limit: Double) {
    let sum = counts.reduce(0.0) { $0 + Double($1) }
    let squares = counts.reduce(0.0) { $0 + Double($1) * Double($1) }
    guard let mean = SampleMean(sum: sum, squares: squares, count: counts.count) else {
      return (0, .infinity)
    }
    return (mean.mean, mean.mean + sigmas * mean.variance.squareRoot())
  }

  private func dayNumber(_ cell: Cell) -> Int? {
    guard let parts = cell.textValue?.split(separator: "-").map({ Int($0) }), parts.count == 3,
      let year = parts[0], let month = parts[1], let day = parts[2]
    else { return nil }
    return CivilDay(year: year, month: month, day: day)?.number
  }

  /// Every day from the first mention to the last, those without one too.
  private func withQuietDays(
    _ groups: [FeedbackCounts.Group<MentionTally>], day: Int
  ) -> [FeedbackCounts.Group<MentionTally>] {
    let numbers = groups.compactMap { dayNumber($0.key[day]) }
    guard let first = numbers.min(), let last = numbers.max(), last - first < 100_000 else {
      return groups
    }
    struct Line: Hashable {
      let side: Int
      let key: [Cell]
    }
    var lines: [Line] = []
    var byLine: [Line: [Int: MentionTally]] = [:]
    var undated: [FeedbackCounts.Group<MentionTally>] = []
    for group in groups {
      guard let number = dayNumber(group.key[day]) else {
        undated.append(group)
        continue
      }
      var key = group.key
      key[day] = .missing
      let line = Line(side: group.side, key: key)
      if byLine[line] == nil { lines.append(line) }
      byLine[line, default: [:]][number] = group.tally
    }
    let filled = lines.flatMap { line in
      (first...last).map { number in
        var key = line.key
        key[day] = .text(CivilDay(number: number).label)
        return FeedbackCounts.Group(
          side: line.side, key: key, tally: byLine[line]?[number] ?? MentionTally())
      }
    }
    return filled + undated
  }

  /// The counts of the 14 days before each day; nil where the data does not reach back that far.
  private func trailingCounts(
    _ groups: [FeedbackCounts.Group<MentionTally>], day: Int
  ) -> [[Int]?] {
    groups.indices.map { index in
      guard index >= Self.trailingDays, let number = dayNumber(groups[index].key[day]) else {
        return nil
      }
      let start = index - Self.trailingDays
      var first = groups[start].key
      first[day] = .text(CivilDay(number: number).label)
      guard first == groups[index].key, groups[start].side == groups[index].side,
        dayNumber(groups[start].key[day]) == number - Self.trailingDays
      else { return nil }
      return groups[start..<index].map(\.tally.mentions)
    }
  }

  private func isShown(
    _ group: FeedbackCounts.Group<MentionTally>, day: Int
  ) -> Bool {
    let range = plan.sides[group.side].range
    guard !range.isAll else { return true }
    guard let number = dayNumber(group.key[day]) else { return false }
    return range.contains(dataset.calendar.start(of: CivilDay(number: number)))
  }
}

import Reporting
import Statistics

/// The file of what customers said: scores, stars, comments and tickets to the service.
///
/// Only comments have a text, each about exactly one topic. Everyone who says something was there
/// shortly before: answers follow a session or an order of the same quarter.
struct ShopFeedback {
  private let file: CSVFile
  private let calendar: ShopCalendar
  private var texts = FeedbackTexts()

  init(in folder: String, calendar: ShopCalendar) throws(Diagnostic) {
    self.calendar = calendar
    file = try CSVFile(
      "feedback",
      columns: [
        "fid", "uid", "ts", "source", "kind", "score", "severity", "first_reply_at", "resolved_at",
        "text",
      ], in: folder)
  }

  func close() throws(Diagnostic) -> [WrittenTable] { [try file.close()] }

  private struct Answer {
    let user: Int
    let at: Moment
    let source: String
    let kind: String
    var score: Int?
    var severity: Int?
    var reply: Moment?
    var solution: Moment?
    var topic: String?
  }

  mutating func add(_ block: ShopBlock) throws(Diagnostic) {
    var random = block.stream(.feedback)
    var answers: [Answer] = []
    for quarter in 0...1 {
      let sessions = block.sessions.indices.filter {
        ShopCalendar.quarter(of: block.sessions[$0].start.day) == quarter
      }.shuffled(using: &random)
      let orders = block.orders.indices.filter {
        ShopCalendar.quarter(of: Int(block.orders[$0].day)) == quarter
      }.shuffled(using: &random)
      answers += scores(quarter, sessions, block, &random)
      answers += ratings(quarter, orders, block, &random)
      answers += comments(quarter, sessions, block, &random)
      answers += tickets(quarter, orders, block, &random)
    }
    answers.sort { ($0.at, $0.user, $0.kind) < ($1.at, $1.user, $1.kind) }
    for (number, answer) in answers.enumerated() {
      try write(answer, number: block.index * answers.count + number + 1, block, &random)
    }
  }

  /// Answers to how likely one is to recommend the shop, one a user and quarter.
  private func scores(
    _ quarter: Int, _ sessions: [Int], _ block: ShopBlock, _ random: inout SplitMix64
  ) -> [Answer] {
    let groups: [[Int]] = [[9, 10, 10], [7, 8, 8], [0, 2, 3, 4, 5, 5, 6, 6, 6]]
    var deck = Deck(groups.indices.map { ($0, ShopQuotas.nps[quarter][$0]) }, &random)
    var asked: Set<Int32> = []
    var answers: [Answer] = []
    for place in sessions where asked.insert(block.sessions[place].user).inserted {
      guard let group = deck.draw() else { break }
      answers.append(
        Answer(
          user: Int(block.sessions[place].user),
          at: block.sessions[place].start + random.within(300...2700),
          source: random.chance(0.6) ? "app_popup" : "sms_survey", kind: "nps",
          score: random.pick(groups[group])))
    }
    return answers
  }

  /// Stars for orders, some days after them.
  private func ratings(
    _ quarter: Int, _ orders: [Int], _ block: ShopBlock, _ random: inout SplitMix64
  ) -> [Answer] {
    var deck = Deck((0..<5).map { (5 - $0, ShopQuotas.stars[quarter][$0]) }, &random)
    let last = ShopCalendar.quarterDays(quarter).upperBound - 1
    var answers: [Answer] = []
    for place in orders {
      guard let stars = deck.draw() else { break }
      let order = block.orders[place]
      let paid = block.paid(order)
      let day = min(last, Int(order.day) + random.within(1...6))
      let at = Moment(day: day, second: calendar.second(&random))
      answers.append(
        Answer(
          user: Int(order.user), at: max(paid + 120, at), source: "order_page", kind: "rating",
          score: stars))
    }
    return answers
  }

  private func comments(
    _ quarter: Int, _ sessions: [Int], _ block: ShopBlock, _ random: inout SplitMix64
  ) -> [Answer] {
    var deck = Deck(
      zip(ShopQuotas.topicNames, ShopQuotas.topics[quarter]).map { ($0, $1) }, &random)
    // From the end, so that few are also asked for a score.
    return sessions.reversed().prefix(deck.count).map { place in
      let topic = deck.draw() ?? ""
      return Answer(
        user: Int(block.sessions[place].user),
        at: block.sessions[place].start + random.within(120...2700),
        source: random.pick(["app_form", "app_form", "app_store", "wechat_group"]),
        kind: "comment", severity: random.pick(Self.severities[topic] ?? [2]), topic: topic)
    }
  }

  /// From 1, a remark, to 5, lost money: what blocks a purchase weighs more than its price.
  private static let severities = [
    "payment": [3, 4, 4, 5], "logistics": [2, 3, 3, 4], "quality": [2, 3, 4, 5],
    "service": [1, 2, 3, 3], "price": [1, 1, 2, 3], "bug": [3, 3, 4, 5],
  ]

  /// Tickets after orders, early enough for their first reply to come within the data.
  private func tickets(
    _ quarter: Int, _ orders: [Int], _ block: ShopBlock, _ random: inout SplitMix64
  ) -> [Answer] {
    let last = ShopCalendar.quarterDays(quarter).upperBound - 6
    var deck = Deck((0..<5).map { ($0, ShopQuotas.replies[quarter][$0]) }, &random)
    var answers: [Answer] = []
    for place in orders where Int(block.orders[place].day) < last - 3 {
      guard let group = deck.draw() else { break }
      let order = block.orders[place]
      let at = Moment(
        day: Int(order.day) + random.within(1...3), second: calendar.second(&random))
      let reply = at + wait(group, quarter, &random)
      let solution = reply + random.within(1800...4 * 86_400)
      let isSolved = solution.day < ShopCalendar.dayCount && random.chance(0.93)
      answers.append(
        Answer(
          user: Int(order.user), at: at, source: random.chance(0.7) ? "service_chat" : "hotline",
          kind: "ticket", severity: random.pick([1, 1, 2, 2, 2, 3, 3, 4, 5]), reply: reply,
          solution: isSolved ? solution : nil))
    }
    return answers
  }

  /// Seconds until the first reply, by the groups of ``ShopQuotas/replies``.
  private func wait(_ group: Int, _ quarter: Int, _ random: inout SplitMix64) -> Int {
    let hour = 3600
    switch group {
    case 0: return random.within((quarter == 0 ? 6 : 2) * hour...24 * hour - 1)
    case 1: return 24 * hour
    case 2: return random.within(24 * hour + 1...48 * hour - 1)
    case 3: return 48 * hour
    default: return random.within(48 * hour + 1...(quarter == 0 ? 110 : 84) * hour)
    }
  }

  private mutating func write(
    _ answer: Answer, number: Int, _ block: ShopBlock, _ random: inout SplitMix64
  ) throws(Diagnostic) {
    file.int(number)
    file.int(block.uid(answer.user))
    file.moment(answer.at, calendar)
    file.text(answer.source)
    file.text(answer.kind)
    if let score = answer.score { file.int(score) } else { file.none() }
    if let severity = answer.severity { file.int(severity) } else { file.none() }
    if let reply = answer.reply { file.moment(reply, calendar) } else { file.none() }
    if let solution = answer.solution { file.moment(solution, calendar) } else { file.none() }
    if let topic = answer.topic {
      file.text(texts.comment(on: topic, &random))
    } else {
      file.none()
    }
    try file.endRow()
  }
}

import Engine
import Reporting
import Statistics

/// Writes what is said about the community in public from 2024-04-20 to 05-31.
struct CommunityMentions {
  /// Mentions of a day and the negative among them.
  typealias Mood = (all: Int, negative: Int)

  static let common: Mood = (20, 4)
  static let worst: Mood = (100, 80)
  static let fading: Mood = (40, 10)

  private static let days = 110...151
  private static let crisis = 130...132
  private static let aftermath = 133...139

  private let calendar: CommunityCalendar
  private let file: CSVFile
  private var texts = FeedbackTexts()
  private let sources = WeightedChoice([46, 27, 15, 12])
  private let hours = WeightedChoice([
    2, 1, 0.6, 0.4, 0.3, 0.4, 1, 2.4, 4, 5, 5.4, 5.6, 6.4, 5.6, 5, 5, 5.2, 5.4, 6, 7, 8.4, 9, 8,
    4.6,
  ])

  init(in folder: String, _ calendar: CommunityCalendar) throws(Diagnostic) {
    self.calendar = calendar
    file = try CSVFile(
      "feedback",
      columns: ["fid", "ts", "source", "kind", "score", "text", "first_reply_at"], in: folder)
  }

  private static func mood(on day: Int) -> Mood {
    if crisis.contains(day) { return worst }
    return aftermath.contains(day) ? fading : common
  }

  mutating func add(_ random: inout SplitMix64) throws(Diagnostic) {
    for day in Self.days {
      let mood = Self.mood(on: day)
      var moods = Deck([(true, mood.negative), (false, mood.all - mood.negative)], &random)
      var waits = Self.waits(on: day, mood.all, &random)
      let seconds = (0..<mood.all).map { _ in second(on: day, &random) }
      for second in seconds.sorted() {
        let isNegative = moods.draw() ?? false
        try add(
          day, second, isNegative: isNegative, wait: waits.popLast() ?? nil, &random)
      }
    }
  }

  /// The crisis breaks out in the morning of its first day.
  private func second(on day: Int, _ random: inout SplitMix64) -> Int {
    var hour = hours.draw(&random)
    if day == Self.crisis.lowerBound, hour < 9 { hour = random.within(9...23) }
    return hour * 3600 + random.below(3600)
  }

  /// Seconds to the first reply, nil where none came.
  ///
  /// In the crisis all are answered, and the waits lie around two hours in pairs, so that their
  /// mean and their median are two hours; on other days some are answered within a day or so.
  private static func waits(
    on day: Int, _ count: Int, _ random: inout SplitMix64
  ) -> [Int?] {
    guard !crisis.contains(day) else {
      let pairs = (0..<(count / 2)).flatMap { pair -> [Int] in
        let shift = pair % 5 == 0 ? 0 : random.within(20...5_700)
        return [7_200 - shift, 7_200 + shift]
      }
      return pairs.shuffled(using: &random)
    }
    let isAfter = aftermath.contains(day)
    return (0..<count).map { _ in
      guard random.chance(isAfter ? 0.85 : 0.65) else { return nil }
      return random.within(1_800...(isAfter ? 30_000 : 90_000))
    }
  }

  private mutating func add(
    _ day: Int, _ second: Int, isNegative: Bool, wait: Int?, _ random: inout SplitMix64
  ) throws(Diagnostic) {
    let isAftermath = Self.aftermath.contains(day)
    let isCrisis = Self.crisis.contains(day)
    let kind: FeedbackTexts.Mention =
      if isNegative {
        isCrisis || (isAftermath && random.chance(0.6)) ? .crisis : .negative
      } else {
        isCrisis || (isAftermath && random.chance(0.5)) ? .reassured : .positive
      }
    file.text("m" + CommunityTables.digits(file.rows + 1))
    file.time(calendar.days.label(day), second: second)
    file.text(["weibo", "xiaohongshu", "douyin", "zhihu"][sources.draw(&random)])
    file.text("mention")
    file.int(isNegative ? -1 : 1)
    file.text(texts.mention(kind, &random))
    if let wait {
      let reply = second + wait
      file.time(calendar.days.label(day + reply / 86_400), second: reply % 86_400)
    } else {
      file.none()
    }
    try file.endRow()
  }

  func close() throws(Diagnostic) -> WrittenTable { try file.close() }
}

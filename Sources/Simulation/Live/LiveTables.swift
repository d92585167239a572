import Engine
import Reporting
import Statistics

/// Writes viewers, what they watch and who sees the gift window, block by block.
struct LiveTables {
  private let days: DaySpan
  private let users: CSVFile
  private let watching: CSVFile
  private let exposures: CSVFile
  /// Users of the blocks before.
  private(set) var written = 0

  /// The shares of videos watched to their end, by category.
  private let completions = [0.52, 0.41, 0.38, 0.36, 0.46, 0.4, 0.43, 0.33]

  init(in folder: String, _ days: DaySpan) throws(Diagnostic) {
    self.days = days
    users = try CSVFile(
      "users", columns: ["uid", "signup_on", "age_band", "city_tier"], in: folder)
    watching = try CSVFile(
      "watch_daily", columns: ["uid", "date", "category", "videos", "completes", "minutes"],
      in: folder)
    exposures = try CSVFile(
      "exposures", columns: ["exp", "uid", "variant", "exposed_at", "converted"], in: folder)
  }

  mutating func add(_ block: LiveBlock, _ random: inout SplitMix64) throws(Diagnostic) {
    var counts = LiveQuotas.ages.map { _ in LiveQuotas.categories.map { _ in 0 } }
    for person in block.people {
      for category in person.categories { counts[person.age][category] += 1 }
    }
    var amounts = counts.map { $0.map { LiveWatching(days: $0) } }
    for (place, person) in block.people.enumerated() {
      let uid = Self.uid(written + place + 1)
      users.text(uid)
      users.plain(days.label(person.signupDay))
      users.text(LiveQuotas.ages[person.age])
      users.text(LiveQuotas.cities[person.city])
      try users.endRow()
      for (day, category) in zip(person.days, person.categories) {
        let watched = amounts[person.age][category].draw(
          completion: completions[category], &random)
        watching.text(uid)
        watching.plain(days.label(day))
        watching.text(LiveQuotas.categories[category])
        watching.int(watched.videos)
        watching.int(watched.completes)
        watching.int(watched.minutes)
        try watching.endRow()
      }
    }
    try expose(block, &random)
    written += block.people.count
  }

  /// Everybody sees the window or does not once; a fifth in its first three days.
  private func expose(_ block: LiveBlock, _ random: inout SplitMix64) throws(Diagnostic) {
    let cards: (Bool) -> [(card: (variant: String, isConverted: Bool), count: Int)] = { isEarly in
      LiveQuotas.popup.flatMap { arm in
        let (all, converted) = isEarly ? arm.early : arm.late
        return [((arm.variant, true), converted), ((arm.variant, false), all - converted)]
      }
    }
    var early = Deck(cards(true), &random)
    var late = Deck(cards(false), &random)
    let registered = block.people.prefix { $0.signupDay < LiveQuotas.launch }.count
    let isEarly = Set((0..<registered).shuffled(using: &random).prefix(early.count))
    for (place, person) in block.people.enumerated() {
      let day =
        isEarly.contains(place)
        ? LiveQuotas.launch + random.below(3) : lateDay(person, &random)
      guard let card = isEarly.contains(place) ? early.draw() : late.draw() else { continue }
      exposures.text("gift_popup")
      exposures.text(Self.uid(written + place + 1))
      exposures.text(card.variant)
      exposures.time(days.label(day), second: random.within(28_800...84_000))
      exposures.int(card.isConverted ? 1 : 0)
      try exposures.endRow()
    }
  }

  /// The day on which somebody comes by after the first three, in their first days or sooner
  /// rather than later.
  private func lateDay(_ person: LivePerson, _ random: inout SplitMix64) -> Int {
    let first = LiveQuotas.launch + 3
    let last = LiveQuotas.dayCount - 1
    guard person.signupDay < LiveQuotas.launch else {
      return min(last, max(first, person.signupDay) + random.below(5))
    }
    return first + Int(Double(last - first + 1) * random.unit() * (0.12 + 0.88 * random.unit()))
  }

  static func uid(_ number: Int) -> String { "l" + LiveRooms.digits(number, 5) }

  func close() throws(Diagnostic) -> [WrittenTable] {
    [try users.close(), try watching.close(), try exposures.close()]
  }
}

import Engine
import Reporting
import Statistics

/// Writes members and all that they do, block by block.
struct CommunityTables {
  private let calendar: CommunityCalendar
  private let users: CSVFile
  private let usage: CSVFile
  private let checkins: CSVFile
  private let posts: CSVFile
  private let contributions: CSVFile
  private let pushes: CSVFile
  private let exposures: CSVFile
  /// Users of the blocks before.
  private var written = 0

  init(in folder: String, _ calendar: CommunityCalendar) throws(Diagnostic) {
    func table(_ name: String, _ columns: String) throws(Diagnostic) -> CSVFile {
      try CSVFile(name, columns: columns.split(separator: " ").map(String.init), in: folder)
    }
    self.calendar = calendar
    users = try table("users", "uid signup_on age_band city_tier")
    usage = try table("usage_daily", "uid date minutes")
    checkins = try table("checkins", "uid date")
    posts = try table(
      "posts",
      "post_id author_uid published_on type channel reads completes likes comments shares "
        + "link_clicks conversions")
    contributions = try table("contrib_monthly", "uid month posts comments")
    pushes = try table("pushes", "uid month arm sent opened optout")
    exposures = try table("exposures", "exp uid variant exposed_at")
  }

  mutating func add(
    _ block: CommunityBlock, _ random: inout SplitMix64
  ) throws(Diagnostic) {
    var minutes = zip(CommunityQuotas.minutes, CommunityQuotas.userDays).map {
      ExactMean($0, count: $1)
    }
    for (place, person) in block.people.enumerated() {
      try add(person, place, &minutes, &random)
    }
    let works = CommunityPosts(block, &random)
    try add(works.posts, &random)
    for item in works.contributions {
      contributions.plain(uid(item.place))
      contributions.text("2024-06")
      contributions.int(item.posts)
      contributions.int(item.comments)
      try contributions.endRow()
    }
    try add(block.experiments, &random)
    written += block.people.count
  }

  private func add(
    _ person: CommunityPerson, _ place: Int, _ minutes: inout [ExactMean],
    _ random: inout SplitMix64
  ) throws(Diagnostic) {
    let uid = uid(place)
    users.plain(uid)
    users.plain(
      person.signupDay >= 0
        ? calendar.days.label(person.signupDay)
        : Array(calendar.days.first.advanced(by: person.signupDay).label.utf8))
    users.text(CommunityPerson.ages[person.age])
    users.text(CommunityPerson.cities[person.city])
    try users.endRow()
    for day in person.days {
      usage.plain(uid)
      usage.plain(calendar.days.label(day))
      usage.int(minutes[CommunityQuotas.month(of: day)].draw(&random))
      try usage.endRow()
      if person.isInStreak(day) || random.chance(person.habit) {
        checkins.plain(uid)
        checkins.plain(calendar.days.label(day))
        try checkins.endRow()
      }
    }
  }

  private func add(
    _ items: [CommunityPosts.Post], _ random: inout SplitMix64
  ) throws(Diagnostic) {
    let reaches = CommunityPostType.all.map { CommunityReach($0, &random) }
    let channels = CommunityPostType.all.map { WeightedChoice($0.weights) }
    var told = reaches.map { _ in 0 }
    for item in items {
      posts.text("p" + Self.digits(posts.rows + 1))
      posts.plain(uid(item.author))
      posts.plain(calendar.days.label(item.day))
      posts.text(CommunityPostType.all[item.type].name)
      posts.text(CommunityPostType.channels[channels[item.type].draw(&random)])
      for count in reaches[item.type].row(told[item.type]) { posts.int(count) }
      told[item.type] += 1
      try posts.endRow()
    }
  }

  private func add(
    _ experiments: CommunityExperiments, _ random: inout SplitMix64
  ) throws(Diagnostic) {
    for push in experiments.pushes {
      pushes.plain(uid(push.place))
      pushes.text("2024-06")
      pushes.text(push.arm.name)
      pushes.int(push.sent)
      pushes.int(push.opened)
      pushes.int(push.isOptedOut ? 1 : 0)
      try pushes.endRow()
    }
    let reward = experiments.reward.map {
      ("streak_reward", $0.place, $0.isTreated ? "treatment" : "control")
    }
    let push = experiments.pushes.map { ("push_freq", $0.place, $0.arm.name) }
    for (name, place, variant) in reward + push {
      exposures.text(name)
      exposures.plain(uid(place))
      exposures.text(variant)
      exposures.time(
        calendar.days.label(CommunityQuotas.launch), second: random.within(32_400...79_200))
      try exposures.endRow()
    }
  }

  private func uid(_ place: Int) -> [UInt8] {
    Array(("c" + Self.digits(written + place + 1)).utf8)
  }

  /// A number with at least five digits.
  static func digits(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 5 - digits.count)) + digits
  }

  func close() throws(Diagnostic) -> [WrittenTable] {
    [
      try users.close(), try usage.close(), try checkins.close(), try posts.close(),
      try contributions.close(), try pushes.close(), try exposures.close(),
    ]
  }
}

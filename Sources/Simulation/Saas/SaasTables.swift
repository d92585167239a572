import Engine
import Reporting
import Statistics

/// Writes users, their setup and their use, person by person.
struct SaasTables {
  private static let events = [
    "signup", "create_workspace", "import_data", "invite_member", "setup_done",
  ].map { Array($0.utf8) }

  private let days: DaySpan
  private let users: CSVFile
  private let events: CSVFile
  private let usage: CSVFile
  private var written = 0
  private let channels = WeightedChoice([34, 24, 19, 15, 8])
  private let sizes = WeightedChoice([46, 30, 17, 7])
  private let roles = WeightedChoice([27, 24, 20, 17, 12])
  private let hours = WeightedChoice([
    0, 0, 0, 0, 0, 0, 0, 2, 6, 13, 15, 12, 7, 8, 13, 14, 12, 9, 6, 6, 5, 3,
  ])

  init(in folder: String, days: DaySpan) throws(Diagnostic) {
    self.days = days
    users = try CSVFile(
      "users",
      columns: ["uid", "signup_at", "channel", "company_size", "role", "account_type"],
      in: folder)
    events = try CSVFile("events", columns: ["uid", "ts", "event"], in: folder)
    usage = try CSVFile(
      "usage_daily", columns: ["uid", "date", "sessions", "minutes"], in: folder)
  }

  /// Those who sign up on the same day are told in the order of the hour.
  mutating func add(
    _ block: SaasBlock, _ ledger: inout SaasLedger, _ random: inout SplitMix64
  ) throws(Diagnostic) {
    var start = 0
    while start < block.people.count {
      let day = block.people[start].day
      var end = start
      while end < block.people.count, block.people[end].day == day { end += 1 }
      let seconds = (start..<end).map { _ in
        min(hours.draw(&random) * 3600 + random.below(3600), 76_500)
      }
      for (person, second) in zip(block.people[start..<end], seconds.sorted()) {
        try add(person, second: second, &ledger, &random)
      }
      start = end
    }
  }

  private mutating func add(
    _ person: SaasPerson, second: Int, _ ledger: inout SaasLedger, _ random: inout SplitMix64
  ) throws(Diagnostic) {
    written += 1
    let uid = Array(Self.id("u", written).utf8)
    let plan = person.payment.flatMap { ledger.plan(for: $0) }
    users.plain(uid)
    users.time(days.label(person.day), second: second)
    users.text(["organic", "search_ads", "content", "referral", "partner"][channels.draw(&random)])
    users.text(size(of: plan, &random))
    users.text(
      ["product", "operations", "marketing", "engineering", "founder"][roles.draw(&random)])
    users.text(random.chance(person.depth >= 3 ? 0.75 : 0.4) ? "team" : "personal")
    try users.endRow()
    let uses = person.uses(&random)
    let setupDay = try addSetup(of: person, uid, second: second, uses, &random)
    for use in uses {
      usage.plain(uid)
      usage.plain(days.label(person.day + use.day))
      usage.int(use.sessions)
      usage.int((0..<use.sessions).reduce(0) { sum, _ in sum + random.within(4...26) })
      try usage.endRow()
    }
    if let payment = person.payment, let plan {
      let lag = Self.lag(of: payment, person, setupDay: setupDay, &random)
      try ledger.add(plan, of: Self.id("u", written), from: person.day + lag)
    }
  }

  private func size(of plan: SaasPlan?, _ random: inout SplitMix64) -> String {
    let sizes = ["1-10", "11-50", "51-200", "201+"]
    let drawn = self.sizes.draw(&random)
    switch plan {
    case .enterprise: return sizes[random.chance(0.6) ? 3 : 2]
    case .pro: return sizes[max(1, drawn)]
    default: return sizes[drawn]
    }
  }

  /// The steps of the setup that the person takes; returns the day of the last one.
  ///
  /// Some leave it for their next day of use, if that comes soon and within the quarter.
  private func addSetup(
    of person: SaasPerson, _ uid: [UInt8], second: Int, _ uses: [SaasPerson.Use],
    _ random: inout SplitMix64
  ) throws(Diagnostic) -> Int {
    let later = uses.first { $0.day > 0 && $0.day <= 4 }?.day
    let limit = SaasQuotas.groups.first { $0.days.contains(person.day) }?.lastSetupDay
    var day = 0
    var time = second
    for step in 0...person.depth {
      if step > 1, day == 0, let later, random.chance(0.2),
        person.day + later <= limit ?? SaasQuotas.asof
      {
        day = later
        time = hours.draw(&random) * 3600 + random.below(3600)
      } else if step > 0 {
        time += random.within(40...([900, 2400, 2400, 1200][step - 1]))
      }
      events.plain(uid)
      events.time(days.label(person.day + day), second: min(time, 86_399))
      events.plain(Self.events[step])
      try events.endRow()
    }
    return day
  }

  /// Days from sign-up to the first payment.
  private static func lag(
    of payment: SaasPerson.Payment, _ person: SaasPerson, setupDay: Int,
    _ random: inout SplitMix64
  ) -> Int {
    let june = SaasQuotas.monthStarts[6] - 1 - person.day
    switch payment {
    case .soon: return random.within((setupDay + 1)...max(setupDay + 1, min(30, june)))
    case .late: return random.within(31...max(31, min(60, june)))
    case .july: return june + random.within(1...7)
    }
  }

  static func id(_ letter: String, _ number: Int) -> String {
    let digits = String(number)
    return letter + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
  }

  func close() throws(Diagnostic) -> [WrittenTable] {
    [try users.close(), try events.close(), try usage.close()]
  }
}

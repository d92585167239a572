import Statistics

/// One who signs up, as planned.
struct SaasPerson: Sendable {
  enum Rhythm: Sendable {
    /// Days 0, 1, 2, 4 of every week since sign-up, until the end of the data.
    case heavy
    /// Days 0 and 4 of every week since sign-up, for four weeks.
    case light
    /// One day in the second or third week.
    case returning
    case brief
  }

  enum Payment: Sendable {
    case soon, late, july
  }

  var rhythm: Rhythm
  /// How many steps of the setup they take, 4 for all.
  var depth: Int
  var isBackNextDay = false
  var isBackInWeek = false
  var isBackOnSixthDay = false
  var payment: Payment?
  /// The day of sign-up.
  var day = 0

  /// A day of use, counted from sign-up.
  struct Use: Sendable {
    let day: Int
    let sessions: Int
  }

  /// The days of use within the data, the day of sign-up first.
  func uses(_ random: inout SplitMix64) -> [Use] {
    let last = SaasQuotas.asof - day
    switch rhythm {
    case .heavy:
      return (0...last).compactMap { day in
        let sessions = [3, 3, 2, 0, 2, 0, 0][day % 7]
        return sessions > 0 ? Use(day: day, sessions: sessions) : nil
      }
    case .light:
      return (0...min(27, last)).compactMap { day in
        let isUsed = day % 7 == 0 || day % 7 == 4 || (day == 1 && isBackNextDay)
        return isUsed ? Use(day: day, sessions: 1) : nil
      }
    case .returning, .brief:
      var days: Set = [0]
      if isBackNextDay { days.insert(1) }
      if isBackOnSixthDay { days.insert(6) }
      if isBackInWeek, !isBackOnSixthDay { days.insert(random.within(2...5)) }
      if days.count > 1, random.chance(0.4) { days.insert(random.within(2...5)) }
      if rhythm == .returning { days.insert(random.within(8...max(8, min(20, last)))) }
      return days.sorted().map { Use(day: $0, sessions: random.chance(0.3) ? 2 : 1) }
    }
  }
}

/// Some thousands of people who sign up in half a year: the plan of one block.
struct SaasBlock {
  private(set) var people: [SaasPerson] = []

  /// - Parameter weights: how likely a sign-up is on each day of the half year.
  init(weights: [Double], _ random: inout SplitMix64) {
    for group in SaasQuotas.groups { people += Self.people(of: group, weights, &random) }
  }

  private static func people(
    of group: SaasGroup, _ weights: [Double], _ random: inout SplitMix64
  ) -> [SaasPerson] {
    let done = group.setup[3]
    let depths = zip([group.users] + group.setup, group.setup).map { $0 - $1 }
    var deck = Deck(depths.enumerated().map { (card: $0.offset, count: $0.element) }, &random)
    var people: [SaasPerson] = []
    func add(_ count: Int, _ rhythm: SaasPerson.Rhythm, depth: () -> Int) {
      for _ in 0..<count { people.append(SaasPerson(rhythm: rhythm, depth: depth())) }
    }
    let whole = { 4 }
    add(group.heavy.done, .heavy, depth: whole)
    add(group.light.done, .light, depth: whole)
    add(group.returning.done, .returning, depth: whole)
    add(done - people.count, .brief, depth: whole)
    let partial = { deck.draw() ?? 0 }
    add(group.heavy.not, .heavy, depth: partial)
    add(group.light.not, .light, depth: partial)
    add(group.returning.not, .returning, depth: partial)
    add(group.users - people.count, .brief, depth: partial)
    markReturns(&people, group, &random)
    markPayers(&people, group, &random)
    people.shuffle(using: &random)
    let counts = Apportionment.shares(of: group.users, by: Array(weights[group.days]))
    let days = zip(group.days, counts).flatMap { Array(repeating: $0, count: $1) }
    for (place, day) in days.enumerated() { people[place].day = day }
    return people
  }

  private static func markReturns(
    _ people: inout [SaasPerson], _ group: SaasGroup, _ random: inout SplitMix64
  ) {
    let light = people.indices.filter { people[$0].rhythm == .light }
    for place in light.shuffled(using: &random).prefix(group.nextDay.light) {
      people[place].isBackNextDay = true
    }
    let others = people.indices.filter {
      people[$0].rhythm == .brief || people[$0].rhythm == .returning
    }.shuffled(using: &random)
    let returning = others.prefix(group.nextDay.others + group.laterInWeek)
    for place in returning.prefix(group.nextDay.others) { people[place].isBackNextDay = true }
    for place in returning.dropFirst(group.nextDay.others) { people[place].isBackInWeek = true }
    for place in returning.shuffled(using: &random).prefix(group.sixthDay) {
      people[place].isBackOnSixthDay = true
    }
  }

  private static func markPayers(
    _ people: inout [SaasPerson], _ group: SaasGroup, _ random: inout SplitMix64
  ) {
    let kinds: [SaasPerson.Payment] =
      Array(repeating: .soon, count: group.payers.soon)
      + Array(repeating: .late, count: group.payers.late)
      + Array(repeating: .july, count: group.payers.july)
    let places = people.indices.filter { people[$0].depth == 4 }
    let chosen = random.sample(kinds.count, of: places) { place in
      switch people[place].rhythm {
      case .heavy: 1
      case .light: 0.3
      case .returning, .brief: 0.02
      }
    }
    for (place, kind) in zip(chosen.shuffled(using: &random), kinds) {
      people[place].payment = kind
    }
  }
}

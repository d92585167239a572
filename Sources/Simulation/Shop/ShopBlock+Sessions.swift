import Statistics

extension ShopBlock {
  /// Lists all sessions: one for each sign-up and each order, those of users who were won back, and
  /// as many more as the quotas leave, in the months in which users are active.
  mutating func planSessions() {
    var random = stream(.sessions)
    var rest = (0...1).map { ShopQuotas.sessions[$0] }
    var taken: Set<Int> = []
    func add(_ session: Session, _ sessions: inout [Session]) {
      sessions.append(session)
      taken.insert(Int(session.user) * ShopCalendar.dayCount + session.start.day)
      rest[ShopCalendar.quarter(of: session.start.day)] -= 1
    }
    sessions.reserveCapacity(rest.reduce(0, +))
    for (place, user) in users.enumerated() where !user.isFake {
      add(
        Session(user: Int32(place), start: user.signup, depth: 1, isSignup: true), &sessions)
    }
    for (place, order) in orders.enumerated() {
      let start = Moment(day: Int(order.day), second: Int(order.second))
      add(Session(user: order.user, start: start, depth: 6, order: Int32(place)), &sessions)
    }
    for addressed in winback {
      guard let day = addressed.returnDay else { continue }
      let start = Moment(day: day, second: calendar.second(&random))
      add(Session(user: Int32(addressed.user), start: start, depth: 1), &sessions)
    }
    for quarter in 0...1 {
      for visit in visits(rest[quarter], in: quarter, &random) {
        let start = self.start(of: visit, besides: taken, &random)
        add(Session(user: Int32(visit.user), start: start, depth: 1), &sessions)
      }
    }
    drawDepths(&random)
    arrange()
  }

  /// A month in which a user comes.
  private struct Visit {
    let user: Int
    let month: Int
  }

  /// So many visits of a quarter: at least one in each active month, the others where users are
  /// eager.
  private func visits(
    _ count: Int, in quarter: Int, _ random: inout SplitMix64
  ) -> [Visit] {
    var orderMonths: Set<Int> = []
    for order in orders {
      orderMonths.insert(Int(order.user) * 6 + ShopCalendar.month(of: Int(order.day)))
    }
    var needed: [Visit] = []
    var possible: [Visit] = []
    var eagerness: [Double] = []
    for (place, user) in users.enumerated() where !user.isFake {
      let signup = ShopCalendar.month(of: user.signup.day)
      let unit = random.unit()
      let eager = (0.25 + 2.5 * unit * unit * unit) * (user.purchases == .often ? 1.8 : 1)
      for month in quarter * 3..<quarter * 3 + 3 where user.isActive(in: month) {
        let visit = Visit(user: place, month: month)
        if month > signup, !orderMonths.contains(place * 6 + month) { needed.append(visit) }
        if !days(of: visit).isEmpty {
          possible.append(visit)
          eagerness.append(eager * Self.intensity[month])
        }
      }
    }
    needed.shuffle(using: &random)
    var visits = Array(needed.prefix(count))
    guard !possible.isEmpty else { return visits }
    let choice = WeightedChoice(eagerness)
    while visits.count < count { visits.append(possible[choice.draw(&random)]) }
    return visits
  }

  /// How often the active come a month beyond once: the first users of a new shop come often.
  private static let intensity = [2.1, 1.25, 0.65, 1.15, 1, 0.9]

  /// The days on which a visit may lie: after the sign-up.
  private func days(of visit: Visit) -> Range<Int> {
    let days = ShopCalendar.monthDays(visit.month)
    let signup = users[visit.user].signup.day
    return max(days.lowerBound, min(signup + 1, days.upperBound))..<days.upperBound
  }

  /// A day without another session of the user where there is one, and a time of it.
  private func start(
    of visit: Visit, besides taken: Set<Int>, _ random: inout SplitMix64
  ) -> Moment {
    let days = days(of: visit)
    let isNew = days.lowerBound > ShopCalendar.monthStarts[visit.month]
    var day = days.lowerBound
    for _ in 0..<8 {
      // The newly signed up come back sooner rather than later.
      let step = random.below(days.count)
      day = days.lowerBound + (isNew ? min(step, random.below(days.count)) : step)
      guard random.chance(calendar.weight(of: day) / 1.22) else { continue }
      if !taken.contains(visit.user * ShopCalendar.dayCount + day) { break }
    }
    return Moment(day: day, second: calendar.second(&random))
  }

  /// Deals the steps each session without an order goes through.
  private mutating func drawDepths(_ random: inout SplitMix64) {
    var decks = (0...1).map { quarter in
      Deck((0..<5).map { (UInt8($0 + 1), ShopQuotas.depths[quarter][$0]) }, &random)
    }
    for place in sessions.indices where sessions[place].order == nil {
      let quarter = ShopCalendar.quarter(of: sessions[place].start.day)
      if let depth = decks[quarter].draw() { sessions[place].depth = depth }
    }
  }

  /// Ranks sessions by time, then sorts them by user and time, and tells orders of theirs.
  private mutating func arrange() {
    let byTime = sessions.indices.map { UInt64(sessions[$0].start.seconds) << 32 | UInt64($0) }
      .sorted()
    for (rank, key) in byTime.enumerated() {
      sessions[Int(key & 0xFFFF_FFFF)].rank = Int32(rank)
    }
    let keys = sessions.indices.map { place in
      UInt64(sessions[place].user) << 48 | UInt64(sessions[place].rank) << 24 | UInt64(place)
    }
    sessions = keys.sorted().map { sessions[Int($0 & 0xFF_FFFF)] }
    for (place, session) in sessions.enumerated() {
      if let order = session.order { orders[Int(order)].session = Int32(place) }
    }
  }
}

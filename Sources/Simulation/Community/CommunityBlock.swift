import Statistics

/// Three thousand members over half a year: the plan of one block.
struct CommunityBlock {
  let calendar: CommunityCalendar
  /// In the order of sign-up.
  private(set) var people: [CommunityPerson] = []
  /// Places of those active in each month.
  private(set) var active: [[Int]] = []
  /// Places of those with a streak in each month.
  private(set) var streakers: [Set<Int>] = []
  private(set) var experiments = CommunityExperiments()

  init(_ calendar: CommunityCalendar, _ random: inout SplitMix64) {
    self.calendar = calendar
    signUp(&random)
    for month in 0..<6 {
      active.append(chooseActive(in: month, &random))
      streakers.append(chooseStreakers(in: month, &random))
    }
    experiments = CommunityExperiments(people, activeInJune: Set(active[5]), &random)
    for month in 0..<6 { placeDays(in: month, &random) }
  }

  private mutating func signUp(_ random: inout SplitMix64) {
    let ages = WeightedChoice([32, 34, 20, 14])
    let cities = WeightedChoice([24, 30, 26, 20])
    // From March 2022 on, more and more of them.
    var days = (0..<CommunityQuotas.members).map { _ in
      -1 - Int(670 * random.unit() * (0.3 + 0.7 * random.unit()))
    }
    for month in 0..<6 {
      // Whoever joined on the last day of June would have no next day within the data.
      let range = CommunityQuotas.days(of: month).filter { $0 < CommunityQuotas.dayCount - 1 }
      let weights = range.map { calendar.weight($0) * (0.75 + 0.5 * random.unit()) }
      let counts = Apportionment.shares(of: CommunityQuotas.signupsAMonth, by: weights)
      days += zip(range, counts).flatMap { Array(repeating: $0, count: $1) }
    }
    people = days.sorted().map {
      CommunityPerson(signupDay: $0, ages: ages, cities: cities, &random)
    }
    for month in 0..<6 {
      let back = newcomers(of: month).shuffled(using: &random)
      for place in back.prefix(CommunityQuotas.nextDay[month]) {
        people[place].isBackNextDay = true
      }
    }
  }

  /// Places of those who sign up in a month.
  func newcomers(of month: Int) -> [Int] {
    let first = CommunityQuotas.members + month * CommunityQuotas.signupsAMonth
    return Array(first..<(first + CommunityQuotas.signupsAMonth))
  }

  /// Newcomers, some of those active the month before, and some who have been away.
  private func chooseActive(in month: Int, _ random: inout SplitMix64) -> [Int] {
    let new = newcomers(of: month)
    let before = month > 0 ? active[month - 1] : []
    let fixed = before.filter { !people[$0].fixedDays(of: month).isEmpty }
    var kept = fixed
    let open = before.filter { people[$0].fixedDays(of: month).isEmpty }
    if month == 4 {
      let streaks = open.filter(streakers[3].contains)
      kept += choose(CommunityQuotas.streak.kept, of: streaks, &random)
      let others = open.filter { !streakers[3].contains($0) }
      kept += choose(CommunityQuotas.streak.othersKept - fixed.count, of: others, &random)
    } else {
      kept += choose(CommunityQuotas.kept[month] - fixed.count, of: open, &random)
    }
    let present = Set(before)
    let away = (0..<(new.first ?? 0)).filter { !present.contains($0) }
    let back = choose(
      CommunityQuotas.active[month] - new.count - kept.count, of: away, &random)
    return (new + kept + back).sorted()
  }

  private func choose(_ count: Int, of places: [Int], _ random: inout SplitMix64) -> [Int] {
    random.sample(count, of: places) { people[$0].spirit }
  }

  /// Some are at it again, the others are new to it; nobody in their first days.
  private func chooseStreakers(in month: Int, _ random: inout SplitMix64) -> Set<Int> {
    let first = CommunityQuotas.monthStarts[month]
    let open = active[month].filter { people[$0].signupDay < first - 1 }
    let before = month > 0 ? streakers[month - 1] : []
    let count = CommunityQuotas.streakers[month]
    let again = choose(count * 2 / 5, of: open.filter(before.contains), &random)
    let rest = open.filter { !again.contains($0) }
    return Set(again + choose(count - again.count, of: rest, &random))
  }
}

extension CommunityBlock {
  /// One who is active in a month: how many days at least and at most.
  private struct Share {
    let place: Int
    let least: Int
    let most: Int
  }

  private mutating func placeDays(in month: Int, _ random: inout SplitMix64) {
    let total = CommunityQuotas.userDays[month]
    guard month == 3 else {
      place(total, among: active[month].map { share($0, month, most: 27) }, month, &random)
      return
    }
    let streak = CommunityQuotas.streak
    let with = active[month].filter(streakers[month].contains)
    let without = active[month].filter { !streakers[month].contains($0) }
    place(streak.userDays, among: with.map { share($0, month, most: 26) }, month, &random)
    place(
      total - streak.userDays, among: without.map { share($0, month, most: streak.othersMost) },
      month, &random)
  }

  private func share(_ place: Int, _ month: Int, most: Int) -> Share {
    let person = people[place]
    let least = streakers[month].contains(place) ? 7 : 1
    return Share(
      place: place, least: max(least, person.fixedDays(of: month).count),
      most: min(most, person.openDays(of: month).count))
  }

  private mutating func place(
    _ total: Int, among shares: [Share], _ month: Int, _ random: inout SplitMix64
  ) {
    let weights = shares.map { people[$0.place].spirit }
    let counts = Self.counts(total, among: shares, weights, &random)
    for (share, count) in zip(shares, counts) {
      people[share.place].days += days(of: share.place, in: month, count, &random)
    }
  }

  /// Shares days of use out, each at least and at most what it may be.
  private static func counts(
    _ total: Int, among shares: [Share], _ weights: [Double], _ random: inout SplitMix64
  ) -> [Int] {
    var counts = shares.map(\.least)
    var left = total - counts.reduce(0, +)
    let choice = WeightedChoice(weights)
    var attempts = 0
    while left > 0, attempts < 100 * total {
      attempts += 1
      let place = choice.draw(&random)
      guard counts[place] < shares[place].most else { continue }
      counts[place] += 1
      left -= 1
    }
    return counts
  }

  private mutating func days(
    of place: Int, in month: Int, _ count: Int, _ random: inout SplitMix64
  ) -> [Int] {
    let person = people[place]
    let open = person.openDays(of: month)
    var days = Set(person.fixedDays(of: month))
    let isEarly = month == 5 && experiments.needsFirstWeek.contains(place)
    if streakers[month].contains(place) {
      let length = 7 + random.below(max(1, min(count - 6, 12)))
      let range = CommunityQuotas.days(of: month)
      let last = isEarly ? range.lowerBound + 6 : range.upperBound - length
      let first = random.within(range.lowerBound...last)
      people[place].streaks.append(first..<(first + length))
      days.formUnion(first..<(first + length))
    } else if isEarly {
      days.formUnion(calendar.choose(1, of: Array(open.prefix(7)), &random))
    }
    let rest = open.filter { !days.contains($0) }
    return (days + calendar.choose(count - days.count, of: rest, &random)).sorted()
  }
}

import Statistics

/// A viewer, as planned.
struct LivePerson: Sendable {
  let signupDay: Int
  /// A place of ``LiveQuotas/ages``.
  let age: Int
  let city: Int
  let isBackOnSeventhDay: Bool
  /// A place of ``LiveQuotas/categories``.
  let favourite: Int
  /// Days on which videos are watched, that of sign-up first.
  let days: [Int]
  /// What is watched most on each of them.
  var categories: [Int] = []
}

/// Four thousand viewers over three months: the plan of one block.
struct LiveBlock {
  /// In the order of sign-up.
  private(set) var people: [LivePerson] = []
  private let tastes = LiveQuotas.tastes.map { WeightedChoice($0.map(Double.init)) }

  init(_ days: DaySpan, _ random: inout SplitMix64) {
    let cities = WeightedChoice([18, 24, 27, 31])
    for half in LiveQuotas.halves { signUp(half, days, cities, &random) }
    for age in LiveQuotas.ages.indices { choose(age: age, &random) }
  }

  private mutating func signUp(
    _ half: (days: ClosedRange<Int>, ages: [Int], seventhDay: Int), _ days: DaySpan,
    _ cities: WeightedChoice, _ random: inout SplitMix64
  ) {
    let total = half.ages.reduce(0, +)
    var ages = Deck(half.ages.enumerated().map { (card: $0.offset, count: $0.element) }, &random)
    var backs = Deck([(true, half.seventhDay), (false, total - half.seventhDay)], &random)
    let counts = Apportionment.shares(
      of: total,
      by: half.days.map { Self.weight(days.weekday($0)) * (0.8 + 0.4 * random.unit()) })
    for (day, count) in zip(half.days, counts) {
      for _ in 0..<count {
        let age = ages.draw() ?? 0
        let isBack = backs.draw() ?? false
        people.append(
          LivePerson(
            signupDay: day, age: age, city: cities.draw(&random), isBackOnSeventhDay: isBack,
            favourite: tastes[age].draw(&random),
            days: Self.days(from: day, isBack: isBack, days, &random)))
      }
    }
  }

  /// How lively a weekday is: people watch most on weekends.
  static func weight(_ weekday: Int) -> Double {
    [0.93, 0.91, 0.93, 0.95, 1.03, 1.14, 1.11][weekday]
  }

  /// Fewer come back each day; those of day 7 are the keen ones on other days too.
  private static func days(
    from signup: Int, isBack: Bool, _ days: DaySpan, _ random: inout SplitMix64
  ) -> [Int] {
    let first =
      isBack ? [1, 0.7, 0.62, 0.58, 0.58, 0.58, 0.6] : [1, 0.27, 0.2, 0.17, 0.15, 0.13, 0.12]
    var later = isBack ? 0.54 : 0.09
    return (signup..<LiveQuotas.dayCount).filter { day in
      let offset = day - signup
      if offset == 0 { return true }
      if offset == 7 { return isBack }
      var chance = later
      if offset < 7 { chance = first[offset] } else { later *= isBack ? 0.93 : 0.9 }
      // The new recommendations bring everybody back a little more often.
      let lift = isBack || signup < LiveQuotas.change ? 1 : 1.2
      return random.chance(chance * lift * weight(days.weekday(day)))
    }
  }

  /// Gives the days of all of an age their categories: mostly the favourite one, and exactly the
  /// planted shares of the whole.
  private mutating func choose(age: Int, _ random: inout SplitMix64) {
    let owners = people.indices.filter { people[$0].age == age }
    var drawn: [Int] = []
    for place in owners {
      for _ in people[place].days {
        drawn.append(
          random.chance(0.7) ? people[place].favourite : tastes[age].draw(&random))
      }
    }
    let quotas = Apportionment.shares(
      of: drawn.count, by: LiveQuotas.tastes[age].map(Double.init))
    Self.settle(&drawn, to: quotas, &random)
    var next = 0
    for place in owners {
      let count = people[place].days.count
      people[place].categories = Array(drawn[next..<(next + count)])
      next += count
    }
  }

  /// Changes as few of the drawn as it takes to have so many of each.
  private static func settle(
    _ drawn: inout [Int], to quotas: [Int], _ random: inout SplitMix64
  ) {
    var missing = quotas
    for category in drawn { missing[category] -= 1 }
    var wanted = Deck(missing.enumerated().map { (card: $0.offset, count: $0.element) }, &random)
    for place in drawn.indices.shuffled(using: &random) where missing[drawn[place]] < 0 {
      guard let category = wanted.draw() else { return }
      missing[drawn[place]] += 1
      drawn[place] = category
    }
  }
}

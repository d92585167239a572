import Statistics

/// Who takes part in the two experiments of June.
struct CommunityExperiments {
  struct Push {
    let place: Int
    let arm: CommunityArm
    var sent: Int
    var opened: Int
    var isOptedOut: Bool
  }

  /// Places and whether they get the reward, by place.
  private(set) var reward: [(place: Int, isTreated: Bool)] = []
  /// By place.
  private(set) var pushes: [Push] = []
  /// Active members of the reward's experiment: they show up within a week of its beginning, so
  /// that windows of a week and of a month count the same.
  private(set) var needsFirstWeek: Set<Int> = []

  init() {}

  init(
    _ people: [CommunityPerson], activeInJune active: Set<Int>, _ random: inout SplitMix64
  ) {
    let registered = people.indices.filter { people[$0].signupDay < CommunityQuotas.launch }
    chooseReward(registered, active, &random)
    choosePushes(registered, active, &random)
  }

  private mutating func chooseReward(
    _ registered: [Int], _ active: Set<Int>, _ random: inout SplitMix64
  ) {
    let quota = CommunityQuotas.reward
    var present = registered.filter(active.contains).shuffled(using: &random)[...]
    var absent = registered.filter { !active.contains($0) }.shuffled(using: &random)[...]
    for (isTreated, count) in [(true, quota.treatment), (false, quota.control)] {
      let chosen = present.prefix(count) + absent.prefix(quota.variant - count)
      reward += chosen.map { ($0, isTreated) }
      needsFirstWeek.formUnion(present.prefix(count))
      present = present.dropFirst(count)
      absent = absent.dropFirst(quota.variant - count)
    }
    reward.sort { $0.place < $1.place }
  }

  private mutating func choosePushes(
    _ registered: [Int], _ active: Set<Int>, _ random: inout SplitMix64
  ) {
    let quota = CommunityQuotas.arm
    var present = registered.filter(active.contains).shuffled(using: &random)[...]
    var absent = registered.filter { !active.contains($0) }.shuffled(using: &random)[...]
    for arm in CommunityQuotas.arms {
      let chosen = Array(present.prefix(quota.active) + absent.prefix(quota.users - quota.active))
      pushes += Self.pushes(arm, to: chosen, readers: quota.active, &random)
      present = present.dropFirst(quota.active)
      absent = absent.dropFirst(quota.users - quota.active)
    }
    pushes.sort { $0.place < $1.place }
  }

  /// - Parameter readers: how many of the first places open what they are sent.
  private static func pushes(
    _ arm: CommunityArm, to places: [Int], readers: Int, _ random: inout SplitMix64
  ) -> [Push] {
    let sent = sent(by: arm, count: places.count, &random)
    var pushes = zip(places, sent).map {
      Push(place: $0, arm: arm, sent: $1, opened: 0, isOptedOut: false)
    }
    let choice = WeightedChoice(
      (0..<readers).map { _ in
        let unit = random.unit()
        return 0.1 + unit * unit
      })
    var left = arm.opened
    while left > 0 {
      let reader = choice.draw(&random)
      guard pushes[reader].opened < pushes[reader].sent else { continue }
      pushes[reader].opened += 1
      left -= 1
    }
    for place in pushes.indices.shuffled(using: &random).prefix(arm.optedOut) {
      pushes[place].isOptedOut = true
    }
    return pushes
  }

  /// Around the arm's number, as campaigns do not reach everybody: up and down in pairs.
  private static func sent(
    by arm: CommunityArm, count: Int, _ random: inout SplitMix64
  ) -> [Int] {
    (0..<(count / 2)).flatMap { _ in
      let more = random.below(arm.sent / 4 + 1)
      return [arm.sent - more, arm.sent + more]
    }.shuffled(using: &random)
  }
}

import Statistics

extension ShopBlock {
  /// Decides in which months each user visits: who visited last month comes back likelier than who
  /// did not, the likelier the longer they stay, so that churn runs smoothly from month to month.
  mutating func planActivity() {
    var random = stream(.activity)
    var orderMonths = [UInt8](repeating: 0, count: users.count)
    for order in orders {
      orderMonths[Int(order.user)] |= 1 << UInt8(ShopCalendar.month(of: Int(order.day)))
    }
    for place in users.indices where !users[place].isFake {
      let signup = ShopCalendar.month(of: users[place].signup.day)
      users[place].setActive(true, in: signup)
      for month in signup..<6 where month > signup {
        let stays = stay(users[place], month: month, tenure: month - signup)
        let orders = orderMonths[place] >> UInt8(month) & 1 == 1
        let visits = random.chance(stays)
        users[place].setActive(visits || orders, in: month)
      }
    }
  }

  /// The chance that a user visits in a month.
  private func stay(_ user: User, month: Int, tenure: Int) -> Double {
    guard user.isActive(in: month - 1) else { return 0.05 * user.channel.loyalty }
    let usual = [0.37, 0.47, 0.52, 0.55, 0.57][min(tenure, 5) - 1]
    let factor: Double =
      switch user.purchases {
      case .none: 1
      case .once: 1.15
      case .twice: 1.3
      case .often: 1.6
      }
    return min(0.95, usual * user.channel.loyalty * factor)
  }

  /// Chooses the idle users of the win-back campaign, its two arms and who returns.
  ///
  /// Its buyers are among ``winback`` already. None of them visits from 1 May until addressed.
  mutating func planWinback() {
    var random = stream(.winback)
    let known = Set(winback.map(\.user))
    let firstIdleDay = ShopCalendar.monthStarts[4]
    let candidates = users.indices.filter {
      let user = users[$0]
      return user.signup.day < firstIdleDay && !user.isFake && user.purchases == .none
        && !known.contains($0)
    }
    // Those who stopped coming by themselves first, so that the campaign shapes no month before it.
    let idle = candidates.filter { !users[$0].isActive(in: 4) }.shuffled(using: &random)
    let others = candidates.filter { users[$0].isActive(in: 4) }
    for user in (idle + others).prefix(ShopQuotas.winbackOthers) {
      winback.append(Addressed(user: user, sent: Self.winbackStart))
    }
    winback.shuffle(using: &random)
    assignArms(&random)
    winback.sort { ($0.sent, $0.user) < ($1.sent, $1.user) }
  }

  private mutating func assignArms(_ random: inout SplitMix64) {
    var repays = ShopQuotas.winbackRepays
    var silent = (0...1).map {
      ShopQuotas.winbackArm - ShopQuotas.winbackRepays[$0]
    }
    var returns = (0...1).map { ShopQuotas.winbackReturns[$0] - ShopQuotas.winbackRepays[$0] }
    for place in winback.indices {
      let user = winback[place].user
      let day = Self.winbackStart.day + random.below(3)
      winback[place].sent = Moment(day: day, second: random.within(10 * 3600...20 * 3600))
      users[user].setActive(false, in: 4)
      users[user].setActive(false, in: 5)
      guard users[user].purchases != .twice else {
        let arm = repays[0] > 0 ? 0 : 1
        repays[arm] -= 1
        users[user].winbackArm = UInt8(arm)
        continue
      }
      let arm = silent[0] > 0 ? 0 : 1
      silent[arm] -= 1
      users[user].winbackArm = UInt8(arm)
      guard returns[arm] > 0 else { continue }
      returns[arm] -= 1
      // Who was addressed comes soon, who comes anyway at any time.
      let wait = arm == 0 ? random.below(9) + random.below(9) : random.below(27)
      winback[place].returnDay = min(day + 1 + wait, ShopCalendar.dayCount - 1)
    }
  }
}

import Statistics

extension ShopBlock {
  /// Chooses who buys, by channel and quarter of the sign-up, and lists the orders to place.
  ///
  /// Those who signed up early in a quarter are likelier to be chosen, so that its orders need not
  /// wait for its end.
  mutating func planBuyers() {
    var random = stream(.buyers)
    for quarter in 0...1 {
      var others: [Int] = []
      for channel in ShopChannel.allCases {
        let known = users.indices.filter {
          let user = users[$0]
          return user.channel == channel && !user.isFake
            && ShopCalendar.quarter(of: user.signup.day) == quarter
        }
        let tops = random.sample(channel.topBuyers[quarter], of: known) {
          topWeight($0, channel, quarter)
        }
        for user in tops { users[user].purchases = .often }
        let rest = known.filter { users[$0].purchases == .none }
        others += random.sample(channel.otherBuyers[quarter], of: rest) {
          otherWeight($0, quarter)
        }
      }
      others.shuffle(using: &random)
      if quarter == 0 { orderOfEarly(others) } else { orderOfNewcomers(others) }
    }
    for user in users.indices where users[user].purchases == .often {
      let signup = users[user].signup.day
      let isEarly = ShopCalendar.quarter(of: signup) == 0
      for _ in 0..<4 { place(user, after: signup) }
      for _ in 0..<4 { place(user, after: isEarly ? ShopCalendar.secondQuarter - 1 : signup) }
    }
  }

  private func topWeight(_ user: Int, _ channel: ShopChannel, _ quarter: Int) -> Double {
    let age = users[user].signup.day - ShopCalendar.quarterDays(quarter).lowerBound
    guard age < (quarter == 0 ? 80 : 60) else { return 0 }
    // Invitations bring their best buyers at once.
    return 1 / (1 + Double(age) / (channel == .referral ? 20 : 70))
  }

  private func otherWeight(_ user: Int, _ quarter: Int) -> Double {
    let age = users[user].signup.day - ShopCalendar.quarterDays(quarter).lowerBound
    guard age < 87 else { return 0 }
    return 1 / (1 + Double(age) / 45)
  }

  private mutating func place(_ user: Int, after day: Int) {
    orders.append(Order(user: Int32(user), earliest: Int16(day + 1)))
  }

  /// Buyers of the first quarter outside the top: some buy again at once, some in the second
  /// quarter, some only after they were won back.
  private mutating func orderOfEarly(_ buyers: [Int]) {
    // Who buys twice within the quarter signed up early in it.
    let byAge = buyers.filter { users[$0].signup.day < 60 }
    let twice = byAge.prefix(ShopQuotas.secondOrderInFirstQuarter)
    let others = buyers.filter { !twice.contains($0) }
    for user in twice {
      users[user].purchases = .twice
      for _ in 0..<2 { place(user, after: users[user].signup.day) }
    }
    let winback = ShopQuotas.secondOrderAfterWinback
    for (number, user) in others.enumerated() {
      users[user].purchases = .once
      place(user, after: users[user].signup.day)
      guard number < winback + ShopQuotas.secondOrderLater else {
        if number < winback + ShopQuotas.secondOrderLater + ShopQuotas.winbackSingles {
          self.winback.append(Addressed(user: user, sent: Self.winbackStart))
        }
        continue
      }
      users[user].purchases = .twice
      if number < winback {
        self.winback.append(Addressed(user: user, sent: Self.winbackStart))
        place(user, after: Self.winbackStart.day + 2)
      } else {
        place(user, after: ShopCalendar.secondQuarter - 1)
      }
    }
  }

  /// 2024-06-01; the campaign takes three days.
  static let winbackStart = Moment(day: ShopCalendar.monthStarts[5], second: 10 * 3600)

  private mutating func orderOfNewcomers(_ buyers: [Int]) {
    // Whoever buys twice needs some days for it.
    let early = buyers.filter { users[$0].signup.day < ShopCalendar.secondQuarter + 75 }
    let twice = Set(early.prefix(ShopQuotas.secondOrderOfNewcomers))
    for user in buyers {
      users[user].purchases = twice.contains(user) ? .twice : .once
      for _ in 0..<(twice.contains(user) ? 2 : 1) { place(user, after: users[user].signup.day) }
    }
  }
}

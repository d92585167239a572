import Statistics

extension ShopBlock {
  /// Signs users up month by month, each month and quarter with its exact channels.
  mutating func planUsers() {
    var random = stream(.users)
    users.reserveCapacity(ShopQuotas.users)
    for quarter in 0...1 {
      let channels: [(card: ShopChannel, count: Int)] = ShopChannel.allCases
        .filter { $0 != .bulk && $0 != .referral }
        .map { ($0, $0.users[quarter]) }
      var deck = Deck(channels, &random)
      for month in quarter * 3..<quarter * 3 + 3 {
        let bulk = ShopQuotas.bulk[month]
        let invited = ShopQuotas.invited[month]
        let days = daysOfMonth(month, growth: 0.15)
        for _ in 0..<ShopQuotas.signups[month] - bulk - invited {
          guard let channel = deck.draw() else { continue }
          users.append(User(signup: signup(days, month, &random), channel: channel))
        }
        addInvited(invited, month, &random)
        addBulk(bulk, fakes: ShopQuotas.fakes[month], month, &random)
      }
    }
    users.sort { $0.signup < $1.signup }
  }

  /// Draws days of a month by their weekday, with a little more towards its end.
  private func daysOfMonth(_ month: Int, growth: Double) -> WeightedChoice {
    let days = ShopCalendar.monthDays(month)
    return WeightedChoice(
      days.map { day in
        let progress = Double(day - days.lowerBound) / Double(days.count)
        return calendar.weight(of: day) * (1 + growth * progress)
      })
  }

  private func signup(
    _ days: WeightedChoice, _ month: Int, _ random: inout SplitMix64
  ) -> Moment {
    let day = ShopCalendar.monthStarts[month] + days.draw(&random)
    return Moment(day: day, second: calendar.second(&random))
  }

  /// Nobody signs up by an invitation before 2024-04-04, the day after the last were asked to
  /// invite.
  private mutating func addInvited(_ count: Int, _ month: Int, _ random: inout SplitMix64) {
    guard count > 0 else { return }
    let first = max(ShopCalendar.monthStarts[month], ShopCalendar.secondQuarter + 3)
    let days = (first..<ShopCalendar.monthStarts[month + 1])
    let choice = WeightedChoice(days.map { calendar.weight(of: $0) })
    for _ in 0..<count {
      let moment = Moment(day: first + choice.draw(&random), second: calendar.second(&random))
      users.append(User(signup: moment, channel: .referral))
    }
  }

  /// Bought contacts come in a few batches a month, seconds apart and at night.
  private mutating func addBulk(
    _ count: Int, fakes: Int, _ month: Int, _ random: inout SplitMix64
  ) {
    guard count > 0 else { return }
    let days = ShopCalendar.monthDays(month)
    let batches = (0..<5).map { _ in
      Moment(
        day: days.lowerBound + random.below(days.count - 2),
        second: random.within(2 * 3600...4 * 3600))
    }
    for number in 0..<count {
      let isFake = number < fakes
      let moment =
        isFake
        ? random.pick(batches) + random.below(2400)
        : Moment(
          day: days.lowerBound + random.below(days.count), second: calendar.second(&random))
      users.append(User(signup: moment, channel: .bulk, isFake: isFake))
    }
  }
}

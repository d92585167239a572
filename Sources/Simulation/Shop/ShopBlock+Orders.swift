import Statistics

extension ShopBlock {
  /// Gives each order a day: each quarter has its number of orders a day, and which order lies on
  /// which of these days is shuffled as far as sign-ups allow.
  mutating func scheduleOrders() {
    var random = stream(.schedule)
    for quarter in 0...1 {
      let days = ShopCalendar.quarterDays(quarter)
      var places = orders.indices.filter { quarterOf(orders[$0]) == quarter }
      places.sort { (orders[$0].earliest, $0) > (orders[$1].earliest, $1) }
      let shares = Apportionment.shares(
        of: ShopQuotas.depths[quarter][5], by: days.map { demand(on: $0) })
      var slots = zip(days, shares).flatMap { Array(repeating: $0, count: $1) }
      slots.sort(by: >)
      // The latest days go to those who sign up last, which fits wherever anything fits.
      for (place, slot) in zip(places, slots) {
        orders[place].day = max(Int16(slot), orders[place].earliest)
      }
      shuffleDays(places, &random)
    }
    for place in orders.indices { orders[place].second = Int32(calendar.second(&random)) }
    orders.sort { ($0.day, $0.second, $0.user) < ($1.day, $1.second, $1.user) }
  }

  private func quarterOf(_ order: Order) -> Int {
    ShopCalendar.quarter(of: Int(order.earliest))
  }

  /// How many orders a day attracts: a start from nothing, growth, weekends, the sales of 18 June.
  private func demand(on day: Int) -> Double {
    let start = min(1, 0.12 + Double(day) / 24)
    let growth =
      day < ShopCalendar.secondQuarter
      ? 1 + 0.5 * Double(day) / 91 : 1 + 0.2 * Double(day - 91) / 91
    let sales = (ShopCalendar.monthStarts[5] + 14...ShopCalendar.monthStarts[5] + 17).contains(day)
    return start * growth * calendar.weight(of: day) * (sales ? 1.35 : 1)
  }

  /// Swaps days between orders of a quarter wherever both still lie after their earliest day and
  /// no user gets orders closer to each other than before.
  private mutating func shuffleDays(_ places: [Int], _ random: inout SplitMix64) {
    var byUser: [Int32: [Int]] = [:]
    for place in places { byUser[orders[place].user, default: []].append(place) }
    let siblings = places.map { byUser[orders[$0].user] ?? [] }
    for _ in 0..<places.count * 24 {
      let first = random.below(places.count)
      let second = random.below(places.count)
      let one = orders[places[first]]
      let other = orders[places[second]]
      guard one.day != other.day, one.user != other.user,
        one.day >= other.earliest, other.day >= one.earliest
      else { continue }
      let before =
        crowd(siblings[first], places[first], one.day)
        + crowd(siblings[second], places[second], other.day)
      let after =
        crowd(siblings[first], places[first], other.day)
        + crowd(siblings[second], places[second], one.day)
      guard after <= before else { continue }
      orders[places[first]].day = other.day
      orders[places[second]].day = one.day
    }
  }

  /// How many of a user's other orders lie within two days of a day.
  private func crowd(_ siblings: [Int], _ place: Int, _ day: Int16) -> Int {
    var count = 0
    for sibling in siblings where sibling != place && abs(orders[sibling].day - day) < 3 {
      count += 1
    }
    return count
  }

  /// Shares the revenue of each channel out over the orders of its best and its other buyers.
  ///
  /// The weights keep every one of the best above every other buyer.
  mutating func priceOrders() {
    var random = stream(.prices)
    for channel in ShopChannel.allCases {
      for isTop in [true, false] {
        let places = orders.indices.filter {
          let user = users[Int(orders[$0].user)]
          return user.channel == channel && (user.purchases == .often) == isTop
        }
        let weights = places.map { _ in
          let part = random.unit()
          return isTop ? 0.5 + 1.1 * part : 0.35 + 1.5 * part * part
        }
        let revenue = isTop ? channel.topRevenue : channel.otherRevenue
        for (place, amount) in zip(places, Apportionment.shares(of: revenue * 10, by: weights)) {
          orders[place].amount = Int32(amount)
          users[Int(orders[place].user)].spent += Int32(amount)
        }
      }
    }
    for quarter in 0...1 {
      let places = orders.indices.filter {
        ShopCalendar.quarter(of: Int(orders[$0].day)) == quarter
      }
      for place in places.shuffled(using: &random).prefix(ShopQuotas.reviews[quarter]) {
        orders[place].isReviewed = true
      }
    }
  }
}

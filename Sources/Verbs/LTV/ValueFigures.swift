import Engine
import Reporting
import Statistics

/// What the counts of one group give: sums, values by age, and how far users differ.
struct ValueFigures {
  /// Users left out for the greatest value.
  let trimmed: Int
  /// Users that the value is divided by.
  let counted: Int
  private(set) var payers = 0
  private(set) var repeaters = 0
  private(set) var orders = 0
  let active: Int
  /// Ten-thousandths.
  private(set) var revenue: Int64 = 0
  private(set) var cost: Int64 = 0
  /// Cumulative, by age in the plan's unit.
  let ages: [Age]
  /// Whether no user's value is below zero.
  let isNeverNegative: Bool
  /// What acquiring a user cost, in units of the currency.
  let cac: Double?
  /// The first age in days at which the value of a user reaches that cost.
  let payback: Int?
  /// Seconds from each order of a user to the next, ascending.
  let gaps: [Double]

  /// All users up to an age.
  struct Age {
    /// Ten-thousandths.
    var revenue: Int64 = 0
    /// In units of the currency.
    var value = 0.0
    var squares = 0.0
  }

  /// Throws where a sum leaves the range of numbers.
  init(_ group: ValueCounts.Group, _ plan: LTV.Plan) throws(Overflow) {
    let valuation = Valuation(plan)
    var worths: [AccountWorth] = []
    for account in group.accounts { worths.append(try AccountWorth(account, valuation)) }
    let kept = Self.kept(worths, of: group.counted, trim: plan.trim)
    trimmed = worths.count - kept.count
    counted = group.counted - trimmed
    active =
      group.active - worths.count { $0.account.isActive } + kept.count { $0.account.isActive }
    for worth in kept {
      if worth.orders > 0 { payers += 1 }
      if worth.orders > 1 { repeaters += 1 }
      orders += worth.orders
      revenue = try revenue.adding(worth.revenue)
      cost = try cost.adding(worth.cost)
    }
    isNeverNegative = !kept.contains { $0.value < 0 }
    gaps = kept.flatMap(\.gaps).sorted()
    ages = try Self.ages(kept, plan, valuation)
    cac = Self.cac(group, plan)
    payback = try Self.payback(kept, of: counted, cost: cac, valuation)
  }

  /// The accounts without those of the greatest value, of equal ones the later users first.
  ///
  /// Of users without value none is left out: they are no outliers.
  private static func kept(
    _ worths: [AccountWorth], of counted: Int, trim: Double
  ) -> [AccountWorth] {
    // A product that rounds to a whole number is that number.
    let most = Int((Double(counted) * trim + 1e-9).rounded(.down))
    guard most > 0 else { return worths }
    let order = worths.indices.filter { worths[$0].value > 0 }.sorted { left, right in
      (worths[left].value, left) > (worths[right].value, right)
    }
    let left = Set(order.prefix(most))
    return worths.indices.filter { !left.contains($0) }.map { worths[$0] }
  }

  private static func ages(
    _ kept: [AccountWorth], _ plan: LTV.Plan, _ valuation: Valuation
  ) throws(Overflow) -> [Age] {
    let count = max(0, plan.mostAges) + 1
    var sums = Array(repeating: Valuation.Sum(), count: count)
    var ages = Array(repeating: Age(), count: count)
    for worth in kept {
      var own = Valuation.Sum()
      for movement in worth.account.movements {
        let place = min(max(0, plan.age.age(of: movement, worth.account)), count - 1)
        let part = try valuation.sum(of: movement)
        let before = valuation.units(own)
        try own.add(part)
        let after = valuation.units(own)
        try sums[place].add(part)
        ages[place].revenue = try ages[place].revenue.adding(movement.revenue)
        ages[place].squares += after * after - before * before
      }
    }
    for place in 0..<count {
      if place > 0 {
        try sums[place].add(sums[place - 1])
        ages[place].revenue = try ages[place].revenue.adding(ages[place - 1].revenue)
        ages[place].squares = max(0, ages[place].squares + ages[place - 1].squares)
      }
      ages[place].value = valuation.units(sums[place])
    }
    return ages
  }

  private static func cac(_ group: ValueCounts.Group, _ plan: LTV.Plan) -> Double? {
    switch plan.acquisitionCost {
    case nil: return nil
    case .constant(let amount): return amount
    case .spend:
      guard let spend = group.spend, group.acquired > 0 else { return nil }
      return Money(tenThousandths: spend).units / Double(group.acquired)
    }
  }

  private static func payback(
    _ kept: [AccountWorth], of counted: Int, cost: Double?, _ valuation: Valuation
  ) throws(Overflow) -> Int? {
    guard let cost, counted > 0 else { return nil }
    var byDay: [Int32: Valuation.Sum] = [:]
    for worth in kept {
      for movement in worth.account.movements {
        try byDay[movement.age, default: Valuation.Sum()].add(try valuation.sum(of: movement))
      }
    }
    // What rounds to the cost has reached it.
    let goal = cost * Double(counted) * (1 - 1e-12)
    // On the day of acquisition there is a value even where no money moves.
    byDay[0] = byDay[0] ?? Valuation.Sum()
    var sum = Valuation.Sum()
    for (day, part) in byDay.sorted(by: { $0.key < $1.key }) {
      try sum.add(part)
      if valuation.units(sum) >= goal { return Int(day) }
    }
    return nil
  }
}

extension ValueFigures {
  /// The value of a user by the end of the horizon, with its scatter; nil without users.
  var value: SampleMean? { mean(ages.last ?? Age()) }

  func mean(_ age: Age) -> SampleMean? {
    SampleMean(sum: age.value, squares: age.squares, count: counted)
  }

  /// The interval of the mean value; the lower end is not below zero where no value is.
  func interval(_ age: Age) -> Interval? {
    guard let whole = MeanInterval(sum: age.value, squares: age.squares, count: counted) else {
      return nil
    }
    return Interval(low: isNeverNegative ? max(0, whole.low) : whole.low, high: whole.high)
  }
}

extension LTV.AgeUnit {
  /// The age of a movement in whole units; months by the calendar, clamped to the month's end.
  func age(of movement: ValueCounts.Movement, _ account: ValueCounts.Account) -> Int {
    let days = Int(movement.age)
    switch self {
    case .day: return days
    case .week: return days / 7
    case .month:
      let start = CivilDay(number: Int(account.acquired))
      let day = start.advanced(by: days)
      let (first, last) = (start.components, day.components)
      let months = (last.year &- first.year) &* 12 &+ last.month &- first.month
      return start.adding(months: months) <= day ? months : months &- 1
    }
  }
}

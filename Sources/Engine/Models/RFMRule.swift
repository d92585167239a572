import Reporting

/// Recency, frequency and money of one buyer.
struct BuyerFigures: Sendable {
  /// Days from the last purchase.
  let recency: Int
  /// Distinct purchase days.
  let frequency: Int
  /// Ten-thousandths.
  let money: Int64

  /// Nil for a user without a purchase in the window.
  init?(_ history: UserHistory, from first: Int, on day: CivilDay) {
    let days = Set(history.orders.lazy.map(\.day).filter { $0 >= first })
    guard history.isRegistered || !days.isEmpty, let last = days.max() else { return nil }
    recency = day.number - last
    frequency = days.count
    money = history.revenue(from: first)
  }
}

/// Eight classes by recency, frequency and money, each high or low.
///
/// Bits in the order R F M: 111 champion, 101 promising, 011 at-risk loyal, 001 at risk, 110
/// steady, 100 new, 010 fading, 000 hibernating. R is high where the last purchase is at most 30
/// days old, F from 2 purchase days on, M from the mean of the buyers on; each cut can be set.
/// Users who bought nothing in the window are no buyers and stand apart.
public struct RFMRule: Hashable, Sendable {
  /// From where on money is high.
  public enum MoneyCut: Hashable, Sendable {
    case mean, median
    /// Ten-thousandths.
    case amount(Int64)
  }

  public let events: ModelEvents
  public let window: ModelWindow
  /// The most days since the last purchase.
  public let recency: Int
  /// The least purchase days.
  public let frequency: Int
  public let money: MoneyCut

  static let parts = [
    part("champion", "champion", "重要价值", 0b111), part("promising", "promising", "重要发展", 0b101),
    part("at_risk_loyal", "at-risk loyal", "重要保持", 0b011),
    part("at_risk", "at risk", "重要挽留", 0b001), part("steady", "steady", "一般价值", 0b110),
    part("new", "new", "一般发展", 0b100), part("fading", "fading", "一般保持", 0b010),
    part("hibernating", "hibernating", "一般挽留", 0b000), .none,
  ]

  private static func part(
    _ key: String, _ english: String, _ chinese: String, _ bits: Int
  ) -> ModelPart {
    func arrow(_ bit: Int) -> String { bits & bit != 0 ? "↑" : "↓" }
    return ModelPart(
      key, Phrase(english, chinese), box: "R\(arrow(4))F\(arrow(2))M\(arrow(1))")
  }

  /// The place of each combination of bits among the parts.
  private static let places: [Int: Int32] = [
    0b111: 0, 0b101: 1, 0b011: 2, 0b001: 3, 0b110: 4, 0b100: 5, 0b010: 6, 0b000: 7,
  ]

  func classes(in dataset: Dataset, asof day: CivilDay) -> ModelClasses {
    let buyers = Self.buyers(events, window, in: dataset, asof: day)
    let isHigh = moneyTest(buyers.compactMap { $0?.money })
    return ModelClasses(
      parts: Self.parts,
      classOf: buyers.map { buyer in
        guard let buyer else { return Int32(Self.parts.count - 1) }
        let bits =
          (buyer.recency <= recency ? 4 : 0) + (buyer.frequency >= frequency ? 2 : 0)
          + (isHigh(buyer.money) ? 1 : 0)
        return Self.places[bits] ?? 7
      }, weights: buyers.map { $0?.money ?? 0 })
  }

  /// By user; nil for those who bought nothing in the window.
  static func buyers(
    _ events: ModelEvents, _ window: ModelWindow, in dataset: Dataset, asof day: CivilDay
  ) -> [BuyerFigures?] {
    let reader = HistoryReader(events, in: dataset, asof: day)
    let first = window.first(upTo: day)
    return EachUser.values(dataset.users.count) { user in
      BuyerFigures(reader.history(of: user), from: first, on: day)
    }
  }

  /// Exact: no amount is divided.
  private func moneyTest(_ money: [Int64]) -> (Int64) -> Bool {
    switch money.isEmpty ? .amount(0) : self.money {
    case .amount(let least): return { $0 >= least }
    case .mean:
      let total = money.reduce(Int128(0)) { $0 + Int128($1) }
      let count = Int128(money.count)
      return { Int128($0) * count >= total }
    case .median:
      let sorted = money.sorted()
      let both = Int128(sorted[(sorted.count - 1) / 2]) + Int128(sorted[sorted.count / 2])
      return { 2 * Int128($0) >= both }
    }
  }

  var phrase: Phrase {
    let cut: Phrase =
      switch money {
      case .mean: Phrase("mean of the buyers", "买家均值")
      case .median: Phrase("median of the buyers", "买家中位数")
      case .amount(let least):
        Phrase(verbatim: Self.plain(Money(tenThousandths: least).units))
      }
    return Phrase(
      "R <= \(recency)d since the last purchase, F >= \(frequency) purchase days, M >= ",
      "R：距上次购买 ≤ \(recency) 天；F：购买天数 ≥ \(frequency)；M：金额 ≥ ") + cut
      + Phrase(", ", "；") + window.phrase
  }

  private static func plain(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? value.description
  }
}

/// Scores 1 to 5 of recency, frequency and money among the buyers, as SQL's `ntile` gives them.
///
/// R descending, so that 5 bought last; F and M ascending; ties in the order of the ids. A class is
/// the three scores, `555` the best.
public struct RFMScores: Hashable, Sendable {
  public let events: ModelEvents
  public let window: ModelWindow
  /// 2...9.
  public let bins: Int

  var parts: [ModelPart] {
    let scores = (1...bins).reversed()
    return scores.flatMap { r in
      scores.flatMap { f in
        scores.map { m in
          ModelPart("\(r)\(f)\(m)", Phrase(verbatim: "\(r)\(f)\(m)"), isAlwaysShown: false)
        }
      }
    } + [.none]
  }

  func classes(in dataset: Dataset, asof day: CivilDay) -> ModelClasses {
    let buyers = RFMRule.buyers(events, window, in: dataset, asof: day)
    let users = buyers.indices.filter { buyers[$0] != nil }
    func scores(_ key: (BuyerFigures) -> Int64) -> [Int] {
      let keys = buyers.map { $0.map(key) ?? 0 }
      var scores = Array(repeating: 0, count: buyers.count)
      let ordered = users.sorted { (keys[$0], $0) < (keys[$1], $1) }
      for (user, tile) in Ranking.tiles(bins, of: ordered) { scores[user] = tile }
      return scores
    }
    let recency = scores { -Int64($0.recency) }
    let frequency = scores { Int64($0.frequency) }
    let money = scores(\.money)
    let last = Int32(bins * bins * bins)
    return ModelClasses(
      parts: parts,
      classOf: buyers.indices.map { user in
        guard buyers[user] != nil else { return last }
        let (r, f, m) = (bins - recency[user], bins - frequency[user], bins - money[user])
        return Int32((r * bins + f) * bins + m)
      }, weights: buyers.map { $0?.money ?? 0 })
  }

  var phrase: Phrase {
    Phrase(
      "scores R F M of 1..\(bins) by ntile over the buyers, \(bins) best, ties by id, ",
      "R、F、M 各以 ntile 在买家中打 1..\(bins) 分，\(bins) 最好，同值按 ID 排，") + window.phrase
  }
}

import Statistics

/// What was bought in an order and how: a function of the order alone, as `orders` and the `pay`
/// events must say the same.
struct ShopPurchase {
  static let categories = ["food", "household", "beauty", "clothing", "mother_baby", "digital"]

  /// In hundredths of a yuan.
  let amount: Int
  let category: String
  let hasCoupon: Bool
  let isGroupBuy: Bool
  let isRefunded: Bool

  /// Hundredths of a yuan: 60% of the amount, exact as amounts are full tenths of a yuan.
  var cost: Int { amount * 60 / 100 }

  init(_ order: ShopBlock.Order, seed: UInt64, number: Int) {
    var random = SplitMix64(seed: seed &+ 0x0BDE, part: UInt64(number))
    amount = Int(order.amount) * 10
    // Food is cheap and electronics are not.
    let kinds: [Int] =
      switch order.amount {
      case ..<800: [0, 0, 0, 1, 1, 2, 2, 3, 4]
      case ..<1800: [0, 1, 1, 2, 2, 3, 3, 4, 5]
      default: [1, 2, 3, 3, 4, 4, 5, 5]
      }
    category = Self.categories[random.pick(kinds)]
    let isSale = (152...169).contains(order.day)
    hasCoupon = random.chance(isSale ? 0.52 : 0.31)
    isGroupBuy = random.chance(order.amount < 1500 ? 0.22 : 0.08)
    isRefunded = random.chance(category == "clothing" ? 0.07 : 0.03)
  }
}

extension ShopBlock {
  func purchase(_ order: Int) -> ShopPurchase {
    ShopPurchase(orders[order], seed: seed, number: oid(order))
  }
}

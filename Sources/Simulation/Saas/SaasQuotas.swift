/// How many of everything there are among those who sign up in some days, at scale 1.
struct SaasGroup: Sendable {
  /// Days of the first half of 2024, 0 for its first.
  let days: ClosedRange<Int>
  let users: Int
  /// How many get as far: a workspace, imported data, an invited member, a complete setup.
  let setup: [Int]
  /// Of those with a complete setup, then of those without.
  let heavy: (done: Int, not: Int)
  let light: (done: Int, not: Int)
  let returning: (done: Int, not: Int)
  /// Active on the day after sign-up besides the heavy, who all are: light users and others.
  let nextDay: (light: Int, others: Int)
  /// Active only later within a week of sign-up, of neither rhythm.
  let laterInWeek: Int
  /// Active on day 6 and not on day 7.
  let sixthDay: Int
  /// Who pay within 30 days by the end of June, from the 31st day on, and in July.
  let payers: (soon: Int, late: Int, july: Int)

  /// The last day of the quarter, by which a setup is complete or never.
  var lastSetupDay: Int { days.upperBound < SaasQuotas.monthStarts[3] ? 90 : SaasQuotas.asof }
}

/// The planted counts of one block.
enum SaasQuotas {
  /// The first day of each month, and of the one after the last.
  static let monthStarts = [0, 31, 60, 91, 121, 152, 182]
  /// 2024-07-07.
  static let asof = 188
  static let users = 4_000
  static let visitorsAMonth = 20_000

  /// June is cut at the 7th, the last day whose 30th day after lies within the data, and where
  /// few days are left to come back.
  static let groups = [
    SaasGroup(
      days: 0...30, users: 400, setup: [320, 160, 112, 80], heavy: (18, 2), light: (22, 18),
      returning: (10, 30), nextDay: (0, 100), laterInWeek: 43, sixthDay: 16, payers: (10, 3, 0)),
    SaasGroup(
      days: 31...59, users: 500, setup: [400, 200, 140, 100], heavy: (23, 2), light: (27, 23),
      returning: (12, 38), nextDay: (0, 125), laterInWeek: 53, sixthDay: 21, payers: (13, 4, 0)),
    SaasGroup(
      days: 60...90, users: 600, setup: [480, 240, 168, 120], heavy: (28, 2), light: (32, 28),
      returning: (15, 45), nextDay: (0, 150), laterInWeek: 64, sixthDay: 25, payers: (16, 4, 0)),
    SaasGroup(
      days: 91...120, users: 700, setup: [616, 532, 476, 431], heavy: (46, 3), light: (169, 14),
      returning: (50, 60), nextDay: (67, 164), laterInWeek: 66, sixthDay: 18,
      payers: (59, 4, 0)),
    SaasGroup(
      days: 121...151, users: 800, setup: [704, 608, 544, 493], heavy: (53, 3), light: (194, 16),
      returning: (56, 69), nextDay: (77, 187), laterInWeek: 75, sixthDay: 21,
      payers: (69, 0, 0)),
    SaasGroup(
      days: 152...158, users: 200, setup: [176, 152, 136, 125], heavy: (13, 1), light: (49, 3),
      returning: (14, 16), nextDay: (19, 47), laterInWeek: 19, sixthDay: 5, payers: (18, 0, 0)),
    SaasGroup(
      days: 159...175, users: 580, setup: [510, 441, 394, 357], heavy: (35, 1),
      light: (143, 14), returning: (14, 16), nextDay: (56, 140), laterInWeek: 55, sixthDay: 15,
      payers: (30, 0, 10)),
    SaasGroup(
      days: 176...181, users: 220, setup: [194, 167, 150, 134], heavy: (19, 1), light: (49, 4),
      returning: (0, 0), nextDay: (21, 47), laterInWeek: 20, sixthDay: 6, payers: (0, 0, 0)),
  ]

  /// Subscriptions older than the product's accounts by the month of 2024 in which they end, the
  /// last those that last: basic, pro and enterprise, whose mean price is 20.00 each time.
  static let legacy = [
    (19, 30, 1), (23, 22, 3), (22, 20, 3), (19, 22, 2), (16, 24, 1), (20, 16, 3), (317, 386, 31),
  ]

  /// Of those who pay by the end of June, and in July.
  static let plans = (june: (116, 84, 30), july: (4, 6, 0))

  static let profit = [4_000, 7_000, 10_000, 10_500, 11_200, 12_000]
  static let training = [900, 1_000, 1_100, 1_200, 1_350, 1_500]
  static let addons = [1_000, 1_300, 1_600, 1_900, 2_200, 2_500]
  static let hosting = [3_800, 3_600, 3_400, 3_400, 3_500, 3_500]
  static let marketing = [9_200, 7_000, 4_800, 4_700, 4_900, 5_000]

  static func month(of day: Int) -> Int {
    (monthStarts.firstIndex { day < $0 } ?? monthStarts.count) - 1
  }
}

/// What a subscription is of and costs a month, in dollars.
enum SaasPlan: String, Sendable {
  case basic, pro, enterprise

  var price: Int {
    switch self {
    case .basic: 10
    case .pro: 25
    case .enterprise: 60
    }
  }
}

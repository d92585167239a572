/// What is planted in the shop's half year, as counts at scale 1.
///
/// Every count holds in each block of ``users`` users, so a larger shop is a row of blocks.
enum ShopQuotas {
  static let users = 5947
  /// Sign-ups a month, those of ``ShopChannel/bulk``, and those by invitation.
  static let signups = [625, 750, 900, 1080, 1296, 1296]
  static let bulk = [0, 0, 0, 250, 450, 300]
  static let invited = [0, 0, 0, 88, 100, 112]
  /// Bought contacts that never visit, and the devices they share.
  static let fakes = [0, 0, 0, 100, 180, 120]
  static let fakeDevices = 20

  /// Sessions a quarter that end at each step: visit, view_item, add_cart, checkout, pay_page, pay.
  static let depths = [[3375, 1800, 500, 200, 450, 550], [3750, 2000, 525, 225, 250, 750]]
  static let sessions = [6875, 7500]
  static let reviews = [110, 300]
  static let orders = 1300

  /// Buyers outside the top who buy twice: by whether they sign up in the first quarter or the
  /// second, and for the first by when they buy again.
  static let secondOrderInFirstQuarter = 20
  static let secondOrderLater = 10
  static let secondOrderAfterWinback = 40
  static let secondOrderOfNewcomers = 30

  static let winbackSingles = 100
  static let winbackOthers = 660
  static let winbackArm = 400
  /// Treated and held out: who comes back, and who buys again.
  static let winbackReturns = [120, 100]
  static let winbackRepays = [24, 16]

  /// Of 250 with extra care and 250 without, who buys again at some time.
  static let careArm = 250
  static let careRepeats = [125, 75]

  static let exposedToInvites = 2000
  static let sharers = 500
  static let invites = 1500
  static let invitedSignups = 300

  /// Promoters, passives and detractors a quarter.
  static let nps = [[80, 60, 60], [110, 50, 40]]
  /// Answers of 5, 4, 3, 2 and 1 stars: 820 and 900 stars of 200 answers.
  static let stars = [[90, 62, 30, 14, 4], [128, 52, 13, 6, 1]]
  /// First replies below 24 hours, at exactly 24, between 24 and 48, at exactly 48, later.
  static let replies = [[20, 0, 28, 4, 48], [48, 12, 28, 0, 12]]
  /// Comments about payment, logistics, quality, service, price and bugs.
  static let topics = [[120, 60, 45, 45, 20, 10], [36, 90, 60, 54, 40, 20]]
  static let topicNames = ["payment", "logistics", "quality", "service", "price", "bug"]

  /// Rows of `dirty_orders` by what is wrong with them.
  static let dirtyRows = 1000
  static let duplicates = 30
  static let missingUsers = 20
  static let otherDates = 15
  static let otherUnits = 10
  static let negatives = 5
  static let futures = 3
}

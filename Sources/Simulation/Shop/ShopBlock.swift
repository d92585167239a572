import Statistics

/// The plan of one block of users: who signs up, buys, comes back and when, but no events yet.
///
/// All quotas of ``ShopQuotas`` hold in every block.
struct ShopBlock {
  /// What a user buys over the half year.
  enum Purchases: UInt8 { case none, once, twice, often }

  struct User {
    var signup: Moment
    var channel: ShopChannel
    /// A bought contact that never visits.
    var isFake = false
    var purchases = Purchases.none
    /// Bit by month in which the user visits.
    var activeMonths: UInt8 = 0
    /// 0 treated, 1 held out, nil outside the win-back campaign.
    var winbackArm: UInt8?
    /// Place of the user who sent the invitation.
    var inviter: Int32?
    /// In tenths of a yuan.
    var spent: Int32 = 0

    func isActive(in month: Int) -> Bool { activeMonths >> UInt8(month) & 1 == 1 }

    mutating func setActive(_ isActive: Bool, in month: Int) {
      if isActive {
        activeMonths |= 1 << UInt8(month)
      } else {
        activeMonths &= ~(1 << UInt8(month))
      }
    }
  }

  struct Order {
    let user: Int32
    /// The first day it may lie on.
    let earliest: Int16
    var day: Int16 = 0
    /// When its session begins.
    var second: Int32 = 0
    /// In tenths of a yuan, so that a cost of 60% is exact to the cent.
    var amount: Int32 = 0
    /// Place among the sessions.
    var session: Int32 = 0
    var isReviewed = false
  }

  struct Session {
    var user: Int32
    /// When it begins; of a sign-up session also when the user signs up.
    var start: Moment
    /// Steps of the funnel it goes through, 1...6.
    var depth: UInt8
    /// Place among the orders.
    var order: Int32?
    var isSignup = false
    /// Rank by time in the block, from 0.
    var rank: Int32 = 0
  }

  /// A user whom a campaign addressed.
  struct Addressed {
    let user: Int
    var sent: Moment
    /// The day of a visit without an order after it.
    var returnDay: Int?
  }

  /// An invitation; `invitee` is the place of the user who signed up by it.
  struct Invite {
    let inviter: Int32
    let sent: Moment
    let invitee: Int32?
  }

  /// Its place in a row of blocks, from 0.
  let index: Int
  let seed: UInt64
  let calendar: ShopCalendar
  /// In the order of their sign-ups.
  var users: [User] = []
  /// By quarter and buyer; by time once they are planned.
  var orders: [Order] = []
  /// By user and time.
  var sessions: [Session] = []
  /// The users of the two campaigns and when they were addressed.
  var winback: [Addressed] = []
  var exposed: [Addressed] = []
  /// Those of the exposed who invited others, by place among the users.
  var sharers: Set<Int> = []
  var invites: [Invite] = []

  init(seed: UInt64, index: Int, calendar: ShopCalendar) {
    self.seed = seed
    self.index = index
    self.calendar = calendar
    planUsers()
    planBuyers()
    scheduleOrders()
    priceOrders()
    planActivity()
    planWinback()
    planInvites()
    planSessions()
  }

  /// Random numbers of one task in this block.
  func stream(_ task: Task) -> SplitMix64 {
    SplitMix64(seed: seed, part: UInt64(index) &* 64 &+ task.rawValue)
  }

  /// Tasks that draw from random numbers of their own, so that none shifts another's.
  enum Task: UInt64 {
    case users, buyers, schedule, prices, activity, winback, invites, sessions
    case attributes, events, orders, touches, exposures, referrals, feedback, dirtyOrders
  }

  /// Numbers of users, sessions and orders across all blocks, from 1.
  func uid(_ user: Int) -> Int { index * ShopQuotas.users + user + 1 }

  func sid(_ session: Session) -> Int {
    index * ShopQuotas.sessions.reduce(0, +) + Int(session.rank) + 1
  }

  func oid(_ order: Int) -> Int { index * ShopQuotas.orders + order + 1 }
}

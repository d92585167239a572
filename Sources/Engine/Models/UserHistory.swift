/// The events that models read, resolved against the data.
public struct ModelEvents: Hashable, Sendable {
  public let signup: EventSelector?
  public let active: EventSelector
  public let key: EventSelector?
  public let invite: EventSelector?
  /// The property that carries money; without one an order is a key event.
  public let amount: Int?

  /// Whether orders can be told at all.
  var hasOrders: Bool { amount != nil || key != nil }
}

/// What one user had done by the end of a day.
struct UserHistory: Sendable {
  struct Order: Sendable {
    /// Local day number.
    let day: Int
    /// Ten-thousandths; 0 where no amount is mapped.
    let amount: Int64
  }

  /// The day of sign-up, else of the first event; nil for a user without events.
  let registered: Int?
  let isRegistered: Bool
  /// Distinct local days with an active event other than sign-up, ascending.
  let activeDays: [Int]
  /// Events with an amount that is no refund, or key events where no amount is mapped.
  let orders: [Order]
  /// The first key event.
  let keyDay: Int?
  let invites: Int

  /// Ten-thousandths; kept at the end of the range where it would leave it.
  func revenue(from first: Int) -> Int64 {
    orders.reduce(0) { $1.day >= first ? $0.addingClamped($1.amount) : $0 }
  }
}

extension Int64 {
  /// The sum, kept at the end of the range where it would leave it.
  func addingClamped(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other > 0 ? .max : .min) : sum
  }
}

/// Reads what users had done by the end of a day.
struct HistoryReader: Sendable {
  let day: CivilDay
  private let log: EventLog
  private let calendar: LocalCalendar
  private let end: Int64
  private let known: UserSet
  private let signups: [Bool]?
  private let active: [Bool]
  private let keys: [Bool]?
  private let invites: [Bool]?
  private let amounts: Column<Int64>?

  init(_ events: ModelEvents, in dataset: Dataset, asof day: CivilDay) {
    self.day = day
    log = dataset.events
    calendar = dataset.calendar
    end = dataset.calendar.start(of: day.advanced(by: 1))
    known = dataset.knownUsers
    signups = events.signup?.mask(in: dataset)
    active = events.active.mask(in: dataset)
    keys = events.key?.mask(in: dataset)
    invites = events.invite?.mask(in: dataset)
    if let index = events.amount, log.properties.indices.contains(index),
      case .money(let values) = log.properties[index].storage
    {
      amounts = values
    } else {
      amounts = nil
    }
  }

  func history(of user: Int) -> UserHistory {
    let rows = log.rows(of: user)
    var days: [Int] = []
    var orders: [UserHistory.Order] = []
    var keyDay: Int?
    var invited = 0
    for row in rows where log.times[row] < end {
      let today = calendar.day(of: log.times[row]).number
      let isSignup = signups?[row] ?? false
      if active[row], !isSignup, days.last != today { days.append(today) }
      if keys?[row] ?? false, keyDay == nil { keyDay = today }
      if invites?[row] ?? false { invited += 1 }
      if let order = order(row, on: today) { orders.append(order) }
    }
    // Clocks put back at midnight return to a day that was over.
    if zip(days, days.dropFirst()).contains(where: { $0 >= $1 }) { days = Set(days).sorted() }
    let first = rows.first { signups?[$0] ?? false } ?? rows.first
    let registered = first.map { calendar.day(of: log.times[$0]).number }
    return UserHistory(
      registered: registered,
      isRegistered: known.contains(user) && (first.map { log.times[$0] < end } ?? true),
      activeDays: days, orders: orders, keyDay: keyDay, invites: invited)
  }

  private func order(_ row: Int, on day: Int) -> UserHistory.Order? {
    guard let amounts else {
      return keys?[row] ?? false ? UserHistory.Order(day: day, amount: 0) : nil
    }
    guard amounts[row] != PropertyColumn.missing, amounts[row] >= 0 else { return nil }
    return UserHistory.Order(day: day, amount: amounts[row])
  }
}

import Statistics

/// What happens in one session and when: a function of the session alone, so that no event needs to
/// be kept.
struct ShopSteps {
  enum Event: Int, CaseIterable {
    case visit, signup, viewItem, addCart, checkout, payPage, pay, review

    var name: String {
      switch self {
      case .viewItem: "view_item"
      case .addCart: "add_cart"
      case .payPage: "pay_page"
      default: "\(self)"
      }
    }

    /// The page on which it happens.
    var page: String {
      switch self {
      case .visit, .signup: "front"
      case .viewItem: "item"
      case .addCart: "cart"
      case .checkout: "confirm"
      case .payPage: "cashier"
      case .pay: "receipt"
      case .review: "review_form"
      }
    }

    /// Seconds since the event before it.
    fileprivate var gap: ClosedRange<Int> {
      switch self {
      case .visit, .signup: 0...0
      case .viewItem: 5...90
      case .addCart: 10...180
      case .checkout: 10...120
      case .payPage: 5...60
      case .pay: 20...150
      case .review: 90...900
      }
    }

    /// How long its page usually takes to load, in milliseconds, before and since the new payment
    /// page.
    fileprivate func load(isNew: Bool) -> Double {
      switch self {
      case .visit: 640
      case .signup: 820
      case .viewItem: 780
      case .addCart: 540
      case .checkout: 910
      case .payPage: isNew ? 1500 : 4200
      case .pay: 700
      case .review: 560
      }
    }
  }

  private(set) var events: [(event: Event, at: Moment)] = []
  private var random: SplitMix64

  /// - Parameter number: the session's number across all blocks, which its random numbers hang on.
  init(_ session: ShopBlock.Session, isReviewed: Bool, seed: UInt64, number: Int) {
    random = SplitMix64(seed: seed &+ 0x5E55, part: UInt64(number))
    events.reserveCapacity(8)
    var moment = session.start
    events.append((.visit, moment))
    // The account is made silently when the shop is opened first, so both have one time.
    if session.isSignup { events.append((.signup, moment)) }
    for step in Event.viewItem.rawValue..<Event.viewItem.rawValue + Int(session.depth) - 1 {
      guard let event = Event(rawValue: step) else { break }
      moment = moment + random.within(event.gap)
      events.append((event, moment))
    }
    if isReviewed { events.append((.review, moment + random.within(Event.review.gap))) }
  }

  /// When it was paid; the last moment of a session without an order.
  var paid: Moment {
    events.first { $0.event == .pay }?.at ?? events.last?.at ?? Moment(seconds: 0)
  }

  /// How long the page of an event took to load, in milliseconds.
  ///
  /// - Parameter device: how slow the user's device is, about 1.
  mutating func load(_ event: Event, at moment: Moment, device: Double) -> Int {
    let isNew = moment.day >= ShopCalendar.secondQuarter
    let spread = 0.3 * random.bell()
    // Much like a lognormal spread: most are near the middle, few are very slow.
    let factor = 1 + spread + spread * spread / 2
    return max(60, Int(event.load(isNew: isNew) * factor * device))
  }
}

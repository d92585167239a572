import Reporting
import Statistics

/// The files of the tables that are written block by block: users, what they do, and their orders.
struct ShopFiles {
  private let users: CSVFile
  private let events: CSVFile
  private let orders: CSVFile
  private let calendar: ShopCalendar
  private let names: [[UInt8]] = ShopSteps.Event.allCases.map { Array($0.name.utf8) }
  private let pages: [[UInt8]] = ShopSteps.Event.allCases.map { Array($0.page.utf8) }
  private let versions: [[UInt8]] = [Array("v1".utf8), Array("v2".utf8)]

  init(in folder: String, calendar: ShopCalendar) throws(Diagnostic) {
    self.calendar = calendar
    users = try CSVFile(
      "users",
      columns: [
        "uid", "signup_at", "channel", "gender", "age_band", "income_band", "occupation", "city",
        "region", "device", "net_habit", "device_id", "inviter_uid", "consent", "member_level",
      ], in: folder)
    events = try CSVFile(
      "events",
      columns: [
        "uid", "sid", "ts", "event", "page", "load_ms", "page_version", "oid", "amount", "category",
        "coupon", "refunded",
      ], in: folder)
    orders = try CSVFile(
      "orders",
      columns: [
        "oid", "uid", "sid", "paid_at", "amount", "cost", "category", "coupon", "group_buy",
        "refunded",
      ], in: folder)
  }

  func add(_ block: ShopBlock) throws(Diagnostic) {
    var random = block.stream(.attributes)
    var next = 0
    var fakes: [Int] = []
    for place in block.users.indices {
      let user = block.users[place]
      let person = block.person(place)
      try add(user, person, place, fakes: fakes, block)
      if user.isFake {
        fakes.append(block.uid(place))
        try addFakeSignup(user, person, place, block, &random)
      }
      while next < block.sessions.count, Int(block.sessions[next].user) == place {
        try add(block.sessions[next], person, block)
        next += 1
      }
    }
    for place in block.orders.indices { try addOrder(place, block) }
  }

  func close() throws(Diagnostic) -> [WrittenTable] {
    [try users.close(), try events.close(), try orders.close()]
  }

  /// - Parameter fakes: the numbers of the bought contacts so far: the first of them have devices
  ///   that the others share.
  private func add(
    _ user: ShopBlock.User, _ person: ShopPerson, _ place: Int, fakes: [Int], _ block: ShopBlock
  ) throws(Diagnostic) {
    let uid = block.uid(place)
    users.int(uid)
    users.moment(user.signup, calendar)
    for text in [
      user.channel.name, person.gender, person.ageBand, person.incomeBand, person.occupation,
      person.city, person.region, person.device, person.habit,
    ] { users.text(text) }
    let isShared = user.isFake && fakes.count >= ShopQuotas.fakeDevices
    users.text(
      deviceID(isShared ? fakes[fakes.count % ShopQuotas.fakeDevices] : uid, block.seed))
    if let inviter = user.inviter { users.int(block.uid(Int(inviter))) } else { users.none() }
    users.int(person.hasConsented ? 1 : 0)
    users.text(level(user))
    try users.endRow()
  }

  /// Different numbers give different ids: an odd factor only reorders what 32 bits hold.
  private func deviceID(_ number: Int, _ seed: UInt64) -> String {
    let mixed = (UInt64(number) &* 0x9E37_79B1 &+ seed) & 0xFFFF_FFFF
    return "d" + String(0x10_0000_0000 | mixed, radix: 16)
  }

  /// Members of a level are those who spent enough: in tenths of a yuan.
  private func level(_ user: ShopBlock.User) -> String {
    switch user.spent {
    case 6000...: "gold"
    case 1500...: "silver"
    case 1...: "bronze"
    default: "basic"
    }
  }

  private func addFakeSignup(
    _ user: ShopBlock.User, _ person: ShopPerson, _ place: Int, _ block: ShopBlock,
    _ random: inout SplitMix64
  ) throws(Diagnostic) {
    events.int(block.uid(place))
    events.none()
    events.moment(user.signup, calendar)
    events.plain(names[ShopSteps.Event.signup.rawValue])
    events.plain(pages[ShopSteps.Event.signup.rawValue])
    events.int(random.within(70...140))
    events.plain(versions[1])
    for _ in 0..<5 { events.none() }
    try events.endRow()
  }

  private func add(
    _ session: ShopBlock.Session, _ person: ShopPerson, _ block: ShopBlock
  ) throws(Diagnostic) {
    var steps = block.steps(session)
    for (event, moment) in steps.events {
      events.int(block.uid(Int(session.user)))
      events.int(block.sid(session))
      events.moment(moment, calendar)
      events.plain(names[event.rawValue])
      events.plain(pages[event.rawValue])
      events.int(steps.load(event, at: moment, device: person.slowness))
      events.plain(versions[ShopCalendar.quarter(of: moment.day)])
      if event == .pay, let order = session.order {
        let purchase = block.purchase(Int(order))
        events.int(block.oid(Int(order)))
        events.hundredths(purchase.amount)
        events.text(purchase.category)
        events.int(purchase.hasCoupon ? 1 : 0)
        events.int(purchase.isRefunded ? 1 : 0)
      } else {
        for _ in 0..<5 { events.none() }
      }
      try events.endRow()
    }
  }

  private func addOrder(_ place: Int, _ block: ShopBlock) throws(Diagnostic) {
    let order = block.orders[place]
    let purchase = block.purchase(place)
    orders.int(block.oid(place))
    orders.int(block.uid(Int(order.user)))
    orders.int(block.sid(block.sessions[Int(order.session)]))
    orders.moment(block.paid(order), calendar)
    orders.hundredths(purchase.amount)
    orders.hundredths(purchase.cost)
    orders.text(purchase.category)
    orders.int(purchase.hasCoupon ? 1 : 0)
    orders.int(purchase.isGroupBuy ? 1 : 0)
    orders.int(purchase.isRefunded ? 1 : 0)
    try orders.endRow()
  }
}

import Reporting
import Statistics

/// The files of what the shop did to its users: messages, the test of extra care, invitations.
struct ShopCampaigns {
  private let touches: CSVFile
  private let exposures: CSVFile
  private let referrals: CSVFile
  private let calendar: ShopCalendar

  init(in folder: String, calendar: ShopCalendar) throws(Diagnostic) {
    self.calendar = calendar
    touches = try CSVFile(
      "touches",
      columns: ["uid", "campaign", "sent_at", "kind", "variant", "opened", "clicked"], in: folder)
    exposures = try CSVFile(
      "exposures", columns: ["exp", "uid", "variant", "exposed_at"], in: folder)
    referrals = try CSVFile(
      "referrals",
      columns: [
        "campaign", "invite_id", "inviter_uid", "sent_at", "invitee_uid", "signup_at",
      ], in: folder)
  }

  func add(_ block: ShopBlock) throws(Diagnostic) {
    try addTouches(block)
    try addExposures(block)
    try addReferrals(block)
  }

  func close() throws(Diagnostic) -> [WrittenTable] {
    [try touches.close(), try exposures.close(), try referrals.close()]
  }

  private func addTouches(_ block: ShopBlock) throws(Diagnostic) {
    var random = block.stream(.touches)
    for addressed in block.exposed {
      let shares = block.sharers.contains(addressed.user)
      let opens = shares || random.chance(0.27)
      try addTouch(
        addressed, "invite_q2", kind: random.chance(0.6) ? "push" : "wechat_message", variant: nil,
        opens: opens, clicks: shares || opens && random.chance(0.3), block)
    }
    let paying = Set(
      block.orders.filter { $0.day > ShopBlock.winbackStart.day }.map { Int($0.user) })
    for addressed in block.winback {
      let isHeldOut = block.users[addressed.user].winbackArm == 1
      let comes = addressed.returnDay != nil || paying.contains(addressed.user)
      // Who was held out got nothing that could be opened.
      let opens = !isHeldOut && random.chance(comes ? 0.72 : 0.16)
      try addTouch(
        addressed, "winback_june", kind: isHeldOut ? "none" : random.chance(0.7) ? "sms" : "push",
        variant: isHeldOut ? "control" : "treatment", opens: opens,
        clicks: opens && random.chance(comes ? 0.7 : 0.12), block)
    }
  }

  private func addTouch(
    _ addressed: ShopBlock.Addressed, _ campaign: String, kind: String, variant: String?,
    opens: Bool, clicks: Bool, _ block: ShopBlock
  ) throws(Diagnostic) {
    touches.int(block.uid(addressed.user))
    touches.text(campaign)
    touches.moment(addressed.sent, calendar)
    touches.text(kind)
    if let variant { touches.text(variant) } else { touches.none() }
    touches.int(opens ? 1 : 0)
    touches.int(clicks ? 1 : 0)
    try touches.endRow()
  }

  /// Buyers get extra care or not after their first order, before any second one.
  private func addExposures(_ block: ShopBlock) throws(Diagnostic) {
    var random = block.stream(.exposures)
    var first: [Int32: Int] = [:]
    var second: [Int32: Int] = [:]
    for (place, order) in block.orders.enumerated() {
      if first[order.user] == nil {
        first[order.user] = place
      } else if second[order.user] == nil {
        second[order.user] = place
      }
    }
    let buyers = first.values.sorted()
    var repeats = Deck(
      [(true, ShopQuotas.careRepeats[0]), (false, ShopQuotas.careRepeats[1])], &random)
    var others = Deck(
      ShopQuotas.careRepeats.enumerated().map { ($0.offset == 0, ShopQuotas.careArm - $0.element) },
      &random)
    for place in buyers {
      let order = block.orders[place]
      let again = second[order.user]
      let isTreated = (again == nil ? others.draw() : repeats.draw()) ?? false
      let paid = block.paid(order)
      let limit = again.map { block.paid(block.orders[$0]).seconds - paid.seconds } ?? 86_400
      exposures.text("post_care")
      exposures.int(block.uid(Int(order.user)))
      exposures.text(isTreated ? "treatment" : "control")
      exposures.moment(paid + min(limit / 2, random.within(600...7200)), calendar)
      try exposures.endRow()
    }
  }

  private func addReferrals(_ block: ShopBlock) throws(Diagnostic) {
    for (number, invite) in block.invites.enumerated() {
      referrals.text("invite_q2")
      referrals.int(block.index * ShopQuotas.invites + number + 1)
      referrals.int(block.uid(Int(invite.inviter)))
      referrals.moment(invite.sent, calendar)
      if let invitee = invite.invitee {
        referrals.int(block.uid(Int(invitee)))
        referrals.moment(block.users[Int(invitee)].signup, calendar)
      } else {
        referrals.none()
        referrals.none()
      }
      try referrals.endRow()
    }
  }
}

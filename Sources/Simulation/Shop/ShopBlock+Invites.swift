import Statistics

extension ShopBlock {
  /// Asks users of the first quarter to invite others, in the first three days of April; deals
  /// invitations to those who do, and gives each invited user the one it signed up by.
  mutating func planInvites() {
    var random = stream(.invites)
    var early = users.indices.filter {
      ShopCalendar.quarter(of: users[$0].signup.day) == 0 && !users[$0].isFake
    }
    early.shuffle(using: &random)
    exposed = early.prefix(ShopQuotas.exposedToInvites).map { user in
      let day = ShopCalendar.secondQuarter + random.below(3)
      return Addressed(
        user: user, sent: Moment(day: day, second: random.within(9 * 3600...20 * 3600)))
    }
    let sharing = Array(exposed.prefix(ShopQuotas.sharers))
    sharers = Set(sharing.map(\.user))
    exposed.sort { ($0.sent, $0.user) < ($1.sent, $1.user) }
    guard !sharing.isEmpty else { return }

    // Everyone who shares sends one; some send many more.
    let eager = WeightedChoice(
      sharing.map { _ in
        let unit = random.unit()
        return 0.3 + 3 * unit * unit * unit
      })
    var senders = Array(sharing.indices)
    while senders.count < ShopQuotas.invites { senders.append(eager.draw(&random)) }
    senders.shuffle(using: &random)
    let invitees = users.indices.filter { users[$0].channel == .referral }
    let last = ShopCalendar.dayCount * 86_400 - 7200
    for (number, sender) in senders.enumerated() {
      let (user, asked) = (sharing[sender].user, sharing[sender].sent.seconds)
      guard number < invitees.count else {
        let unit = random.unit()
        let wait = Int(Double(last - asked) * unit * unit)
        invites.append(
          Invite(
            inviter: Int32(user), sent: Moment(seconds: asked + 300 + wait), invitee: nil))
        continue
      }
      let invitee = invitees[number]
      users[invitee].inviter = Int32(user)
      let signup = users[invitee].signup.seconds
      let wait = min(signup - asked - 120, 300 + random.below(9 * 86_400))
      invites.append(
        Invite(
          inviter: Int32(user), sent: Moment(seconds: signup - max(60, wait)),
          invitee: Int32(invitee)))
    }
    invites.sort { ($0.sent, $0.inviter) < ($1.sent, $1.inviter) }
  }
}

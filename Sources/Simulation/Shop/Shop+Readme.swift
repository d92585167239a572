extension Shop {
  func readme(_ tables: [WrittenTable]) -> String {
    let people = scale * Self.users
    let introduction = """
      Half a year in an online shop that starts from nothing: \(people) users who signed up from
      2024-01-01 to 2024-06-30, what they did, what they bought, what was spent to win them, what
      they were sent and what they said. Times are local, Asia/Shanghai; money is in CNY. On
      2024-04-01 a new payment page went live.
      """
    let caveats = """
      - Counts of sessions are planted by quarter, so the number of sessions a visitor has falls
        from month to month while the number of visitors grows.
      - An account is made silently when a user opens the shop for the first time: `signup` and
        that `visit` have one time.
      - Some sign-ups have no session: they were entered in bulk and not on a page.
      - A review stands in the session of its order, minutes after the payment; a real one would
        come days later.
      - Only comments have a text, and severity stands with comments and tickets.
      - `member_level` is set by what a user had spent on 2024-06-30.
      - `dirty_orders.csv` is what another system exported, with its defects. Its amounts have
        nothing to do with `orders.csv`.
      """
    return FolderReadme(
      name: Self.name, seed: seed, scale: scale, users: people, introduction: introduction,
      columns: Self.columns, unreal: "no person, order or text", caveats: caveats
    ).text(tables)
  }

  private static let columns = """
    - `users`: one row a user. `uid`, `signup_at`, `channel`, `gender`, `age_band`, `income_band` (a
      month), `occupation`, `city`, `region`, `device`, `net_habit` (when they are online),
      `device_id`, `inviter_uid`, `consent` (1: may be addressed), `member_level`.
    - `events`: one row an event, by user. `uid`, `sid` (session), `ts`, `event`, `page`,
      `load_ms` (of the page), `page_version`; on `pay` also `oid`, `amount`, `category`, `coupon`,
      `refunded`. Sessions go `visit`, `view_item`, `add_cart`, `checkout`, `pay_page`, `pay`, and
      stop anywhere.
    - `orders`: one row a paid order, each also a `pay` event. `oid`, `uid`, `sid`, `paid_at`,
      `amount`, `cost`, `category`, `coupon`, `group_buy`, `refunded`. Refunds are not subtracted.
    - `channel_daily`: `date`, `channel`, `spend`, `impressions`, `clicks`; days on which a channel
      was not in use have no row.
    - `touches`: one row a message of a campaign. `uid`, `campaign`, `sent_at`, `kind`, `variant`,
      `opened`, `clicked`. Of `winback_june` a `control` was held out: nothing was sent, `sent_at`
      is when it would have been.
    - `exposures`: one row a user in a test. `exp`, `uid`, `variant`, `exposed_at`.
    - `referrals`: one row an invitation. `campaign`, `invite_id`, `inviter_uid`, `sent_at`, and
      where it led to a sign-up `invitee_uid`, `signup_at`.
    - `feedback`: one row an answer. `fid`, `uid`, `ts`, `source`, `kind` (`nps` 0 to 10, `rating` 1
      to 5, `comment`, `ticket`), `score`, `severity` (1 to 5), `first_reply_at`, `resolved_at`,
      `text` (Chinese or English).
    - `dirty_orders`: `order_no`, `uid`, `paid_on`, `amount`.
    """
}

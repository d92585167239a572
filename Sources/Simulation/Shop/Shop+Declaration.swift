import Export

extension Shop {
  /// The `dataset.json`: who is active is who visits, and what counts is a payment.
  ///
  /// `orders` is no source of events, as each of them is a `pay` event already; what they cost
  /// stands there by user and time.
  var declaration: JSONValue {
    .object([
      .init("format", .int(1)),
      .init("name", JSONFile.phrase("网店半年", "half a year of a shop")),
      .init("zone", .text("Asia/Shanghai")), .init("week", .text("monday")),
      .init("asof", .text("2024-06-30")), .init("currency", .text("CNY")),
      .init("active", .list([.text("visit")])), .init("key", .text("pay")),
      .init("signup", .text("signup")), .init("session", .text("sid")),
      .init("tables", .object(tables)),
      .init("labels", ShopLabels.labels()),
      .init("topics", topics),
      SimulationFolder.mark(Self.name, seed: seed, scale: scale),
      .init("license", .text("Apache-2.0, the Opsbook authors")),
    ])
  }

  private var tables: [JSONValue.Member] {
    [
      table("users", "users", ["user": "uid"], text: ["uid", "inviter_uid"]),
      table(
        "events", "events",
        ["user": "uid", "time": "ts", "event": "event", "session": "sid", "amount": "amount"],
        text: ["uid", "sid", "oid"]),
      table(
        "orders", "other", ["user": "uid", "time": "paid_at", "amount": "amount", "cost": "cost"],
        text: ["oid", "uid", "sid"]),
      table(
        "channel_daily", "costs", ["time": "date", "amount": "spend", "channel": "channel"],
        text: []),
      table("touches", "other", ["user": "uid", "time": "sent_at"], text: ["uid"]),
      table("exposures", "other", ["user": "uid", "time": "exposed_at"], text: ["uid"]),
      table(
        "referrals", "other", ["user": "inviter_uid", "time": "sent_at"],
        text: ["invite_id", "inviter_uid", "invitee_uid"]),
      table(
        "feedback", "feedback",
        [
          "user": "uid", "time": "ts", "kind": "kind", "score": "score", "text": "text",
          "source": "source",
        ], text: ["fid", "uid"]),
      // What stands in it must be seen as it was exported.
      table("dirty_orders", "other", [:], text: ["order_no", "uid", "paid_on"]),
    ]
  }

  private func table(
    _ name: String, _ role: String, _ map: KeyValuePairs<String, String>, text: [String]
  ) -> JSONValue.Member {
    DeclaredTable(name: name, role: role, map: map, text: text).member
  }

  private var topics: JSONValue {
    .object(
      Topic.ofShop.map { topic in
        .init(
          topic.id,
          .object([
            .init("zh", .text(topic.label.chinese)), .init("en", .text(topic.label.english)),
            .init("class", .text(topic.group)),
            .init("words", .list(topic.words.map { .text($0) })),
          ]))
      })
  }
}

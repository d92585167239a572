import Foundation
import Testing

/// Tables small enough for paper, with what will be asked of them; until their verbs come the
/// question is put in SQL.
@Suite("small tables with known answers")
struct MicroSetTests {
  private func folder(_ files: [String: String], _ body: (CSVFolder) throws -> Void) throws {
    let path = NSTemporaryDirectory() + "opsbook-small-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    for (name, text) in files {
      try (text + "\n").write(toFile: path + "/" + name, atomically: true, encoding: .utf8)
    }
    try body(CSVFolder(path))
  }

  /// Sent to t1-t8 and held back from c1-c8 on 1 June at 10:00. t1 t2 t3 and c1 visit after it;
  /// t4 visits before it, t5 at that very second, c2 before it: these do not count. t1 and c1 pay.
  /// Returned 3 of 8 against 1 of 8, paid 1 of 8 against 1 of 8.
  static let winback = [
    "touches.csv": """
    uid,campaign,sent_at,variant
    t1,back,2024-06-01 10:00:00,treatment
    t2,back,2024-06-01 10:00:00,treatment
    t3,back,2024-06-01 10:00:00,treatment
    t4,back,2024-06-01 10:00:00,treatment
    t5,back,2024-06-01 10:00:00,treatment
    t6,back,2024-06-01 10:00:00,treatment
    t7,back,2024-06-01 10:00:00,treatment
    t8,back,2024-06-01 10:00:00,treatment
    c1,back,2024-06-01 10:00:00,control
    c2,back,2024-06-01 10:00:00,control
    c3,back,2024-06-01 10:00:00,control
    c4,back,2024-06-01 10:00:00,control
    c5,back,2024-06-01 10:00:00,control
    c6,back,2024-06-01 10:00:00,control
    c7,back,2024-06-01 10:00:00,control
    c8,back,2024-06-01 10:00:00,control
    """,
    "events.csv": """
    uid,ts,event
    t1,2024-06-02 09:00:00,visit
    t1,2024-06-02 09:10:00,pay
    t1,2024-06-05 09:00:00,visit
    t2,2024-06-08 09:00:00,visit
    t3,2024-06-01 10:00:01,visit
    t4,2024-05-31 09:00:00,visit
    t5,2024-06-01 10:00:00,visit
    c1,2024-06-03 09:00:00,visit
    c1,2024-06-03 09:05:00,pay
    c2,2024-06-01 09:59:59,visit
    """,
  ]

  @Test("win-back: 3 of 8 against 1 of 8 return, 1 of 8 against 1 of 8 pay")
  func winback() throws {
    try folder(Self.winback) { folder in
      let found = try folder.ints(
        """
        SELECT count(*), sum(EXISTS (SELECT 1 FROM events AS e
            WHERE e.uid = t.uid AND e.ts > t.sent_at AND e.event = 'visit')),
          sum(EXISTS (SELECT 1 FROM events AS e
            WHERE e.uid = t.uid AND e.ts > t.sent_at AND e.event = 'pay'))
        FROM touches AS t GROUP BY variant ORDER BY variant DESC
        """)
      #expect(found == [[8, 3, 1], [8, 1, 1]])
    }
  }

  /// New page: 9 of 10 loyal users and 6 of 30 new ones buy, 15 of 40. Old page: 24 of 30 and 1 of
  /// 10, 25 of 40. The new page is better with both kinds, 90% over 80% and 20% over 10%, and worse
  /// together, 37.5% under 62.5%. Weighted alike, 40 loyal and 40 new: 55% over 45%.
  static let simpson = [
    "cells.csv": """
    page,kind,users,bought
    new,loyal,10,9
    new,fresh,30,6
    old,loyal,30,24
    old,fresh,10,1
    """
  ]

  @Test("Simpson: better in both kinds, worse together, better again when weighted alike")
  func simpson() throws {
    try folder(Self.simpson) { folder in
      try #expect(
        folder.ints(
          "SELECT sum(users), sum(bought) FROM cells GROUP BY page ORDER BY page")
          == [[40, 15], [40, 25]])
      try #expect(
        folder.ints(
          """
          SELECT CAST(round(100 * sum(1.0 * bought / users * (
              SELECT sum(users) FROM cells AS a WHERE a.kind = c.kind))
            / (SELECT sum(users) FROM cells)) AS INTEGER)
          FROM cells AS c GROUP BY page ORDER BY page
          """) == [[55], [45]])
    }
  }

  /// Ten users were asked; u1 sent six invitations, u2 four, u3 two: twelve, from three sharers.
  /// u1's led to three sign-ups, u2's to one, u3's to none; one of u1's came twice, by two
  /// invitations, and counts once as a user: four sign-ups by five invitations that were taken.
  /// K = 4 ÷ 10 = 0.4; a sharer brings 4 ÷ 3; of the invitations 5 of 12 were taken.
  static let referral = [
    "asked.csv": """
    uid
    u1
    u2
    u3
    u4
    u5
    u6
    u7
    u8
    u9
    u10
    """,
    "referrals.csv": """
    invite_id,inviter_uid,sent_at,invitee_uid,signup_at
    1,u1,2024-05-01 10:00:00,n1,2024-05-02 08:00:00
    2,u1,2024-05-01 10:01:00,n2,2024-05-03 08:00:00
    3,u1,2024-05-01 10:02:00,n3,2024-05-01 23:00:00
    4,u1,2024-05-01 10:03:00,,
    5,u1,2024-05-04 10:00:00,n1,2024-05-02 08:00:00
    6,u1,2024-05-04 10:01:00,,
    7,u2,2024-05-02 10:00:00,n4,2024-05-09 08:00:00
    8,u2,2024-05-02 10:00:00,,
    9,u2,2024-05-02 10:00:00,,
    10,u2,2024-05-02 10:00:00,,
    11,u3,2024-05-03 10:00:00,,
    12,u3,2024-05-03 10:00:00,,
    """,
  ]

  @Test("referral: ten asked, three share twelve invitations, five are taken by four new users")
  func referral() throws {
    try folder(Self.referral) { folder in
      try #expect(
        folder.ints(
          """
          SELECT (SELECT count(*) FROM asked), count(DISTINCT inviter_uid), count(*),
            count(invitee_uid), count(DISTINCT invitee_uid) FROM referrals
          """) == [[10, 3, 12, 5, 4]])
    }
  }

  /// Of `dirty_orders.csv`: D02 and D09 stand there twice, D04 and D12 have no user, D05 and D13
  /// another form of date, D06 an amount a hundredfold, D07 one below nought, D16 a day to come.
  /// 20 - 2 - 2 - 1 - 1 = 14 can be used once dates and the one amount are read right.
  @Test("dirty: of twenty rows fourteen can be used")
  func dirty() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/dirty_orders.csv")
    let text = try String(contentsOf: file, encoding: .utf8)
    try folder(["dirty_orders.csv": text.trimmingCharacters(in: .newlines)]) { folder in
      let isDay = "paid_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"
      try #expect(
        folder.ints(
          """
          SELECT count(*), count(*) - count(DISTINCT order_no), sum(uid IS NULL),
            sum(NOT \(isDay)), sum(amount > 1000), sum(amount < 0),
            sum(\(isDay) AND paid_on > '2024-06-30')
          FROM dirty_orders
          """) == [[20, 2, 2, 2, 1, 1, 1]])
      try #expect(
        folder.ints(
          """
          SELECT count(DISTINCT order_no) FROM dirty_orders WHERE uid IS NOT NULL AND amount >= 0
            AND NOT (\(isDay) AND paid_on > '2024-06-30')
          """) == [[14]])
    }
  }
}

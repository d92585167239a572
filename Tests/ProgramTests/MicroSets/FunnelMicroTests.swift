import Engine
import Testing

/// Twelve sessions of six users.
///
/// | session | user | steps taken in order | depth |
/// |---|---|---|---|
/// | s1 | u1 | visit view cart pay | 4 |
/// | s2 | u1 | visit view | 2 |
/// | s3 | u2 | visit | 1 |
/// | s4 | u2 | visit view cart | 3 |
/// | s5 | u3 | visit, cart before view | 2 |
/// | s6 | u3 | visit view cart pay | 4 |
/// | s7 | u4 | view without a visit | 0 |
/// | s8 | u4 | visit twice, view | 2 |
/// | s9 | u5 | visit view, then cart and pay at one instant, pay written first | 4 |
/// | s10 | u5 | pay alone | 0 |
/// | s11 | u6 | visit 23:58, view 00:03 | 2 |
/// | s12 | u6 | visit, cart and pay without a view | 1 |
@Suite("a funnel of twelve sessions")
struct FunnelMicroTests {
  private static let events = """
    uid,sid,ts,event
    u1,s1,2024-03-01 10:00:00,visit
    u1,s1,2024-03-01 10:02:00,view
    u1,s1,2024-03-01 10:05:00,cart
    u1,s1,2024-03-01 10:09:00,pay
    u1,s2,2024-03-03 09:00:00,visit
    u1,s2,2024-03-03 09:01:00,view
    u2,s3,2024-03-01 11:00:00,visit
    u2,s4,2024-03-02 11:00:00,visit
    u2,s4,2024-03-02 11:10:00,view
    u2,s4,2024-03-02 11:20:00,cart
    u3,s5,2024-03-01 12:00:00,visit
    u3,s5,2024-03-01 12:01:00,cart
    u3,s5,2024-03-01 12:02:00,view
    u3,s6,2024-03-04 12:00:00,visit
    u3,s6,2024-03-04 12:01:00,view
    u3,s6,2024-03-04 12:02:00,cart
    u3,s6,2024-03-04 12:03:00,pay
    u4,s7,2024-03-01 13:00:00,view
    u4,s8,2024-03-05 13:00:00,visit
    u4,s8,2024-03-05 13:00:30,visit
    u4,s8,2024-03-05 13:01:00,view
    u5,s9,2024-03-02 14:00:00,visit
    u5,s9,2024-03-02 14:01:00,view
    u5,s9,2024-03-02 14:02:00,pay
    u5,s9,2024-03-02 14:02:00,cart
    u5,s10,2024-03-06 14:00:00,pay
    u6,s11,2024-03-05 23:58:00,visit
    u6,s11,2024-03-06 00:03:00,view
    u6,s12,2024-03-06 10:00:00,visit
    u6,s12,2024-03-06 10:01:00,cart
    u6,s12,2024-03-06 10:02:00,pay
    """

  private func steps(_ clauses: String) throws -> ResultTable {
    let set = try MicroSet([
      "dataset.json": MicroSet.declaration(asof: "2024-03-31"), "events.csv": Self.events,
    ])
    var session = try set.session()
    let answer = try session.ask("funnel visit -> view -> cart -> pay \(clauses)")
    return try #require(answer.table("steps"))
  }

  @Test("sessions: ten of depth 1, eight of 2, four of 3, three of 4")
  func sessions() throws {
    #expect(try steps("using session").ints("users") == [10, 8, 4, 3])
  }

  /// u1, u3, u5 pay in one session. u6 pays over two: visit and view in s11, cart and pay in s12.
  /// u2 reaches cart in s4, u4 view in s8; u4's first view is before any visit.
  @Test("users, however long it takes: six, six, five, four")
  func users() throws {
    #expect(try steps("").ints("users") == [6, 6, 5, 4])
  }

  /// u6's cart is ten hours after the visit that led to a view.
  @Test("users within an hour of the visit: six, six, four, three")
  func withinHour() throws {
    #expect(try steps("within 1h").ints("users") == [6, 6, 4, 3])
  }

  /// s1 takes 2, 3, 4 minutes, s6 1, 1, 1, s9 1, 1, 0; to view also s2 1, s4 10, s5 2, s8 0.5, for
  /// the visit nearest to it counts, s11 5. To view: 0.5 1 1 1 2 2 5 10, the middle 1.5 minutes;
  /// to cart: 1 1 3 10, the middle 2; to pay: 0 1 4, the middle 1.
  @Test("the middle times between steps are 90, 120 and 60 seconds")
  func times() throws {
    let table = try steps("using session")
    let medians = table.rows.indices.map { table.cell($0, "median_seconds").realValue }
    #expect(medians == [nil, 90, 120, 60])
  }
}

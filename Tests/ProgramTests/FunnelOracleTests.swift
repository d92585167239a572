import Foundation
import Testing

@Suite("the shop's funnel against pandas")
struct FunnelOracleTests {
  private static let steps =
    "product_view -> add_to_cart -> cart -> shipping_details -> payment_details -> purchase"

  @Test(
    "counts of users and sessions",
    arguments: [
      ("per_user_no_window", ""), ("per_user_1h", "within 1h"), ("per_user_24h", "within 24h"),
      ("per_session", "using session"),
    ])
  func counts(key: String, clauses: String) throws {
    let expected = try #require(
      try Repository.oracle("funnel_ecom_checkout")[key] as? [String: Any])
    var session = try TestSession(Repository.dataset("clickstream"))
    let steps = try #require(session.ask("funnel \(Self.steps) \(clauses)").table("steps"))
    #expect(steps.ints("users") == expected["counts"] as? [Int])
  }

  @Test("sessions by the platform of their entry")
  func byPlatform() throws {
    let expected = try #require(
      try Repository.oracle("funnel_ecom_checkout")["per_session_by_platform"]
        as? [String: [String: Any]])
    var session = try TestSession(Repository.dataset("clickstream"))
    let steps = try #require(
      session.ask("funnel \(Self.steps) using session by product_view.platform").table("steps"))
    let groups = steps.grouped(by: "product_view.platform")
    #expect(groups.map(\.key) == ["desktop", "mobile", "tablet"])
    for (key, rows) in groups {
      let users = rows.map { steps.cell($0, "users").intValue ?? -1 }
      #expect(users == expected[key]?["counts"] as? [Int], "\(key)")
    }
  }
}

import Engine
import Foundation
import Language
import Testing

@Suite("what this version does not have yet")
struct LaterTests {
  @Test(
    "a verb of a later version says so and is not called unknown",
    arguments: [
      "trend dau", "measure mau", "profile", "journey after visit limit 10", "channel roi",
      "referral k", "content", "churn rate", "test post_care", "drivers did(pay)",
      "goal check", "action list", "checklist open crisis",
      "define pay_rate = users(pay) / users(pay_page)",
    ])
  func laterVerb(query: String) throws {
    var session = try TestSession(Repository.dataset("clickstream"))
    let outcome = try #require(session.workspace.run(query, interrupt: Interrupt()).last)
    #expect(outcome.diagnostics.map(\.code) == ["E203"])
  }
}

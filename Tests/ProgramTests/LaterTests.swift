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

  @Test("where statements go on after an error, those that can be read are run")
  func goesOn() throws {
    var session = try TestSession(Repository.dataset("clickstream"))
    let text = "segment\nsegment by\nfeedback nps"
    let outcomes = session.workspace.run(text, onError: .continue, interrupt: Interrupt())
    #expect(outcomes.map(\.statement) == ["segment", "segment by", "feedback nps"])
    #expect(outcomes.map(\.diagnostics.isEmpty) == [true, false, true])
    #expect(outcomes.map(\.start) == [0, 8, 19])
    let stopped = session.workspace.run(text, interrupt: Interrupt())
    #expect(stopped.map(\.diagnostics.isEmpty) == [false])
  }
}

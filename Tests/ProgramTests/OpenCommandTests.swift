import Commands
import Engine
import Reporting
import Testing
import Verbs

@Suite("commands that read data")
struct OpenCommandTests {
  @Test(
    "what stops a query stops reading data as well",
    arguments: ["open x.csv", "load x.csv", "map user=uid"])
  func interrupted(statement: String) throws {
    let session = try TestSession(Repository.dataset("cdnow"))
    let access = DatasetAccess { _, interrupt throws(Diagnostic) in
      try interrupt.check()
      throw Diagnostic("E400", Phrase("it was read on", "仍在读取"), at: nil)
    }
    var workspace = Workspace(
      catalogue: session.workspace.catalogue, access: access, language: .english)
    workspace.use(try #require(session.workspace.dataset))
    let interrupt = Interrupt()
    interrupt.raise()
    let outcome = try #require(workspace.run(statement, interrupt: interrupt).last)
    #expect(outcome.diagnostics.map(\.code) == ["E590"])
  }
}

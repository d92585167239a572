import Commands
import Engine
import Language
import Reporting
import Synchronization
import TestKit
import Testing

@Suite("exports")
struct ExportTests {
  private final class Files: Sendable {
    let written = Mutex<[String: String]>([:])

    var writing: FileWriting {
      FileWriting { [self] bytes, path, _ throws(Diagnostic) in
        written.withLock { $0[path] = String(decoding: bytes, as: UTF8.self) }
      }
    }

    subscript(path: String) -> [String] {
      (written.withLock { $0[path] } ?? "").split(whereSeparator: \.isNewline).map(String.init)
    }
  }

  private let files = Files()

  private func workspace(_ regions: [(String, users: Int, payers: Int)]) -> Workspace {
    var workspace = PrivacyTests.workspace(PrivacyTests.world(regions))
    workspace.files = files.writing
    return workspace
  }

  private func refusal(_ query: String, _ workspace: Workspace) throws -> String {
    var workspace = workspace
    return try #require(workspace.run(query, interrupt: Interrupt()).last?.diagnostics.first).code
  }

  @Test("a saved segment is written with ids and attributes, without telephone numbers")
  func segment() throws {
    var workspace = workspace([("a", 4, 2), ("b", 3, 0)])
    let said = try workspace.ask(
      "segment where did(pay) as payers; export payers \"my payers.csv\"")
    #expect(files["my payers.csv"] == ["user,consent,region", "a0,0,a", "a1,1,a"])
    let lines = try said.table(named: "export").texts("text")
    #expect(
      lines == ["exported 2 users → my payers.csv", "left out, as they tell who someone is: phone"])
  }

  @Test("a partition carries its parts, one part itself alone")
  func partition() throws {
    var workspace = workspace([("a", 2, 1), ("b", 1, 1)])
    _ = try workspace.ask("segment by region as regions; export regions r.jsonl")
    #expect(
      files["r.jsonl"] == [
        #"{"user":"a0","consent":0,"region":"a","part":"a"}"#,
        #"{"user":"a1","consent":1,"region":"a","part":"a"}"#,
        #"{"user":"b0","consent":0,"region":"b","part":"b"}"#,
      ])
    _ = try workspace.ask("export regions.b 'b.csv'")
    #expect(files["b.csv"] == ["user,consent,region,part", "b0,0,b,b"])
  }

  @Test("under privacy only who consented is there, under another name")
  func consent() throws {
    var workspace = workspace([("a", 11, 0), ("b", 30, 0)])
    let said = try workspace.ask(
      "set privacy on; segment where region = 'a' as few; export few few.csv")
    #expect(files["few.csv"].count == 6)
    #expect(files["few.csv"][1] == "u_of_a1,1,a")
    let line = try said.table(named: "export").texts("text")[0]
    #expect(line == "exported 5 users; 6 removed without consent → few.csv")
    // Five consented; of nine users four would be.
    workspace = self.workspace([("a", 9, 0), ("b", 30, 0)])
    _ = try workspace.ask("set privacy on; segment where region = 'a' as few")
    #expect(try refusal("export few few2.csv", workspace) == "E544")
    #expect(files["few2.csv"].isEmpty)
  }

  @Test("without a column of consent nothing is exported under privacy")
  func noConsent() throws {
    var world = PrivacyTests.world([("a", 20, 0)])
    for id in world.users.keys { world.users[id]?["consent"] = nil }
    var workspace = PrivacyTests.workspace(world)
    workspace.files = files.writing
    _ = try workspace.ask("set privacy on; segment as all_users")
    #expect(try refusal("export all_users a.csv", workspace) == "E545")
    #expect(files["a.csv"].isEmpty)
  }

  @Test("the last result is written as it was told; a change of privacy forgets it")
  func result() throws {
    var workspace = workspace([("a", 20, 3), ("b", 3, 1), ("c", 4, 0)])
    _ = try workspace.ask("set privacy on; segment by region; export result r.csv")
    #expect(files["r.csv"] == ["region,users,share", "a,20,0.7407407407407407", "b,<5,", "c,<5,"])
    _ = try workspace.ask(
      "set privacy off; funnel visit -> pay by region; export result.total t.csv")
    #expect(files["t.csv"].count == 3)
    _ = try workspace.ask("set privacy on")
    #expect(try refusal("export result r.csv", workspace) == "E541")
    #expect(try refusal("export nobody r.csv", workspace) == "E543")
    #expect(try refusal("export result r.xlsx", workspace) == "E540")
    #expect(try refusal("export result", workspace) == "E131")
  }

  @Test("nothing is written where files must not be, as in a notebook")
  func notebook() throws {
    let workspace = PrivacyTests.workspace(PrivacyTests.world([("a", 9, 0)]))
    #expect(try refusal("segment; export result r.csv", workspace) == "E219")
  }
}

import Engine
import Notebook
import Reporting
import Testing

@Suite("parameters of a notebook")
struct ParameterTests {
  static func notebook(_ declaration: String) -> String {
    Shop.front.replacing(
      "lang: \"en\"\n", with: "lang: \"en\"\nparam.window: \(declaration)\n")
      + "```opsbook\nfunnel visit -> pay within $window\n```\n\n"
      + "```opsbook\nsegment where did(pay)\n```\n"
  }

  static let window = notebook(
    "{\"type\": \"duration\", \"default\": \"30d\", \"choices\": [\"1d\", \"30d\"]}")

  func payers(_ run: NotebookRun) throws -> Cell? {
    try run.file.outputs(of: 0).first?.storedTable()?.table.cell(1, "users")
  }

  @Test("a parameter has its default, or the value given from outside, which is recorded")
  func values() throws {
    let plain = Shop.replay(Self.window)
    #expect(try payers(plain) == .int(2))
    let other = Shop.replay(Self.window, overrides: ["window": "1d"])
    #expect(try payers(other) == .int(0))
    #expect(Shop.text(other.file).contains("\"choices\": [\"1d\", \"30d\"], \"value\": \"1d\"}"))
    #expect(Shop.replay(Shop.text(other.file)).file.bytes() == other.file.bytes())
  }

  @Test("only the cells that use a parameter have it in their source hash")
  func hashes() {
    func src(_ overrides: [String: String]) -> [String?] {
      let file = Shop.replay(Self.window, overrides: overrides).file
      return [0, 1].map { file.outputs(of: $0).first?.attribute("src") }
    }
    let (first, second) = (src([:]), src(["window": "1d"]))
    #expect(first[0] != second[0])
    #expect(first[1] == second[1])
  }

  @Test("an unknown name, a value that is no choice or of another type is an error")
  func wrong() {
    #expect(Shop.replay(Self.window, overrides: ["windw": "1d"]).problems.map(\.code) == ["E535"])
    let choice = Shop.replay(Self.window, overrides: ["window": "7d"])
    #expect(choice.problems.map(\.code) == ["E535"])
    #expect(choice.cells.isEmpty)
    let type = Shop.replay(Self.notebook("{\"type\": \"date\", \"default\": \"2024-02-30\"}"))
    #expect(type.problems.map(\.code) == ["E535"])
  }
}

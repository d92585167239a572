import Commands
import Engine
import Foundation
import Notebook
import Reporting
import Store
import Testing
import Verbs

@Suite("the notebooks of this repository")
struct NotebookGoldenTests {
  static let names =
    ((try? FileManager.default.contentsOfDirectory(
      atPath: Repository.root.appending(path: "notebooks").path)) ?? [])
    .filter { $0.hasSuffix(".md") }.sorted()

  /// A fresh session that finds datasets in the repository.
  private var runner: NotebookRunner {
    let store = DatasetStore(cacheFolder: TestSession.sharedCache)
    let workspace = Workspace(
      catalogue: Catalogue(verbs: StandardVerbs.all, commands: StandardCommands.all),
      access: DatasetAccess { request, interrupt throws(Diagnostic) in
        let path = Repository.root.appending(path: request.path).path
        let (dataset, _) = try store.open(DatasetSource(path: path), interrupt: interrupt)
        return DatasetAccess.Opened(dataset: dataset, notices: [])
      })
    return NotebookRunner(
      workspace: workspace, stamp: NotebookStamp(tool: "0.1.0", engine: "1"))
  }

  @Test("there are two studies in both languages")
  func both() { #expect(Self.names.count >= 4) }

  @Test("a replay gives the bytes that are recorded", arguments: names)
  func replays(name: String) throws {
    let url = Repository.root.appending(path: "notebooks/\(name)")
    let recorded = Array(try Data(contentsOf: url))
    let run = runner.run(NotebookFile(parsing: recorded), interrupt: Interrupt())
    #expect(run.problems.map(\.message.english) == [])
    #expect(!run.isFailure)
    #expect(run.cells.count > 5)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(run.file.bytes()).write(to: url)
    }
    #expect(run.file.bytes() == recorded, "UPDATE_GOLDEN=1 records the results anew")
  }

  @Test("a recorded number that was changed by hand does not survive a replay")
  func repaired() throws {
    let url = Repository.root.appending(path: "notebooks/cdnow-customer-value.md")
    let text = try String(contentsOf: url, encoding: .utf8)
    let forged = text.replacing("1997-01,781,781,777,42055.2,", with: "1997-01,781,781,777,99999,")
    #expect(forged != text)
    let run = runner.run(NotebookFile(parsing: Array(forged.utf8)), interrupt: Interrupt())
    #expect(String(decoding: run.file.bytes(), as: UTF8.self) == text)
  }

  @Test("the English and the Chinese study give the same numbers")
  func sameNumbers() throws {
    func tables(_ name: String) throws -> [[ResultTable]] {
      let url = Repository.root.appending(path: "notebooks/\(name)")
      let file = NotebookFile(parsing: Array(try Data(contentsOf: url)))
      return runner.run(file, interrupt: Interrupt()).cells.map {
        $0.outcomes.compactMap(\.answer).flatMap(\.tables)
      }
    }
    #expect(try tables("cdnow-customer-value.md") == tables("cdnow-customer-value.zh.md"))
  }
}

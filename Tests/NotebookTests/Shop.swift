import Commands
import Engine
import Notebook
import Reporting
import TestKit
import Verbs

/// A workspace that can open two tiny datasets, `shop` and `other`.
enum Shop {
  static let shop = dataset("shop", hash: "a1", payers: 2)
  static let other = dataset("other", hash: "b2", payers: 1)

  static let stamp = NotebookStamp(tool: "0.1.0", engine: "1")

  private static func dataset(_ name: String, hash: String, payers: Int) -> Dataset {
    var world = World(
      asof: "2024-01-31",
      events: (1...4).flatMap { user -> [World.Event] in
        let visit = World.Event.event(
          "u\(user)", "visit", "2024-01-0\(user)T08:00:00Z", ["channel": user < 3 ? "ad" : "seo"])
        let pay = World.Event.event("u\(user)", "pay", "2024-01-1\(user)T08:00:00Z", ["amount": 5])
        return user <= payers ? [visit, pay] : [visit]
      })
    world.name = name
    var dataset = world.dataset
    dataset.contentHash = String(repeating: hash, count: 16)
    return dataset
  }

  /// - Parameter changed: the shop after an import: another hash.
  static func workspace(
    opening first: Dataset? = nil, changed: Bool = false, language: DisplayLanguage = .english
  ) -> Workspace {
    var workspace = Workspace(
      catalogue: Catalogue(verbs: StandardVerbs.all, commands: StandardCommands.all),
      access: DatasetAccess { request, _ throws(Diagnostic) in
        switch request.path {
        case "shop":
          var dataset = shop
          if changed { dataset.contentHash = String(repeating: "c3", count: 16) }
          return DatasetAccess.Opened(dataset: dataset, notices: [])
        case "other": return DatasetAccess.Opened(dataset: other, notices: [])
        default:
          throw Diagnostic(
            "E401", Phrase("no dataset '\(request.path)'", "没有数据集 '\(request.path)'"), at: nil)
        }
      }, language: language)
    if let first { workspace.use(first) }
    return workspace
  }

  static func replay(
    _ text: String, overrides: [String: String] = [:], changed: Bool = false
  ) -> NotebookRun {
    let runner = NotebookRunner(
      workspace: workspace(changed: changed), stamp: stamp, overrides: overrides)
    return runner.run(NotebookFile(parsing: Array(text.utf8)), interrupt: Interrupt())
  }

  static func text(_ file: NotebookFile) -> String { String(decoding: file.bytes(), as: UTF8.self) }

  static let front = """
    ---
    opsbook: 1
    lang: "en"
    dataset.shop: {"path": "shop", "hash": "\(String(repeating: "a1", count: 16))", "rows": 6}
    ---

    """
}

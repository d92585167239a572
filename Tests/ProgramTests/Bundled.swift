import Commands
import Engine
import Foundation
import Reporting
import Store
import Testing
import Verbs

/// Where the repository and its data lie, seen from this file.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A bundled dataset's folder.
  static func dataset(_ name: String) -> String {
    root.appendingPathComponent("datasets/\(name)").path
  }

  /// Real data that lies beside the repository on the machines where it is developed; nil
  /// elsewhere.
  static func realDataset(_ file: String) -> String? {
    let path = root.appendingPathComponent("../shared/datasets/\(file)").standardizedFileURL.path
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  static func oracle(_ name: String) throws -> [String: Any] {
    let file = root.appendingPathComponent("Tests/ProgramTests/Oracles/\(name).json")
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    return try #require((object as? [String: Any])?["expected"] as? [String: Any])
  }
}

/// A session on a file, with a cache of its own.
struct TestSession {
  var workspace: Workspace

  init(
    _ path: String, mapping: ColumnMapping = ColumnMapping(),
    cache: String = TestSession.sharedCache
  ) throws {
    let store = DatasetStore(cacheFolder: cache)
    let (dataset, _) = try store.open(DatasetSource(path: path, mapping: mapping))
    workspace = Workspace(
      catalogue: Catalogue(verbs: StandardVerbs.all, commands: StandardCommands.all),
      access: DatasetAccess { request, interrupt throws(Diagnostic) in
        let (dataset, report) = try store.open(
          DatasetSource(path: request.path), interrupt: interrupt)
        return DatasetAccess.Opened(dataset: dataset, notices: report?.lines ?? [])
      })
    workspace.use(dataset)
  }

  /// One cache for a test run, so that each dataset is imported once.
  static let sharedCache = NSTemporaryDirectory() + "opsbook-tests-\(getpid())"

  mutating func ask(
    _ query: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Answer {
    let outcome = try #require(
      workspace.run(query, interrupt: Interrupt()).last, sourceLocation: sourceLocation)
    for diagnostic in outcome.diagnostics {
      Issue.record(
        "\(query): \(diagnostic.code) \(diagnostic.message.english)",
        sourceLocation: sourceLocation)
    }
    return try #require(outcome.answer, sourceLocation: sourceLocation)
  }
}

extension ResultTable {
  /// A column as whole numbers; -1 stands for what is none.
  func ints(_ column: String) -> [Int] { rows.indices.map { cell($0, column).intValue ?? -1 } }

  /// Rows by the text of a column, in the order they first appear.
  func grouped(by column: String) -> [(key: String, rows: [Int])] {
    var groups: [(key: String, rows: [Int])] = []
    for row in rows.indices {
      let key = cell(row, column).textValue ?? "(missing)"
      if let at = groups.firstIndex(where: { $0.key == key }) {
        groups[at].rows.append(row)
      } else {
        groups.append((key, [row]))
      }
    }
    return groups
  }
}

import Engine
import Foundation
import Reporting
import Testing

@testable import Store

/// A folder of its own for one test, removed with it.
final class Scratch {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "opsbook-store-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try write(name, Array(text.utf8))
  }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = file(name)
    let folder = (file as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }

  var store: DatasetStore { DatasetStore(cacheFolder: file("cache")) }

  /// Writes a file and opens it.
  func open(
    _ text: String, as name: String = "events.csv", mapping: String = "", zone: String? = nil
  ) throws -> (dataset: Dataset, report: ImportReport) {
    let source = DatasetSource(
      path: try write(name, text), mapping: try ColumnMapping(parsing: mapping), zone: zone)
    let (dataset, report) = try store.open(source)
    return (dataset, try #require(report))
  }
}

/// A file of the shared real datasets; nil where they do not lie beside the repository.
func sharedDataset(_ name: String) -> String? {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  var folder = root.deletingLastPathComponent()
  for _ in 0..<2 {
    let file = folder.appendingPathComponent("shared/datasets/\(name)").path
    if FileManager.default.fileExists(atPath: file) { return file }
    folder = folder.deletingLastPathComponent()
  }
  return nil
}

extension Dataset {
  /// Each event as `user name time`, in the order of the log.
  var eventTexts: [String] {
    (0..<users.count).flatMap { user in
      events.rows(of: user).map { row in
        "\(users.ids[user]) \(events.names[Int(events.codes[row])]) \(events.times[row])"
      }
    }
  }

  func property(_ name: String) -> PropertyColumn? { events.properties.first { $0.name == name } }

  func attribute(_ name: String) -> PropertyColumn? { users.attributes.first { $0.name == name } }
}

extension PropertyColumn {
  var cells: [Cell] { (0..<count).map { cell($0) } }
}

import Foundation
import Testing

/// The checked-out files, found from where this file was compiled.
enum Repository {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Every Swift file below Sources and Tests.
  static let swift: [SwiftSource] = paths(below: ["Sources", "Tests"])
    .filter { $0.hasSuffix(".swift") }
    .map { SwiftSource(path: $0, text: text(of: $0) ?? "") }

  static var sources: [SwiftSource] { swift.filter { !$0.isTest } }

  /// Paths of all files below `folders`, sorted, hidden ones left out.
  static func paths(below folders: [String]) -> [String] {
    folders.flatMap { folder in
      let found = FileManager.default.enumerator(
        at: root.appending(path: folder), includingPropertiesForKeys: nil,
        options: [.skipsHiddenFiles])
      let prefix = root.standardizedFileURL.path(percentEncoded: false)
      return (found?.compactMap { $0 as? URL } ?? [])
        .filter { !$0.hasDirectoryPath }
        .map { String($0.standardizedFileURL.path(percentEncoded: false).dropFirst(prefix.count)) }
    }.sorted()
  }

  /// Names of the folders directly inside `folder`.
  static func folders(in folder: String) -> [String] {
    let found = try? FileManager.default.contentsOfDirectory(
      at: root.appending(path: folder), includingPropertiesForKeys: nil,
      options: [.skipsHiddenFiles])
    return (found ?? []).filter(\.hasDirectoryPath).map(\.lastPathComponent).sorted()
  }

  static func text(of path: String) -> String? {
    try? String(contentsOf: root.appending(path: path), encoding: .utf8)
  }
}

/// A place that breaks a rule.
struct Violation: CustomStringConvertible {
  let path: String
  let line: Int
  let message: String

  var description: String { "\(path):\(line): \(message)" }
}

extension Sequence<Violation> {
  /// One issue for each, so that a failing run lists every place.
  func report() {
    for violation in self { Issue.record("\(violation)") }
  }
}

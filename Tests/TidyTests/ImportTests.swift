import Testing

@Suite("imports")
struct ImportTests {
  static let system: Set = ["Foundation", "FoundationEssentials", "Dispatch", "Synchronization"]
  static let platform: Set = ["Darwin", "Glibc", "Musl"]

  /// What each target may import; imports go down only.
  static let allowed: [String: Set<String>] = [
    "Reporting": [],
    "Statistics": platform,
    "Simulation": system.union(platform).union([
      "Digest", "Engine", "Export", "Reporting", "Statistics",
    ]),
    "Digest": ["CDigest", "CryptoKit"],
    "Language": ["Reporting"],
    "Charts": ["Reporting"],
    "Engine": system.union(["Charts", "Language", "Reporting"]),
    "Verbs": system.union(["Charts", "Engine", "Language", "Reporting", "Statistics"]),
    "Commands": system.union([
      "Charts", "Engine", "Export", "Language", "Reporting", "Simulation",
    ]),
    "Store": system.union(platform).union([
      "CZlib", "Digest", "Engine", "GRDB", "GRDBSQLite", "Language", "Reporting",
    ]),
    "Export": system.union(["Charts", "Engine", "Language", "Reporting"]),
    "Notebook": system.union(platform).union([
      "Charts", "Digest", "Engine", "Export", "Language", "Reporting",
    ]),
    "Shell": system.union(platform).union([
      "CLibEdit", "Charts", "Engine", "Export", "Language", "Notebook", "Reporting",
    ]),
    "opsbook": system.union(platform).union([
      "ArgumentParser", "Charts", "Commands", "Digest", "Engine", "Export", "Language", "Notebook",
      "Reporting", "Shell", "Simulation", "Store", "Verbs",
    ]),
  ]

  @Test("every target imports only what lies below it")
  func imports() { Repository.sources.flatMap(Self.wrongImports).report() }

  @Test(
    "an import that goes up is found, however it is written",
    arguments: [
      ("import Verbs", 1), ("@testable import Verbs", 1), ("public import Verbs", 1),
      ("import struct Foundation.URL", 0), ("  import Darwin", 1), ("// import Verbs", 0),
      ("import Language", 0),
    ])
  func findsImport(line: String, count: Int) {
    #expect(
      Self.wrongImports(SwiftSource(path: "Sources/Engine/A.swift", text: line)).count == count)
  }

  static func wrongImports(_ source: SwiftSource) -> [Violation] {
    source.code.enumerated().compactMap { index, line in
      guard let module = importedModule(line) else { return nil }
      guard let allowed = allowed[source.target] else {
        let message = "the target '\(source.target)' has no line in the table of imports"
        return Violation(path: source.path, line: index + 1, message: message)
      }
      guard !allowed.contains(module) else { return nil }
      let list = allowed.sorted().joined(separator: ", ")
      let message = "\(source.target) may not import \(module); it may: \(list)"
      return Violation(path: source.path, line: index + 1, message: message)
    }
  }

  private static func importedModule(_ line: String) -> String? {
    let kinds: Set<Substring> = [
      "struct", "class", "enum", "protocol", "func", "let", "var", "typealias", "actor",
    ]
    let words = line.split(separator: " ")
    guard let at = words.firstIndex(of: "import") else { return nil }
    let isImport = words[..<at].allSatisfy {
      $0.hasPrefix("@") || ["public", "package", "internal", "private", "fileprivate"].contains($0)
    }
    let name = words[(at + 1)...].drop { kinds.contains($0) }.first
    guard isImport, let name else { return nil }
    return name.split(separator: ".").first.map(String.init)
  }
}

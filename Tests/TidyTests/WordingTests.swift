import Foundation
import Testing

@Suite("wording")
struct WordingTests {
  /// Words of a workplace; they mean nothing to those who read the product.
  static let words = [
    "/work/", "../shared/design", "/opt/swift", "issue #", "helper session", "CEO", "farm-",
  ]

  static let folders = ["Sources", "Tests", "docs", "datasets", "notebooks", "tools", ".ci"]
  static let rootFiles = ["Package.swift", "Makefile", "NOTICE", "README.md", "README.zh-CN.md"]
  static let kinds: Set = [
    "swift", "md", "json", "py", "sh", "h", "modulemap", "tsv", "snap", "txt",
  ]

  @Test("files and documents speak to their reader")
  func workplace() {
    for path in Self.paths where !path.hasPrefix("Tests/TidyTests/") {
      Self.workplaceWords(in: Repository.text(of: path) ?? "", path: path).report()
    }
  }

  @Test("a workplace word is found, a word that only contains one is not")
  func findsWord() {
    let text = "see /work/x\nthe OCEAN\nfixes issue #3\n"
    #expect(Self.workplaceWords(in: text, path: "a.md").map(\.line) == [1, 3])
  }

  @Test("every relative link of a document leads to a file")
  func links() {
    for path in Self.paths where path.hasSuffix(".md") {
      Self.deadLinks(in: Repository.text(of: path) ?? "", path: path).report()
    }
  }

  @Test("a dead link is found, a link to the web is left alone")
  func findsLink() {
    let text = "[a](nowhere.md) [b](https://example.org) [c](#part)\n[d](../README.md#part)\n"
    #expect(Self.deadLinks(in: text, path: "docs/A.md").map(\.line) == [1])
  }

  private static var paths: [String] {
    let below = Repository.paths(below: folders).filter { path in
      kinds.contains(path.split(separator: ".").last.map(String.init) ?? "")
    }
    return rootFiles + below
  }

  static func workplaceWords(in text: String, path: String) -> [Violation] {
    numbered(text).flatMap { number, line in
      words.filter { line.containsWord($0) }.map {
        Violation(path: path, line: number, message: "'\($0)' is a word of a workplace")
      }
    }
  }

  static func deadLinks(in text: String, path: String) -> [Violation] {
    let folder = Repository.root.appending(path: path).deletingLastPathComponent()
    return numbered(text).flatMap { number, line in
      line.matches(of: /\]\(([^)\s#:]+)(#[^)]*)?\)/).compactMap { match in
        let file = folder.appending(path: String(match.output.1))
        let exists = FileManager.default.fileExists(atPath: file.path(percentEncoded: false))
        guard !exists else { return nil }
        return Violation(
          path: path, line: number, message: "the link '\(match.output.1)' leads nowhere")
      }
    }
  }

  private static func numbered(_ text: String) -> [(number: Int, line: String)] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
      ($0.offset + 1, String($0.element))
    }
  }
}

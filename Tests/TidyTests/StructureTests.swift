import Testing

@Suite("structure")
struct StructureTests {
  @Test("every folder of a verb has its line in the catalogue")
  func catalogue() {
    let path = "Sources/Verbs/Catalogue.swift"
    let text = Repository.text(of: path) ?? ""
    Self.missing(Repository.folders(in: "Sources/Verbs"), from: text, path: path).report()
  }

  @Test("a verb without a line is found")
  func findsVerb() {
    let text = "let verbs = [Funnel.self, SegmentTree.self]"
    #expect(Self.missing(["Funnel", "Segment"], from: text, path: "").count == 1)
  }

  @Test("there are fewer than twelve protocols")
  func protocols() {
    let found = Repository.sources.flatMap { source in
      source.code.filter { $0.containsWord("protocol") }
    }
    #expect(found.count < 12, "a protocol is for what has several forms: \(found)")
  }

  @Test("every target is explained in ARCHITECTURE.md")
  func architecture() {
    let path = "docs/ARCHITECTURE.md"
    let text = Repository.text(of: path) ?? ""
    for folder in Repository.folders(in: "Sources") where !text.contains("`\(folder)`") {
      Violation(path: path, line: 1, message: "says nothing of `\(folder)`").report()
    }
  }

  static func missing(_ folders: [String], from catalogue: String, path: String) -> [Violation] {
    let code = SwiftSource(path: path, text: catalogue).code
    return folders.compactMap { folder in
      guard !code.contains(where: { $0.containsWord("\(folder).self") }) else { return nil }
      return Violation(path: path, line: 1, message: "has no line '\(folder).self'")
    }
  }
}

extension Violation {
  fileprivate func report() { [self].report() }
}

import Engine
import Language
import Reporting
import TestKit
import Testing
import Verbs

extension World {
  /// A workspace with all verbs, open on this world.
  func workspace() -> Workspace {
    var workspace = Workspace(
      catalogue: Catalogue(verbs: StandardVerbs.all, commands: []),
      access: DatasetAccess { _, _ throws(Diagnostic) in
        throw Diagnostic("E400", Phrase("tests open no files", "测试不打开文件"), at: nil)
      })
    workspace.use(dataset)
    return workspace
  }

  /// The answer to a query; an error is a failure of the test.
  func ask(_ query: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Answer {
    var workspace = workspace()
    return try workspace.ask(query, sourceLocation: sourceLocation)
  }

  /// The first diagnostic that a query gives; none is a failure of the test.
  func refusal(
    of query: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Diagnostic {
    var workspace = workspace()
    let outcome = workspace.run(query, interrupt: Interrupt()).last
    return try #require(outcome?.diagnostics.first, sourceLocation: sourceLocation)
  }
}

extension Workspace {
  mutating func ask(
    _ query: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Answer {
    let outcome = try #require(
      run(query, interrupt: Interrupt()).last, sourceLocation: sourceLocation)
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

  /// A column as numbers; nil stands for what is missing.
  func reals(_ column: String) -> [Double?] { rows.indices.map { cell($0, column).realValue } }

  func texts(_ column: String) -> [String?] { rows.indices.map { cell($0, column).textValue } }
}

extension Answer {
  func table(
    named name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> ResultTable {
    try #require(table(name), sourceLocation: sourceLocation)
  }
}

import Engine
import Language
import Reporting
import Verbs

/// A session of the program on the dataset of a case; it keeps what was asked.
public struct PeerSession {
  public let dataset: Dataset
  public private(set) var queries: [String] = []
  private var workspace: Workspace

  public init(_ world: PeerWorld) {
    dataset = world.world.dataset
    workspace = Workspace(
      catalogue: Catalogue(verbs: StandardVerbs.all, commands: []),
      access: DatasetAccess { _, _ throws(Diagnostic) in
        throw Diagnostic("E400", Phrase("cases open no files", "用例不打开文件"), at: nil)
      })
    workspace.use(dataset)
    workspace.sqlEngine = world.engine?()
    if world.engine != nil { try? workspace.use(.sql) }
  }

  /// The answer to a query; E204, what a version does not answer yet, leaves the case pending.
  public mutating func ask(_ query: String) throws(PeerFault) -> Answer {
    queries.append(query)
    let outcome = workspace.run(query, interrupt: Interrupt()).last
    if let diagnostic = outcome?.diagnostics.first {
      let text = "\(diagnostic.code) \(diagnostic.message.english)"
      throw ["E203", "E204"].contains(diagnostic.code) ? .pending(text) : .broken(text)
    }
    guard let answer = outcome?.answer else { throw .broken("no answer") }
    return answer
  }

  /// A table of an answer.
  public func table(_ name: String, of answer: Answer) throws(PeerFault) -> ResultTable {
    guard let table = answer.table(name) else { throw .broken("no table '\(name)'") }
    return table
  }

  /// The ids of a set of users, in order.
  public func ids(_ users: UserSet) -> [String] {
    dataset.users.ids.enumerated().filter { users.contains($0.offset) }.map(\.element)
  }
}

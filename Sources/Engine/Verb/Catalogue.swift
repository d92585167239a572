import Language

/// The verbs and commands of a program; a value that is handed in, never a global.
public struct Catalogue: Sendable {
  public let verbs: [any Verb.Type]
  public let commands: [Command]

  public init(verbs: [any Verb.Type], commands: [Command]) {
    self.verbs = verbs
    self.commands = commands
  }

  /// The grammar of all verbs: those that exist by their signatures, the others as planned.
  public var grammar: Grammar {
    let own = verbs.map { $0.signature.grammar }
    let names = Set(own.map(\.name))
    return Grammar(verbs: own + Grammar.planned.verbs.filter { !names.contains($0.name) })
  }

  public func verb(_ name: String) -> (any Verb.Type)? {
    verbs.first { $0.signature.name == name }
  }

  public func command(_ name: String) -> Command? {
    commands.first { $0.names.contains(name) }
  }
}

import Engine
import Language
import Reporting

/// What may stand at the end of a text, after the grammar and the data.
public struct Completer {
  let workspace: Workspace
  let commands: [String]

  public init(workspace: Workspace, commands: [String] = []) {
    self.workspace = workspace
    self.commands = commands
  }

  public func completion(of head: String) -> Completion { Completion() }
}

import Engine
import Foundation
import Language
import Notebook
import Reporting
import Shell
import Synchronization

/// The session behind the prompt: runs what is typed and remembers it for the notebook.
final class Prompt: Sendable {
  private struct State {
    var session: Session
  }

  private let state: Mutex<State>
  private let surroundings: Surroundings
  private let notices: [Phrase]

  init(_ session: Session, notices: [Phrase], surroundings: Surroundings) {
    state = Mutex(State(session: session))
    self.notices = notices
    self.surroundings = surroundings
  }

  var host: ReplHost {
    ReplHost(
      run: { [self] text, interrupt in
        state.withLock { $0.session.workspace.run(text, interrupt: interrupt) }
      },
      workspace: { [self] in state.withLock { $0.session.workspace } },
      notices: notices)
  }
}

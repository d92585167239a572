import Commands
import Engine
import Reporting
import Shell
import Synchronization
import TestKit
import Verbs

/// The prompt with real verbs on a world of two users; `lesson` runs until it is interrupted.
enum ProbeSession {
  static func run(_ traits: TerminalTraits, historyPath: String?, isChinese: Bool, isPlain: Bool) {
    let access = DatasetAccess { _, _ throws(Diagnostic) in
      throw Diagnostic("E401", Phrase("no files here", "此处没有文件"), at: nil)
    }
    var workspace = Workspace(
      catalogue: Catalogue(verbs: StandardVerbs.all, commands: StandardCommands.all),
      access: access, language: isChinese ? .chinese : .english)
    workspace.use(world.dataset)
    let host = Host(Mutex(workspace))
    let repl = Repl(
      host: host.host, traits: traits,
      options: Repl.Options(historyPath: historyPath, editsPlainly: isPlain))
    let ending = repl.run()
    StandardOutput.write("ended, failures: \(ending.hasFailures)\n")
  }

  private final class Host: Sendable {
    private let state: Mutex<Workspace>

    init(_ state: consuming Mutex<Workspace>) { self.state = state }

    var host: ReplHost {
      ReplHost(
        run: { text, interrupt in self.state.withLock { $0.run(text, interrupt: interrupt) } },
        workspace: { self.state.withLock { $0 } },
        command: { call, interrupt in
          guard call.command.text == "lesson" else { return .unknown }
          StandardOutput.write("running\n")
          while !interrupt.isRaised {}
          return .failed(.interrupted)
        }, commandNames: ["lesson"],
        notices: [Phrase("a notice \u{1B}[31m", "一条提示 \u{1B}[31m")])
    }
  }

  private static var world: World {
    World(
      asof: "2024-01-31",
      events: [
        .event("u1", "visit", "2024-01-01", ["channel": "抖音"]),
        .event("u1", "pay", "2024-01-02", ["channel": "抖音"]),
        .event("u2", "visit", "2024-01-03", ["channel": "\u{1B}]0;owned\u{7}"]),
      ], users: ["u1": ["city": "北京"], "u2": ["city": "上海"]],
      labels: Labels(events: ["visit": Phrase("visit", "访问"), "pay": Phrase("pay", "支付")]))
  }
}

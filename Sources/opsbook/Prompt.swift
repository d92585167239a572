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
    var workspace: Workspace
    var recorder = SessionRecorder(stamp: Replaying.stamp)
    /// Files this session has written, and may write again.
    var saved: Set<String> = []
  }

  private let state: Mutex<State>
  private let opener: DatasetOpener
  private let surroundings: Surroundings
  private let notices: [Phrase]

  init(_ session: Session, notices: [Phrase], surroundings: Surroundings) {
    var workspace = session.workspace
    workspace.files = ExportedFiles().writing
    state = Mutex(State(workspace: workspace))
    opener = session.opener
    self.notices = notices
    self.surroundings = surroundings
  }

  var host: ReplHost {
    ReplHost(
      run: { [self] text, interrupt in run(text, interrupt) },
      workspace: { [self] in state.withLock { $0.workspace } },
      command: { [self] call, interrupt in command(call, interrupt) },
      commandNames: ["save", "replay", "quit"],
      datasetNames: surroundings.bundledDatasets, notices: notices)
  }

  private func run(_ text: String, _ interrupt: Interrupt) -> [Outcome] {
    state.withLock { state in
      let before = state.workspace
      let outcomes = state.workspace.run(text, mode: .file, interrupt: interrupt)
      state.recorder.record(text, outcomes: outcomes, before: before, after: state.workspace)
      return outcomes
    }
  }

  /// Takes a statement that the program was started with into the notebook, as if it were typed.
  func begin(with statement: String) -> [Outcome] { run(statement, Interrupt()) }

  private func command(_ call: CommandCall, _ interrupt: Interrupt) -> ReplHost.Reply {
    do throws(Diagnostic) {
      switch call.command.text {
      case "save": return try save(call)
      case "replay": return try replay(call, interrupt)
      default: return .unknown
      }
    } catch {
      return .failed(error)
    }
  }

  private func save(_ call: CommandCall) throws(Diagnostic) -> ReplHost.Reply {
    let name = call.unquotedRest
    guard !name.isEmpty else { throw .missingName(call) }
    let path = name.hasSuffix(".md") ? name : name + ".md"
    let (recorder, saved) = state.withLock { ($0.recorder, $0.saved) }
    guard !recorder.isEmpty else { throw .nothingToSave(call) }
    guard saved.contains(path) || !FileManager.default.fileExists(atPath: path) else {
      throw .wouldOverwrite(path, call)
    }
    let title = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
    let file = recorder.notebook(title: title) { [self] dataset in
      surroundings.portablePath(
        opener.path(of: dataset) ?? dataset.name,
        besides: (path as NSString).deletingLastPathComponent)
    }
    do throws(Diagnostic) {
      try AtomicFile.write(file.bytes(), to: path)
    } catch {
      var located = error
      located.span = call.restPlace.span
      throw located
    }
    state.withLock { _ = $0.saved.insert(path) }
    let masked = recorder.maskedCells.joined(separator: ", ")
    let warning = Phrase(
      "values that tell who someone is were replaced in \(masked)", "\(masked) 中的个人信息已替换")
    return .said(
      [
        Phrase(
          "saved \(file.cells.count) \(file.cells.count == 1 ? "cell" : "cells") to \(path);"
            + " run it again: opsbook run \(path)",
          "已把 \(file.cells.count) 个单元保存到 \(path)；重新运行：opsbook run \(path)")
      ] + (masked.isEmpty ? [] : [warning]))
  }

  private func replay(
    _ call: CommandCall, _ interrupt: Interrupt
  ) throws(Diagnostic) -> ReplHost.Reply {
    let name = call.unquotedRest
    guard !name.isEmpty else { throw .missingName(call) }
    let language = state.withLock { $0.workspace.language }
    let replay: Replaying
    do throws(Diagnostic) {
      replay = try Replaying(name, surroundings, language: language)
    } catch {
      var located = error
      located.span = call.restPlace.span
      throw located
    }
    var cells: [(source: String, outcomes: [Outcome])] = []
    let run = replay.run(interrupt: interrupt) { text, results in
      cells.append((text, results.map(\.refusingPromptCommands)))
    }
    if cells.isEmpty, let problem = run.problems.first(where: \.isError) {
      throw Diagnostic(problem.code, problem.phrase, at: call.restPlace.span)
    }
    var notices = run.problems.map(\.phrase)
    if run.file.cells.isEmpty {
      notices.append(Phrase("'\(name)' holds no opsbook cells", "'\(name)' 中没有 opsbook 单元"))
    }
    return .ran(cells, notices: notices)
  }
}

extension CommandCall {
  /// The rest without the quotes around it.
  fileprivate var unquotedRest: String {
    for quote in ["\"", "'"]
    where rest.count >= 2 && rest.hasPrefix(quote) && rest.hasSuffix(quote) {
      return String(rest.dropFirst().dropLast())
    }
    return rest
  }
}

extension Diagnostic {
  fileprivate static func missingName(_ call: CommandCall) -> Diagnostic {
    let command = call.command.text
    return Diagnostic(
      "E131",
      Phrase("expected a notebook after '\(command)'", "'\(command)' 之后应为笔记本名"),
      at: call.command.place.span,
      notes: [Phrase("for example \(command) weekly_review", "例如 \(command) weekly_review")])
  }

  fileprivate static func nothingToSave(_ call: CommandCall) -> Diagnostic {
    Diagnostic(
      "E523", Phrase("there is nothing to save yet", "还没有可保存的内容"), at: call.command.place.span,
      notes: [Phrase("ask a question first", "请先提一个问题")])
  }

  fileprivate static func wouldOverwrite(_ path: String, _ call: CommandCall) -> Diagnostic {
    Diagnostic(
      "E524", Phrase("'\(path)' exists already", "'\(path)' 已存在"), at: call.restPlace.span,
      hint: Phrase("this session did not write it", "不是本次会话写的"),
      notes: [Phrase("choose another name; nothing was written", "请换一个名字；没有写入任何内容")])
  }
}

import Engine
import Language
import Reporting

/// Which program wrote a notebook.
public struct NotebookStamp: Hashable, Sendable {
  /// The program's version.
  public let tool: String
  /// Rises when the same query would give other numbers; part of every source hash.
  public let engine: String

  public init(tool: String, engine: String) {
    self.tool = tool
    self.engine = engine
  }
}

/// Runs a notebook's cells in order in a fresh workspace and keeps what they give.
///
/// The front matter decides the language, the day, the parameters and the dataset; a cell that
/// begins with `open` decides the dataset by itself. A failing cell does not stop the run: only the
/// cells that stand on it are skipped, so that no number is recorded for other data than meant.
public struct NotebookRunner: Sendable {
  public let stamp: NotebookStamp
  /// Values given from outside, as text by the parameter's name.
  public let overrides: [String: String]
  private let workspace: Workspace

  /// - Parameter workspace: fresh; its access reads paths as seen from the notebook's folder.
  public init(workspace: Workspace, stamp: NotebookStamp, overrides: [String: String] = [:]) {
    self.workspace = workspace
    self.stamp = stamp
    self.overrides = overrides
  }

  /// Runs all cells; `each` sees every cell as soon as it is through.
  ///
  /// Nothing is run where the file itself has errors. A conflict of a merge in outputs alone is
  /// none: they are dropped and written anew.
  public func run(
    _ file: NotebookFile, interrupt: Interrupt, each: (CellRun) -> Void = { _ in }
  ) -> NotebookRun {
    var file = file
    if case .resolved(let resolved) = NotebookFile.resolvingConflicts(in: file.bytes()) {
      file = resolved
    }
    var replay = Replay(file, workspace: workspace, stamp: stamp, interrupt: interrupt)
    guard !replay.problems.contains(where: \.isError) else { return replay.result }
    replay.prepare(overrides: overrides)
    guard !replay.problems.contains(where: { $0.code == "E535" }) else { return replay.result }
    for (index, cell) in file.cells.enumerated() {
      let run = replay.run(cell, at: index)
      each(run)
      if run.status == .cancelled { break }
    }
    replay.finish()
    return replay.result
  }
}

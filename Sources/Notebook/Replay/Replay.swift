import Engine
import Language
import Reporting

/// The state of one replay.
struct Replay {
  private(set) var file: NotebookFile
  var problems: [NotebookProblem]
  private var cells: [CellRun] = []
  var workspace: Workspace
  var history: CellHistory
  let header: NotebookHeader
  private let stamp: NotebookStamp
  let interrupt: Interrupt
  /// Parameters that were given from outside.
  var overridden: Set<String> = []
  /// The datasets that were opened, by the key of their line in the front matter.
  private var opened: [String: Dataset] = [:]

  init(_ file: NotebookFile, workspace: Workspace, stamp: NotebookStamp, interrupt: Interrupt) {
    self.file = file
    self.workspace = workspace
    self.stamp = stamp
    self.interrupt = interrupt
    header = NotebookHeader(file.front)
    history = CellHistory(.init(engine: stamp.engine, seed: header.seed))
    problems = file.problems
  }

  var result: NotebookRun {
    NotebookRun(file: file, cells: cells, problems: problems, workspace: workspace)
  }

  mutating func run(_ cell: NotebookCell, at index: Int) -> CellRun {
    let name = cell.id ?? "#\(index + 1)"
    func done(
      _ status: CellRun.Status, _ outputs: [NotebookOutput], _ outcomes: [Outcome] = []
    ) -> CellRun {
      CellRun(
        index: index, name: name, text: cell.text, status: status, outcomes: outcomes,
        outputs: outputs)
    }
    if cell.isPartial || cell.isRunByHand {
      return keep(done(.untouched, file.outputs(of: index)))
    }
    let names = CellNames(cell.text, catalogue: workspace.catalogue)
    let src = history.src(
      of: cell.text, asof: workspace.asof ?? workspace.dataset?.asof.day,
      privacy: workspace.privacy)
    if let upstream = history.upstream(of: cell.text, names) {
      history.lose(names.statements[...], to: name)
      let outputs = writer(for: cell, src: src).skipped(because: upstream)
      return keep(done(.skipped(upstream: upstream), outputs))
    }
    let outcomes = workspace.run(cell.text, mode: .file, onError: .stop, interrupt: interrupt)
    let through = outcomes.firstIndex { !$0.diagnostics.isEmpty } ?? names.statements.count
    let status = CellRun.Status(of: cell, outcomes)
    history.keep(names.statements.prefix(through), src: src)
    if status == .failed { history.lose(names.statements.dropFirst(through), to: name) }
    if names.statements.prefix(through).contains(where: { $0.ground == .opens }) { noteOpened() }
    let outputs = writer(for: cell, src: src).outputs(of: outcomes, in: cell.text)
    return keep(done(status, outputs, outcomes))
  }

  private func writer(for cell: NotebookCell, src: String) -> OutputWriter {
    OutputWriter(
      language: workspace.language, id: cell.id, src: src,
      data: workspace.dataset.map(OutputWriter.dataHash), dataset: workspace.dataset)
  }

  private mutating func keep(_ run: CellRun) -> CellRun {
    // A cell that was stopped keeps what it had: half a result is none.
    if run.status != .untouched, run.status != .cancelled {
      file.setOutputs(run.outputs, of: run.index)
    }
    cells.append(run)
    return run
  }

  /// Remembers the dataset that has just been opened, and says where it is not the recorded one.
  mutating func noteOpened() {
    guard let dataset = workspace.opened else { return }
    let key = DatasetLine.key(for: dataset.name)
    opened[key] = dataset
    guard let entry = header.datasets.first(where: { $0.name == key }), let hash = entry.hash,
      hash != dataset.contentHash
    else { return }
    problems.append(
      NotebookProblem(
        "W535",
        Phrase(
          "dataset '\(key)' is not the one recorded: \(entry.rows ?? 0) events then,"
            + " \(dataset.events.count) now",
          "数据集 '\(key)' 与记录的不同：当时 \(entry.rows ?? 0) 个事件，现在 \(dataset.events.count) 个")))
  }

  /// Brings the lines of the front matter that a run owns up to date, where there is one of ours.
  mutating func finish() {
    guard var front = file.front, front.isOurs else { return }
    if front["tool"] != nil { front.set("tool", to: .text(stamp.tool)) }
    if front["engine"] != nil { front.set("engine", to: .text(stamp.engine)) }
    for (key, dataset) in opened.sorted(by: { $0.key < $1.key }) {
      guard let line = front["dataset.\(key)"] else { continue }
      front.set(
        "dataset.\(key)",
        to: line.replacing("hash", with: .text(dataset.contentHash))
          .replacing("rows", with: .int(dataset.events.count)))
    }
    for name in overridden.sorted() {
      guard let line = front["param.\(name)"], let text = history.settings.parameters[name]
      else { continue }
      front.set("param.\(name)", to: line.replacing("value", with: .text(text)))
    }
    file.front = front
  }
}

extension CellRun.Status {
  init(of cell: NotebookCell, _ outcomes: [Outcome]) {
    guard let first = outcomes.flatMap(\.diagnostics).first else {
      self = cell.expectsError ? .failed : .ok
      return
    }
    let expected = cell.attribute("expect")
    self =
      first.code == Diagnostic.interrupted.code
      ? .cancelled : expected == "error" || expected == first.code ? .failedAsExpected : .failed
  }
}

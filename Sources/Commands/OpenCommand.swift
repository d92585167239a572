import Engine
import Language
import Reporting

/// `open` and `load`: which data is read.
enum OpenCommand {
  static let open = Command(
    names: ["open", "use"], usage: "open PATH [ROLE=COLUMN …]",
    summary: Phrase(
      "open a dataset folder, a CSV, JSON lines or SQLite file",
      "打开数据集文件夹、CSV、JSON lines 或 SQLite 文件")
  ) { call, workspace, interrupt throws(Diagnostic) in
    let words = try ArgumentText(call).words
    guard let path = words.first, !path.isAssignment else {
      throw missing(Phrase("a dataset to open", "要打开的数据集"), "open datasets/shop", call)
    }
    return try read(
      .init(
        kind: .open, path: path.text, assignments: assignments(words.dropFirst()),
        current: workspace.opened),
      call, &workspace, interrupt)
  }

  static let load = Command(
    names: ["load"], usage: "load FILE [again|replace] [ROLE=COLUMN …] [as NAME]",
    summary: Phrase("add the rows of a file to the open dataset", "把文件中的行加入当前数据集")
  ) { call, workspace, interrupt throws(Diagnostic) in
    var words = try ArgumentText(call).words[...]
    guard let path = words.popFirst(), !path.isAssignment else {
      throw missing(Phrase("a file to load", "要载入的文件"), "load \"orders.csv\"", call)
    }
    var repetition = DatasetAccess.Repetition.refused
    if let word = words.first, !word.isAssignment, let named = repetitions[word.text] {
      repetition = named
      words = words.dropFirst()
    }
    return try read(
      .init(
        kind: .load, path: path.text, assignments: assignments(words),
        tableName: call.saveAs?.text, repetition: repetition, current: workspace.opened),
      call, &workspace, interrupt)
  }

  private static let repetitions: [String: DatasetAccess.Repetition] = [
    "again": .again, "--again": .again, "再次": .again,
    "replace": .replacing, "--replace": .replacing, "替换": .replacing,
  ]

  static func read(
    _ request: DatasetAccess.Request, _ call: CommandCall, _ workspace: inout Workspace,
    _ interrupt: Interrupt, saying said: [Phrase] = []
  ) throws(Diagnostic) -> Command.Output {
    var opened: DatasetAccess.Opened
    do throws(Diagnostic) {
      opened = try workspace.access.read(request, interrupt)
    } catch {
      var located = error
      if located.span == nil {
        let span = call.restPlace.span
        located.span = span.isEmpty ? call.command.place.span : span
      }
      throw located
    }
    let before = workspace.opened
    // The same rows on the same day: what was saved of them still stands.
    workspace.use(
      opened.dataset,
      keepingSets: request.kind == .map && before?.contentHash == opened.dataset.contentHash
        && before?.asof == opened.dataset.asof)
    opened = DatasetAccess.Opened(dataset: opened.dataset, notices: said + opened.notices)
    return DescribeCommand.opened(opened)
  }

  /// `NAME=VALUE` in order; a word alone is the table that those behind it are about, behind
  /// `active=` one more event.
  static func assignments(
    _ words: some Sequence<ArgumentText.Word>
  ) -> [DatasetAccess.Assignment] {
    var assignments: [DatasetAccess.Assignment] = []
    var table: String?
    for word in words {
      if word.isAssignment {
        assignments.append(.init(table: table, name: word.role, value: word.column))
      } else if let last = assignments.last, last.name == "active" {
        assignments.removeLast()
        assignments.append(
          .init(table: last.table, name: last.name, value: last.value + "," + word.text))
      } else {
        table = word.text
      }
    }
    return assignments
  }

  static func missing(_ what: Phrase, _ example: String, _ call: CommandCall) -> Diagnostic {
    Diagnostic(
      "E131",
      Phrase(
        "expected \(what.english) after '\(call.command.text)'",
        "'\(call.command.text)' 之后应为\(what.chinese)"), at: call.command.place.span,
      notes: [Phrase("for example \(example)", "例如 \(example)")])
  }
}

import Engine
import Language
import Reporting

/// `open`, `load` and `map`: which data is read, and how its columns are understood.
enum OpenCommand {
  static let open = Command(
    names: ["open", "use"], usage: "open PATH [ROLE=COLUMN …]",
    summary: Phrase(
      "open a dataset folder, a CSV, JSON lines or SQLite file",
      "打开数据集文件夹、CSV、JSON lines 或 SQLite 文件")
  ) { call, workspace, interrupt throws(Diagnostic) in
    let words = try ArgumentText(call).words
    guard let path = words.first(where: { !$0.isAssignment }) else {
      throw missing(Phrase("a dataset to open", "要打开的数据集"), "open datasets/clickstream", call)
    }
    return try read(
      .init(
        kind: .open, path: path.text, mapping: mapping(words), current: workspace.opened),
      call, &workspace, interrupt)
  }

  static let load = Command(
    names: ["load"], usage: "load FILE [ROLE=COLUMN …] [as NAME]",
    summary: Phrase("add a file to the open dataset as a table", "把文件作为表加入当前数据集")
  ) { call, workspace, interrupt throws(Diagnostic) in
    let words = try ArgumentText(call).words
    guard let path = words.first(where: { !$0.isAssignment }) else {
      throw missing(Phrase("a file to load", "要载入的文件"), "load \"orders.csv\"", call)
    }
    return try read(
      .init(
        kind: .load, path: path.text, mapping: mapping(words), tableName: call.saveAs?.text,
        current: workspace.opened), call, &workspace,
      interrupt)
  }

  static let map = Command(
    names: ["map"], usage: "map ROLE=COLUMN …",
    summary: Phrase(
      "set which columns are user, event, time, session, amount",
      "指定哪些列是 user、event、time、session、amount")
  ) { call, workspace, interrupt throws(Diagnostic) in
    let words = try ArgumentText(call).words
    if words.first?.text == "label" {
      throw .notYet("label", verb: "map", at: call.restPlace.span)
    }
    let mapping = mapping(words)
    guard !mapping.isEmpty else {
      throw missing(Phrase("ROLE=COLUMN", "角色=列名"), "map user=uid time=ts", call)
    }
    _ = try workspace.scope(at: call.command.place.span)
    return try read(
      .init(kind: .map, path: "", mapping: mapping, current: workspace.opened), call, &workspace,
      interrupt)
  }

  private static func read(
    _ request: DatasetAccess.Request, _ call: CommandCall, _ workspace: inout Workspace,
    _ interrupt: Interrupt
  ) throws(Diagnostic) -> Command.Output {
    let opened: DatasetAccess.Opened
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
    workspace.use(opened.dataset)
    return DescribeCommand.opened(opened)
  }

  private static func mapping(_ words: [ArgumentText.Word]) -> [String: String] {
    var mapping: [String: String] = [:]
    for case let word in words where word.isAssignment { mapping[word.role] = word.column }
    return mapping
  }

  private static func missing(_ what: Phrase, _ example: String, _ call: CommandCall) -> Diagnostic
  {
    Diagnostic(
      "E131",
      Phrase(
        "expected \(what.english) after '\(call.command.text)'",
        "'\(call.command.text)' 之后应为\(what.chinese)"), at: call.command.place.span,
      notes: [Phrase("for example \(example)", "例如 \(example)")])
  }
}

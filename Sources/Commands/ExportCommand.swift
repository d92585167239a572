import Charts
import Engine
import Export
import Language
import Reporting

/// `export NAME FILE`: the users of a saved set, or the table of the last answer, as a file.
enum ExportCommand {
  static let export = Command(
    names: ["export"], usage: "export NAME|result FILE.csv [--force]",
    summary: Phrase(
      "write the users of a saved set, or the last result, to a file", "把已保存的用户或上一个结果写入文件")
  ) { call, workspace, _ throws(Diagnostic) in
    guard let files = workspace.files else { throw .writesNothing(call) }
    var words = try ArgumentText(call).words.map(\.text)
    let replaces = words.contains("--force")
    words.removeAll { $0 == "--force" }
    guard words.count == 2 else { throw .exportShape(call) }
    let name = words[0].filter { $0 != "`" }
    let path = words[1]
    guard let form = TableFile(path: path) else { throw .unknownForm(path, call) }
    let chosen =
      name == "result" || name.hasPrefix("result.")
      ? try result(name, call, workspace) : try users(name, call, workspace)
    do throws(Diagnostic) {
      try files.write(form.bytes(of: chosen.table), path, replaces)
    } catch {
      var located = error
      located.span = call.restPlace.span
      throw located
    }
    return .text("export", chosen.lines(path))
  }

  struct Chosen {
    var table: ResultTable
    /// What was left out.
    var notes: [Phrase] = []
    var counted: Phrase

    func lines(_ path: String) -> [(Phrase, Role)] {
      let file = Phrase(" → \(path)", " → \(path)")
      return [(Phrase("exported ", "已导出 ") + counted + file, .plain)]
        + notes.map { ($0, .muted) }
    }
  }

  private static func result(
    _ name: String, _ call: CommandCall, _ workspace: Workspace
  ) throws(Diagnostic) -> Chosen {
    guard let answer = workspace.result else { throw .noResult(call) }
    let wanted = name.split(separator: ".", maxSplits: 1).dropFirst().first.map(String.init)
    guard let table = wanted.map({ answer.table($0) }) ?? answer.tables.first else {
      throw .noSuchTable(wanted ?? "", answer, call)
    }
    if workspace.privacy.isOn, answer.ids[table.name] != nil { throw .usersAsResult(call) }
    let dataset = try workspace.scope(at: call.command.place.span).dataset
    let left = table.columns.filter { column in
      [.phone, .email].contains(dataset.personalKind(of: column.name))
    }.map(\.name)
    let kept = table.columns.map(\.name).filter { !left.contains($0) }
    return Chosen(
      table: table.selecting(kept), notes: leftOut(left),
      counted: CountText.rows(table.rows.count))
  }

  static func leftOut(_ columns: [String]) -> [Phrase] {
    guard !columns.isEmpty else { return [] }
    let names = columns.joined(separator: ", ")
    return [Phrase("left out, as they tell who someone is: \(names)", "未导出（能识别个人身份）：\(names)")]
  }
}

extension Diagnostic {
  fileprivate static func writesNothing(_ call: CommandCall) -> Diagnostic {
    Diagnostic(
      "E219",
      Phrase(
        "'\(call.command.text)' works at the prompt and in 'opsbook query' only: a notebook writes"
          + " no files",
        "'\(call.command.text)' 只能在提示符下或 opsbook query 中使用：笔记本不写文件"),
      at: call.command.place.span,
      notes: [Phrase("open the prompt: opsbook", "打开提示符：opsbook")])
  }

  fileprivate static func exportShape(_ call: CommandCall) -> Diagnostic {
    let span = call.restPlace.span
    return Diagnostic(
      "E131",
      Phrase(
        "expected a name and a file after '\(call.command.text)'",
        "'\(call.command.text)' 之后应为名称和文件"), at: span.isEmpty ? call.command.place.span : span,
      notes: [
        Phrase("for example export loyal \"loyal.csv\"", "例如 导出 忠诚 \"loyal.csv\"")
      ])
  }

  fileprivate static func unknownForm(_ path: String, _ call: CommandCall) -> Diagnostic {
    Diagnostic(
      "E540",
      Phrase(
        "expected a file that ends in .csv or .jsonl, found '\(path)'",
        "文件名应以 .csv 或 .jsonl 结尾，却是 '\(path)'"), at: call.restPlace.span,
      notes: [Phrase("for example export result result.csv", "例如 导出 result result.csv")])
  }

  fileprivate static func noResult(_ call: CommandCall) -> Diagnostic {
    Diagnostic(
      "E541", Phrase("there is no result to export", "没有可导出的结果"), at: call.restPlace.span,
      notes: [Phrase("ask a question first", "请先提一个问题")])
  }

  fileprivate static func noSuchTable(
    _ name: String, _ answer: Answer, _ call: CommandCall
  ) -> Diagnostic {
    let names = answer.tables.map(\.name)
    let list = names.joined(separator: ", ")
    return Diagnostic(
      "E522", Phrase("unknown table '\(name)'", "没有名为 '\(name)' 的表"), at: call.restPlace.span,
      notes: [Phrase("its tables: \(list)", "可选的表：\(list)")],
      suggestion: Suggestion.closest(to: name, among: names))
  }

  fileprivate static func usersAsResult(_ call: CommandCall) -> Diagnostic {
    Diagnostic(
      "E542",
      Phrase(
        "the result lists single users, and whether they consented is not known of it",
        "结果列出的是单个用户，无法得知他们是否同意"), at: call.restPlace.span,
      notes: [
        Phrase("save them as a set and export that", "请先存为分群，再导出该分群")
      ])
  }
}

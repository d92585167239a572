import Engine
import Language
import Reporting

/// `audit [TABLE] [using identity|format]`: whether the data is sound.
enum AuditCommand {
  static let audit = Command(
    names: ["audit"], usage: "audit [TABLE] [using identity|format]",
    summary: Phrase(
      "is the data sound? duplicates, missing ids, formats, units, future times, …",
      "数据可信吗？重复、缺失、格式、单位、未来时间等"),
    definition: Phrase(
      "Looks at one table, or at all. Each finding has its rule, up to five examples and what"
        + " to type next. Duplicates, missing ids, negative amounts, future times and rejected rows"
        + " cannot be used; formats and units can be repaired. Answers from data that was not"
        + " audited say so. Nothing is changed.",
      "检查一张表或全部表。每项发现都附有规则、最多五个例子和下一步可输入的语句。重复行、缺少用户、负金额、"
        + "未来时间和被拒绝的行不可用；格式和单位可以修正。未经质检的数据，其分析结果会注明。数据不会被改动。"),
    examples: [
      (Phrase("audit", "质检"), Phrase("Is the data sound?", "数据可信吗？")),
      (
        Phrase("audit events", "质检 events"), Phrase("Can I trust the events?", "事件表可信吗？")
      ),
      (
        Phrase("audit using identity", "质检 口径 身份"),
        Phrase("Is it clear who is who?", "用户身份清楚吗？")
      ),
      (
        Phrase("audit using format", "质检 口径 格式"),
        Phrase("Are dates and amounts written in one way?", "日期和金额的写法统一吗？")
      ),
    ]
  ) { call, workspace, interrupt throws(Diagnostic) in
    _ = try workspace.scope(at: call.command.place.span)
    guard let dataset = workspace.opened else { return .text("audit", []) }
    let scope = try scope(of: call)
    let names = try tables(of: call, in: dataset)
    let audit: Audit
    do throws(Diagnostic) {
      audit = try Audit(of: names, in: dataset, scope: scope, interrupt: interrupt)
    } catch {
      var located = error
      if located.span == nil { located.span = call.place.span }
      throw located
    }
    workspace.markAudited()
    let report = AuditReport(audit, of: dataset)
    return Command.Output(report.answer) { report.blocks(on: $0) }
  }

  private static func scope(of call: CommandCall) throws(Diagnostic) -> AuditScope {
    guard let word = call.using else { return .whole }
    if let scope = AuditScope(rawValue: word.text), scope != .whole { return scope }
    let known = AuditScope.allCases.filter { $0 != .whole }.map(\.rawValue)
    throw Diagnostic(
      "E220",
      Phrase("unknown part of an audit '\(word.text)'", "未知的质检范围 '\(word.text)'"),
      at: word.place.span,
      notes: [
        Phrase("for example audit using identity", "例如 质检 口径 身份"),
        Phrase("for example audit using format", "例如 质检 口径 格式"),
      ], suggestion: Suggestion.closest(to: word.text, among: known))
  }

  /// The table that was named, else all.
  private static func tables(
    of call: CommandCall, in dataset: Dataset
  ) throws(Diagnostic) -> [String] {
    let words = try ArgumentText(call).words
    let names = dataset.tables.map(\.name)
    guard let word = words.first else { return names }
    // A name may stand between backticks, as in queries.
    let typed =
      word.text.count > 2 && word.text.first == "`" && word.text.last == "`"
      ? String(word.text.dropFirst().dropLast()) : word.text
    let matches = names.filter { $0 == typed }
    let folded = names.filter { $0.lowercased() == typed.lowercased() }
    guard words.count == 1, let name = matches.first ?? (folded.count == 1 ? folded.first : nil)
    else {
      throw .unknownTable(call.rest, among: names, at: call.restPlace.span)
    }
    return [name]
  }
}

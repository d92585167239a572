import Engine
import Reporting

/// The answers of statements for other programs: one JSON object for each statement.
///
/// ```text
/// {"statement":"funnel visit -> pay","verb":"funnel","rule":"…","tables":[{"name":"steps",
///  "columns":[{"name":"step","type":"int"},…],"rows":[[1,…],…]}],"warnings":[],"notes":[]}
/// {"statement":"funnel visit -> pya","error":{"code":"E201","message":"unknown event 'pya'",
///  "span":[16,19],"suggestion":"pay"}}
/// ```
/// Names are English in every language. Rates are fractions, durations seconds, money decimals,
/// instants ISO 8601 in UTC, and missing values null. The same answers give the same bytes.
public struct JSONOutput: Sendable {
  /// The language of rules, messages and notes.
  public let language: DisplayLanguage

  public init(language: DisplayLanguage = .english) { self.language = language }

  /// One object a line.
  public func ndjson(_ outcomes: [Outcome]) -> String {
    outcomes.map { object($0).written() + "\n" }.joined()
  }

  /// One list of all objects, an object a line.
  public func json(_ outcomes: [Outcome]) -> String {
    if outcomes.isEmpty { return "[]\n" }
    return "[\n" + outcomes.map { object($0).written() }.joined(separator: ",\n") + "\n]\n"
  }

  /// What became of one statement; a command of the program has no tables.
  public func object(_ outcome: Outcome) -> JSONValue {
    let statement = JSONValue.Member("statement", .text(outcome.statement))
    switch outcome.kind {
    case .answer(let answer, _): return .object([statement] + members(answer, verb: outcome.verb))
    case .host:
      let empty = Answer(tables: [], rule: Phrase(verbatim: ""))
      return .object([statement] + members(empty, verb: outcome.verb))
    case .failure(let diagnostics):
      let errors = diagnostics.map { error($0, from: outcome.start) }
      var members = [statement, JSONValue.Member("error", errors.first ?? .null)]
      if errors.count > 1 { members.append(JSONValue.Member("errors", .list(errors))) }
      return .object(members)
    }
  }

  private func members(_ answer: Answer, verb: String?) -> [JSONValue.Member] {
    [
      JSONValue.Member("verb", verb.map { .text($0) } ?? .null),
      JSONValue.Member("rule", text(answer.rule)),
      JSONValue.Member("tables", .list(answer.tables.map(Self.table))),
      JSONValue.Member("warnings", .list(answer.warnings.map(warning))),
      JSONValue.Member("notes", .list(answer.notes.map(text))),
    ]
  }

  /// For example `{"name":…,"columns":[{"name":…,"type":…}],"rows":[[…]]}`.
  public static func table(_ table: ResultTable) -> JSONValue {
    let columns = table.columns.map { column in
      JSONValue.object([
        JSONValue.Member("name", .text(column.name)),
        JSONValue.Member("type", .text(column.type.rawValue)),
      ])
    }
    return .object([
      JSONValue.Member("name", .text(table.name)),
      JSONValue.Member("columns", .list(columns)),
      JSONValue.Member("rows", .list(table.rows.map { .list($0.map { JSONValue($0) }) })),
    ])
  }

  private func warning(_ warning: Warning) -> JSONValue {
    .object([
      JSONValue.Member("code", .text(warning.code)),
      JSONValue.Member("message", text(warning.message)),
    ])
  }

  /// The span counts from the start of the statement, which is the text that stands beside it.
  private func error(_ diagnostic: Diagnostic, from start: Int) -> JSONValue {
    let span = diagnostic.span.map {
      JSONValue.list([.int(max(0, $0.start - start)), .int(max(0, $0.end - start))])
    }
    return .object([
      JSONValue.Member("code", .text(diagnostic.code)),
      JSONValue.Member("message", text(diagnostic.message)),
      JSONValue.Member("span", span ?? .null),
      JSONValue.Member("suggestion", diagnostic.suggestion.map { .text($0) } ?? .null),
    ])
  }

  private func text(_ phrase: Phrase) -> JSONValue { .text(phrase.text(in: language)) }
}

import Engine
import Reporting
import Store
import TestKit
import Testing

/// Asks the same of the columnar engine and of SQL in SQLite.
///
/// ```swift
/// var engines = Engines(world.dataset)
/// try engines.assertAgree("segment where count(pay) >= 2 by region")
/// ```
/// Everything that is shown must be the same: every table, cell by cell (numbers to the twelfth
/// digit), the rule line, the warnings, the notes and the users that are saved.
struct Engines: Sendable {
  private var columnar: Workspace
  private var sql: Workspace

  init(_ dataset: Dataset, sets: [SavedSet] = []) throws {
    columnar = World().workspace()
    columnar.use(dataset)
    for set in sets { try columnar.keep(set, at: Span(0, 0)) }
    sql = columnar
    sql.sqlEngine = SQLMirror().engine
    try sql.use(.sql)
  }

  /// Both answers must be the same; an error of either is a failure of the test.
  @discardableResult
  mutating func assertAgree(
    _ query: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Answer {
    let expected = try columnar.ask(query, sourceLocation: sourceLocation)
    let found = try sql.ask(query, sourceLocation: sourceLocation)
    compare(query, found, expected, sourceLocation)
    return found
  }

  /// The same for a query put together by chance: false where it means nothing.
  mutating func agreeWhereAnswered(
    _ query: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Bool {
    guard let expected = columnar.run(query, interrupt: Interrupt()).last?.answer else {
      return false
    }
    let outcome = sql.run(query, interrupt: Interrupt()).last
    guard let found = outcome?.answer else {
      Issue.record(
        "\(query): \(outcome?.diagnostics.first?.message.english ?? "no answer")",
        sourceLocation: sourceLocation)
      return true
    }
    compare(query, found, expected, sourceLocation)
    return true
  }

  private func compare(
    _ query: String, _ found: Answer, _ expected: Answer, _ sourceLocation: SourceLocation
  ) {
    #expect(
      found.tables.map(\.name) == expected.tables.map(\.name), "\(query): tables",
      sourceLocation: sourceLocation)
    for (mine, its) in zip(found.tables, expected.tables) {
      if let difference = Self.difference(mine, its) {
        Issue.record("\(query): \(difference)", sourceLocation: sourceLocation)
      }
    }
    #expect(found.rule == expected.rule, "\(query)", sourceLocation: sourceLocation)
    #expect(
      found.warnings.map(\.message.english) == expected.warnings.map(\.message.english),
      "\(query): warnings", sourceLocation: sourceLocation)
    #expect(
      found.notes.map(\.english).filter { $0 != "computed by SQL in SQLite" }
        == expected.notes.map(\.english), "\(query): notes", sourceLocation: sourceLocation)
    #expect(
      found.saved.map(Self.users) == expected.saved.map(Self.users), "\(query): saved",
      sourceLocation: sourceLocation)
  }

  /// The answer of the columnar engine alone.
  mutating func ask(
    _ query: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Answer { try columnar.ask(query, sourceLocation: sourceLocation) }

  /// What runs the SQL.
  var engine: SQLEngine? { sql.sqlEngine }

  /// The code with which SQL refuses a question that the columnar engine answers.
  mutating func refusal(
    _ query: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    _ = try columnar.ask(query, sourceLocation: sourceLocation)
    let outcome = try #require(sql.run(query, interrupt: Interrupt()).last)
    return try #require(outcome.diagnostics.first, sourceLocation: sourceLocation).code
  }

  /// What `explain sql` prints, line after line.
  mutating func explained(_ query: String) throws -> String {
    let table = try #require(try sql.ask("explain sql \(query)").tables.first)
    return table.rows.map { $0.last?.textValue ?? "" }.joined(separator: "\n")
  }

  private static func users(of set: SavedSet) -> [String] {
    func text(_ users: UserSet) -> String { users.flags.map { $0 ? "1" : "0" }.joined() }
    return switch set.kind {
    case .segment(let users): [text(users)]
    case .partition(let parts): parts.map { "\($0.part): \(text($0.users))" }
    }
  }

  /// The first cell that differs.
  private static func difference(_ found: ResultTable, _ expected: ResultTable) -> String? {
    if found.columns != expected.columns {
      return "\(expected.name): columns \(found.columns), not \(expected.columns)"
    }
    if found.rows.count != expected.rows.count {
      return "\(expected.name): \(found.rows.count) rows, not \(expected.rows.count)"
    }
    for row in expected.rows.indices {
      for (place, column) in expected.columns.enumerated() {
        let (mine, its) = (found.rows[row][place], expected.rows[row][place])
        if !isSame(mine, its) {
          return "\(expected.name), row \(row), \(column.name): \(mine), not \(its);"
            + " \(expected.rows[row])"
        }
      }
    }
    return nil
  }

  private static func isSame(_ one: Cell, _ other: Cell) -> Bool {
    if case .real(let a) = one, case .real(let b) = other {
      return a == b || (a - b).magnitude <= 1e-12 * max(a.magnitude, b.magnitude)
    }
    return one == other
  }
}

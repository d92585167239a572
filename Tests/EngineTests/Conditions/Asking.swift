import Engine
import Language
import Reporting
import TestKit
import Testing

/// A failed reading of a test's own query, which is a mistake of the test.
private struct Unreadable: Error { let query: String }

extension World {
  /// A query as a call.
  func call(_ query: String) throws -> VerbCall {
    let parse = Parser(grammar: .planned).parse(query, mode: .prompt)
    guard parse.diagnostics.isEmpty, case .analysis(let call) = parse.script.statements.first?.kind
    else { throw Unreadable(query: "\(query): \(parse.diagnostics.map(\.message.english))") }
    return call
  }

  /// A condition as it stands after `where`.
  func condition(_ text: String) throws -> Language.Expression {
    guard case .where(let condition) = try call("segment where \(text)").clause(.where)?.body
    else { throw Unreadable(query: text) }
    return condition
  }

  /// The ids of the users for whom a condition holds, with the range and sets given.
  func users(
    where text: String, _ rangeClause: String = "", sets: [String: SavedSet] = [:],
    parameters: [String: Literal] = [:]
  ) throws -> [String] {
    let scope = self.scope(sets: sets, parameters: parameters)
    return try scope.users(of: try call("segment where \(text) \(rangeClause)"))
  }

  /// How many events a filter leaves, by user id; users without any are left out.
  func events(where text: String) throws -> [String: Int] {
    let scope = self.scope()
    let mask = try scope.eventCondition(try condition(text)).mask(in: scope.dataset)
    var counts: [String: Int] = [:]
    for (user, id) in scope.dataset.users.ids.enumerated() {
      let count = scope.dataset.events.rows(of: user).count { mask[$0] }
      if count > 0 { counts[id] = count }
    }
    return counts
  }

  /// The diagnostic that reading a condition about users ends with.
  func refusal(
    where text: String, sets: [String: SavedSet] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Diagnostic {
    let scope = self.scope(sets: sets)
    let condition = try condition(text)
    do throws(Diagnostic) {
      _ = try scope.userCondition(condition)
    } catch {
      return error
    }
    Issue.record("'\(text)' was read without a complaint", sourceLocation: sourceLocation)
    throw Unreadable(query: text)
  }

  /// The groups of a dimension as `key: user ids`, in the order of the keys.
  func groups(
    by text: String, _ rangeClause: String = "", sets: [String: SavedSet] = [:]
  ) throws -> [(key: [Cell], users: [String])] {
    let scope = self.scope(sets: sets)
    let call = try call("segment by \(text) \(rangeClause)")
    guard case .by(let dimensions) = call.clause(.by)?.body else { throw Unreadable(query: text) }
    let range = try scope.range(of: call)
    let read = try dimensions.map { try scope.userDimension($0, range: range) }
    let grouping = UserDimension.grouping(of: read, in: scope.dataset)
    return grouping.keys.enumerated().map { index, key in
      (
        key,
        zip(scope.dataset.users.ids, grouping.groupOf).filter { Int($0.1) == index }.map(\.0)
      )
    }
  }
}

extension Scope {
  /// The ids of the users that a call speaks of.
  func users(of call: VerbCall) throws -> [String] {
    let population = try population(of: call, range: try range(of: call))
    let flags = population.users(in: dataset).flags
    return zip(dataset.users.ids, flags).filter(\.1).map(\.0)
  }
}

import Engine
import Language
import Reporting

extension LTV {
  /// Reads `compare`: two populations or ranges, no more.
  ///
  /// Throws E355 for what cannot be compared, E211 for an unknown segment.
  static func comparison(
    of call: VerbCall, range: InstantRange, population: Population, in scope: Scope
  ) throws(Diagnostic) -> PopulationComparison? {
    guard let clause = call.clause(.compare) else { return nil }
    let span = clause.place.span
    if case .compare(.ours) = clause.body { throw .oneOther(at: span) }
    let comparison = try scope.comparison(of: call, range: range, population: population)
    if let comparison, comparison.others.count != 1 { throw .oneOther(at: span) }
    return comparison
  }
}

extension Diagnostic {
  /// E355: one mean is held against one other.
  fileprivate static func oneOther(at span: Span) -> Diagnostic {
    Diagnostic(
      "E355",
      Phrase(
        "the value of users is compared with that of one other population",
        "用户价值只与另一个人群对比"), at: span,
      notes: [
        Phrase(
          "for example compare rest, compare previous or compare A, B",
          "例如 对比 其余、对比 上期 或 对比 A, B")
      ])
  }
}

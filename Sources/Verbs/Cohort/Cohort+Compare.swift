import Engine
import Language
import Reporting

extension Cohort {
  /// Reads `compare`: two populations or ranges, no more.
  ///
  /// Throws E355 for what cannot be compared, E211 for an unknown segment.
  static func comparison(
    of call: VerbCall, range: InstantRange, population: Population, in scope: Scope
  ) throws(Diagnostic) -> PopulationComparison? {
    if let clause = call.clause(.compare), case .compare(.ours) = clause.body {
      throw .oursOfWhat(at: clause.place.span)
    }
    let comparison = try scope.comparison(of: call, range: range, population: population)
    if let comparison, comparison.others.count > 1 {
      throw .twoAtMost(at: call.clause(.compare)?.place.span)
    }
    return comparison
  }
}

extension PopulationComparison {
  /// The second of the two sides that a cohort compares.
  var b: Side { others.first ?? a }
}

extension Diagnostic {
  /// E355: the survival of two populations is compared, not of more.
  fileprivate static func twoAtMost(at span: Span?) -> Diagnostic {
    Diagnostic(
      "E355",
      Phrase(
        "a cohort is compared with one other population", "同期群只与另一个人群对比"), at: span,
      notes: [Phrase("for example compare A, B", "例如 对比 A, B")])
  }
}

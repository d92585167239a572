import Engine
import Language
import Reporting

extension LTV {
  /// Two populations or ranges side by side.
  public typealias Comparison = Cohort.Comparison

  static func comparison(
    of call: VerbCall, range: InstantRange, population: Population, in scope: Scope
  ) throws(Diagnostic) -> Comparison? {
    try Cohort.comparison(of: call, range: range, population: population, in: scope)
  }
}

extension Cohort.Comparison {
  var sides: [Side] { [a, b] }
}

import Engine
import Language
import Reporting

extension LifecycleQuestion {
  static let variant = Signature.Entry(
    "posthog",
    Phrase(
      "of 'by lifecycle': new, returning, resurrecting and dormant users by period",
      "用于“按 生命周期”：逐期的新、持续、回流与沉睡用户"))

  static let settings: [Signature.Entry] = [
    .init(
      "week",
      Phrase(
        "lifecycle using posthog: the day weeks begin on: monday",
        "生命周期 口径 posthog：每周的第一天：monday"))
  ]
}

extension Segment.Plan {
  /// A plan that asks for the states by period and nothing else.
  init(_ states: LifecycleQuestion, in scope: Scope) {
    self.init(
      population: states.population, dimensions: [],
      form: .groups(keeping: nil, against: nil), order: .natural, chart: .none, saveAs: nil,
      valueLabels: scope.dataset.labels.values, base: 0, rule: states.rule, warnings: [],
      notes: [], states: states)
  }
}

import Engine
import Reporting
import Statistics

/// Curves laid through the rates of each group, and how far they miss what they were not shown.
struct RetentionFits {
  let plan: Cohort.Plan
  /// `fit` with a row for each offset, `model` with the parameters.
  private(set) var tables: [ResultTable] = []
  private(set) var warnings: [Warning] = []

  init(plan: Cohort.Plan, tables: RetentionTables, parts: [RetentionPart]) {
    self.plan = plan
    var curves = ResultTable(
      "fit",
      columns: plan.keyColumns + [
        ResultColumn("offset", .int), ResultColumn("mature", .int), ResultColumn("observed", .rate),
        ResultColumn("fitted", .rate), ResultColumn("trial", .rate),
        ResultColumn("held_out", .bool),
      ])
    var model = ResultTable(
      "model",
      columns: plan.keyColumns + [
        ResultColumn("parameter", .text), ResultColumn("estimate", .float),
      ])
    var refused = 0
    for part in parts {
      for group in part.groups {
        let key = group.key
        let full = part.prefix + key
        let observed =
          plan.fit == .sbg
          ? survival(group.stays)
          : rates(tables.means.filter { $0.population == part.prefix && $0.key == key })
        guard let fit = RetentionFit(observed, shape: plan.fit ?? .sbg) else {
          refused += 1
          continue
        }
        for row in fit.rows { curves.append(full + row) }
        for row in fit.parameters { model.append(full + row) }
      }
    }
    self.tables = [curves, model]
    if refused > 0 { warnings.append(.nothingToFit) }
  }

  /// The average rates of complete offsets from 1 on.
  private func rates(_ means: [RetentionTables.Mean]) -> [RetentionFit.Observed] {
    let known = means.map(\.averaged).filter { $0.offset >= 1 }
    return known.prefix { $0.mature > 0 }.map {
      RetentionFit.Observed(atRisk: $0.mature, lost: 0, rate: $0.rate(plan.average) ?? 0)
    }
  }

  /// Who is still there, period by period.
  private func survival(_ stays: CohortStays) -> [RetentionFit.Observed] {
    var left = 1.0
    let periods = CohortSurvival(stays).periods
    return periods.prefix { $0.atRisk > 0 }.map { period in
      left *= 1 - Double(period.lost) / Double(period.atRisk)
      return RetentionFit.Observed(atRisk: period.atRisk, lost: period.lost, rate: left)
    }
  }
}

/// One curve through the offsets 1, 2, … of one group.
struct RetentionFit {
  struct Observed {
    let atRisk: Int
    let lost: Int
    let rate: Double
  }

  private let observed: [Observed]
  private let curve: Curve
  /// The curve that was not shown the last columns.
  private let trial: Curve
  private let heldOut: Int

  /// A quarter of the columns is held out, at least one; three must remain.
  private static let leastColumns = 4
  /// How many columns are projected at most beyond those seen.
  private static let farthest = 60

  /// Nil where there are too few columns, or nothing to fit in them.
  init?(_ observed: [Observed], shape: Cohort.FitShape) {
    guard observed.count >= Self.leastColumns else { return nil }
    heldOut = max(1, observed.count / 4)
    guard let curve = Curve(observed[...], shape: shape),
      let trial = Curve(observed.dropLast(heldOut), shape: shape)
    else { return nil }
    self.observed = observed
    self.curve = curve
    self.trial = trial
  }

  /// Offset, users, observed, fitted, fitted without the last columns, whether it is one of them.
  var rows: [[Cell]] {
    let last = observed.count + min(observed.count, Self.farthest)
    let (all, tried) = (curve.rates(to: last), trial.rates(to: last))
    return (1...last).map { offset in
      let seen = offset <= observed.count ? observed[offset - 1] : nil
      let isHeldOut = seen != nil && offset > observed.count - heldOut
      return [
        .int(offset), seen.map { .int($0.atRisk) } ?? .missing, Cell(seen?.rate),
        .real(all[offset]), seen == nil ? .missing : .real(tried[offset]), .bool(isHeldOut),
      ]
    }
  }

  var parameters: [[Cell]] {
    let tried = trial.rates(to: observed.count)
    let misses = (observed.count - heldOut..<observed.count).map {
      (observed[$0].rate - tried[$0 + 1]).magnitude
    }
    let error = misses.reduce(0, +) / Double(misses.count)
    return curve.parameters.map { [.text($0.name), .real($0.value)] } + [
      [.text("holdout_columns"), .real(Double(heldOut))], [.text("holdout_error"), .real(error)],
    ]
  }

  private enum Curve {
    case decay(DecayCurve)
    case geometric(ShiftedBetaGeometric.Fit)

    init?(_ observed: ArraySlice<Observed>, shape: Cohort.FitShape) {
      if shape == .sbg {
        guard let fit = ShiftedBetaGeometric.fit(observed.map { ($0.atRisk, $0.lost) }) else {
          return nil
        }
        self = .geometric(fit)
      } else {
        let points = observed.enumerated().map { index, seen in
          (age: Double(index + 1), rate: seen.rate, weight: Double(seen.atRisk))
        }
        guard
          let curve = DecayCurve.fit(points, shape: shape == .power ? .power : .exponential)
        else { return nil }
        self = .decay(curve)
      }
    }

    /// By offset from 0; a decay has no value of its own at 0.
    func rates(to last: Int) -> [Double] {
      switch self {
      case .geometric(let fit): fit.model.survival(to: last)
      case .decay(let curve):
        [1] + (1...max(1, last)).map { min(1, max(0, curve.rate(at: Double($0)))) }
      }
    }

    var parameters: [(name: String, value: Double)] {
      switch self {
      case .geometric(let fit):
        [
          ("alpha", fit.model.alpha), ("beta", fit.model.beta),
          ("loglikelihood", fit.logLikelihood),
        ]
      case .decay(let curve): [("a", curve.a), ("b", curve.b)]
      }
    }
  }
}

extension Warning {
  /// W522: too little to fit a curve to.
  fileprivate static let nothingToFit = Warning(
    "W522",
    Phrase(
      "no curve was fitted: it takes four complete columns after the first, with users who stay and"
        + " users who leave; take shorter periods, such as by week",
      "没有拟合曲线：首列之后至少要有四个完整的列，且既有留下的也有离开的用户；请用更短的周期，如 按 周"))
}

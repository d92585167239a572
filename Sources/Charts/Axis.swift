import Reporting

/// The vertical or horizontal range of a plot and the round numbers marked on it.
struct Axis {
  let low: Double
  let high: Double
  let ticks: [Double]

  /// Values beyond this are treated as gaps: their differences would not be finite.
  static let enormous = 1e100

  static func isPlottable(_ value: Double) -> Bool {
    value.isFinite && value.magnitude < enormous
  }

  /// A range that ends at round numbers.
  ///
  /// - Parameters:
  ///   - values: what must lie inside; those that are not plottable are ignored.
  ///   - ceiling: cuts the range off above.
  ///   - unit: what round numbers are multiples of, such as an hour in seconds.
  init(
    values: [Double], startsAtZero: Bool, ceiling: Double?, ticks count: Int, unit: Double = 1
  ) {
    let known = values.filter(Self.isPlottable)
    var least = known.min() ?? 0
    var most = known.max() ?? 1
    if startsAtZero, least > 0 { least = 0 }
    if startsAtZero, most < 0 { most = 0 }
    if let ceiling, Self.isPlottable(ceiling), ceiling > least { most = min(most, ceiling) }
    if most <= least {
      let margin = max(least.magnitude * 0.1, 1e-9)
      most = least + (least == 0 ? 1 : margin)
    }
    let step = Self.roundStep((most - least) / Double(max(1, count)) / unit) * unit
    let first = (least / step).rounded(.down)
    let last = (most / step).rounded(.up)
    low = first * step
    let isCut = ceiling == most
    high = isCut ? most : last * step
    let marks = max(0, min(20, Int(min(last - first, 20))))
    ticks = (0...marks).map { (first + Double($0)) * step }.filter { [high] in
      $0 <= high + step * 1e-6
    }
  }

  /// The whole range of x with round marks inside it.
  init(spanning values: [Double], ticks count: Int, whole: Bool) {
    let known = values.filter(Self.isPlottable)
    let least = known.min() ?? 0
    let most = known.max() ?? 1
    low = least
    high = most > least ? most : least + 1
    var step = Self.roundStep((high - low) / Double(max(1, count)))
    if whole { step = max(1, step.rounded(.up)) }
    let first = (low / step).rounded(.up)
    let last = (high / step).rounded(.down)
    let marks = Int(min(max(last - first, -1), 1000))
    ticks = marks < 0 ? [] : (0...marks).map { (first + Double($0)) * step }
  }

  /// Where a value lies between the ends, 0...1, or beyond them.
  func share(_ value: Double) -> Double {
    high > low ? (value - low) / (high - low) : 0.5
  }

  /// 1, 2 or 5 times a power of ten, not below `rough`.
  static func roundStep(_ rough: Double) -> Double {
    guard rough.isFinite, rough > 1e-200 else { return 1 }
    var power = 1.0
    while power > rough { power /= 10 }
    while power * 10 <= rough { power *= 10 }
    for factor in [1.0, 2, 5] where factor * power >= rough * 0.999_999 { return factor * power }
    return 10 * power
  }
}

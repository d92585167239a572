/// Quantiles of a sample.
public enum Quantile {
  /// The value below which the share `p` of the sorted values lies; nil without values or for a
  /// `p` outside 0...1.
  ///
  /// Linear between the two nearest values at position (n-1)p: type 7 of Hyndman and Fan (1996),
  /// "Sample Quantiles in Statistical Packages", The American Statistician 50(4).
  public static func value(_ p: Double, ofSorted values: [Double]) -> Double? {
    guard let last = values.indices.last, (0...1).contains(p) else { return nil }
    let position = p * Double(last)
    let below = min(last, Int(position))
    let above = min(last, below + 1)
    let share = position - Double(below)
    return share == 0 ? values[below] : values[below] + share * (values[above] - values[below])
  }

  /// The same of values in any order.
  public static func value(_ p: Double, of values: [Double]) -> Double? {
    value(p, ofSorted: values.sorted())
  }
}

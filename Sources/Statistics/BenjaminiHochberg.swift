/// Correction of several p-values at once for the share of false discoveries.
public enum BenjaminiHochberg {
  /// The adjusted p-values in the order given; nil where there was none, which counts as no test.
  ///
  /// With the m values in ascending order, p₍ᵢ₎ becomes min over j >= i of m·p₍ⱼ₎/j, at most 1:
  /// Benjamini and Hochberg (1995), "Controlling the False Discovery Rate", Journal of the Royal
  /// Statistical Society B 57(1). Values under 0.05 are then false at most one time in twenty.
  public static func adjusted(_ values: [Double?]) -> [Double?] {
    let order = values.indices.filter { values[$0] != nil }
      .sorted { (values[$0] ?? 1) < (values[$1] ?? 1) }
    var adjusted = [Double?](repeating: nil, count: values.count)
    var least = 1.0
    for (place, index) in order.enumerated().reversed() {
      let scaled = (values[index] ?? 1) * Double(order.count) / Double(place + 1)
      least = min(least, scaled)
      adjusted[index] = least
    }
    return adjusted
  }
}

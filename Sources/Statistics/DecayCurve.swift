#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A curve of two parameters through rates that fall with age.
public struct DecayCurve: Hashable, Sendable {
  public enum Shape: String, Hashable, Sendable {
    /// a·k^(-b)
    case power
    /// a·e^(-bk)
    case exponential
  }

  public let shape: Shape
  /// The height: the rate at age 1 of a power curve, at age 0 of an exponential one.
  public let a: Double
  /// How fast it falls; negative where it rises.
  public let b: Double

  public init(shape: Shape, a: Double, b: Double) {
    self.shape = shape
    self.a = a
    self.b = b
  }

  /// The rate at an age above 0.
  public func rate(at age: Double) -> Double { a * Self.fall(shape, b, age) }

  private static func fall(_ shape: Shape, _ b: Double, _ age: Double) -> Double {
    shape == .power ? pow(age, -b) : exp(-b * age)
  }

  /// The curve that leaves the least Σ weight·(rate - curve)²; nil for fewer than two ages.
  ///
  /// - Parameter points: ages above 0, with the users behind each rate as its weight.
  ///
  /// For a given b the best a has a closed form, so only b is searched: on a grid, then by golden
  /// section (Kiefer 1953, Proceedings of the American Mathematical Society 4).
  public static func fit(
    _ points: [(age: Double, rate: Double, weight: Double)], shape: Shape
  ) -> DecayCurve? {
    let points = points.filter { $0.age > 0 && $0.rate.isFinite && $0.weight > 0 }
    guard Set(points.map(\.age)).count >= 2 else { return nil }
    func height(_ b: Double) -> Double {
      let (over, under) = points.reduce((0.0, 0.0)) { sums, point in
        let fall = fall(shape, b, point.age)
        return (sums.0 + point.weight * point.rate * fall, sums.1 + point.weight * fall * fall)
      }
      return under > 0 ? over / under : 0
    }
    func error(_ b: Double) -> Double {
      let a = height(b)
      return points.reduce(0) { sum, point in
        let miss = point.rate - a * fall(shape, b, point.age)
        return sum + point.weight * miss * miss
      }
    }
    let grid = stride(from: -1.0, through: 5.0, by: 0.05)
    guard let coarse = grid.min(by: { error($0) < error($1) }) else { return nil }
    var (low, high) = (coarse - 0.05, coarse + 0.05)
    let golden = (5.0.squareRoot() - 1) / 2
    for _ in 0..<80 {
      let (left, right) = (high - golden * (high - low), low + golden * (high - low))
      if error(left) < error(right) { high = right } else { low = left }
    }
    let b = (low + high) / 2
    return DecayCurve(shape: shape, a: height(b), b: b)
  }
}

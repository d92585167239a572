#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What later money is worth today.
public enum PresentValue {
  /// (1 + rate)^-periods: what one unit counts that comes so many periods later.
  public static func factor(rate: Double, periods: Double) -> Double { pow(1 + rate, -periods) }
}

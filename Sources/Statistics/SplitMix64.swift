/// Random numbers that are the same on every machine.
///
/// Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators", `SplitMix64`.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  /// A generator of its own for one part of a task, the same whatever the other parts draw.
  public init(seed: UInt64, part: UInt64) {
    var parent = SplitMix64(seed: seed ^ (part &* 0xD134_2543_DE82_EF95))
    state = parent.next()
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A whole number in `0 ..< limit`, 0 where the limit is not positive.
  ///
  /// Lemire (2019), "Fast random integer generation in an interval", without its rejection: the
  /// bias is below `limit / 2^64`.
  public mutating func below(_ limit: Int) -> Int {
    guard limit > 0 else { return 0 }
    return Int(next().multipliedFullWidth(by: UInt64(limit)).high)
  }

  /// A number in `0 ..< 1` with 53 random bits.
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// One of the choices, which must not be empty.
  public mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
    choices[below(choices.count)]
  }
}

/// The generator of Steele, Lea and Flood (2014), for tests that name their seed.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(1, limit))) }

  private static let awkward: [Unicode.Scalar] = [
    "a", "b", " ", ",", "\"", "'", "\\", "\n", "\r", "\t", "\u{00}", "\u{1B}", "\u{7F}", "\u{85}",
    "\u{2028}", "\u{202E}", "\u{FEFF}", "|", "`", "#", "@", "-", "0", "访", "é", "\u{301}", "😀",
  ]

  /// A short text of characters that formats trip over.
  mutating func text() -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<below(8) { text.append(Self.awkward[below(Self.awkward.count)]) }
    return String(text)
  }
}

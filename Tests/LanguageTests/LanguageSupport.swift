import Language
import Reporting

/// Parses with every verb of the plan.
func parse(_ text: String, mode: Lexer.Mode = .file) -> Parse {
  Parser(grammar: .planned).parse(text, mode: mode)
}

func format(_ script: Script, _ language: DisplayLanguage) -> String {
  Formatter(language: language).format(script)
}

/// A sentence for each fault of a text.
func faults(in text: String) -> [String] {
  parse(text).diagnostics.map { fault in
    let place = fault.span.map { "\($0.start)..<\($0.end)" } ?? "nowhere"
    return "\(fault.code) \(fault.message.english) at \(place)"
  }
}

/// Steele, Lea & Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

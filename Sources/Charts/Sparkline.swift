import Reporting

/// A row of values as a line of small bars, for inside a sentence: `▁▂▃▅▇`.
public struct Sparkline: Hashable, Sendable {
  /// A value that is not finite leaves a gap.
  public let values: [Double]

  public init(_ values: [Double]) { self.values = values }

  /// One cell for each value, the last ones where there are more than the canvas is wide.
  ///
  /// The least value is the lowest sign and the greatest the highest: it shows the shape and not
  /// the size, so the ends belong beside it as numbers.
  public func text(on canvas: Canvas) -> String {
    let shown = values.suffix(canvas.width)
    let known = shown.filter { $0.isFinite }
    guard let least = known.min(), let most = known.max() else {
      return String(repeating: " ", count: shown.count)
    }
    let signs = Self.signs(canvas.characters)
    // Halves keep the span of two enormous values finite.
    let span = most / 2 - least / 2
    return shown.map { value in
      guard value.isFinite else { return " " }
      let height = span > 0 ? (value / 2 - least / 2) / span : 0.5
      let index = min(signs.count - 1, max(0, Int(height * Double(signs.count))))
      return signs[index]
    }.joined()
  }

  private static func signs(_ characters: CharacterSetLevel) -> [String] {
    switch characters {
    case .unicode: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    case .cjkWide: ["⣀", "⣤", "⣶", "⣿"]
    case .ascii: ["_", ".", "-", "=", "#"]
    }
  }
}

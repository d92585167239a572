import Reporting

/// Which dots of a line are drawn, so that lines differ without colour.
struct Pen {
  /// Lengths of strokes and gaps in turn; empty for a solid line.
  let pattern: [Int]
  private var position = 0

  init(pattern: [Int]) { self.pattern = pattern }

  private static let forecast = [1, 2]

  /// Whether the next dot is drawn.
  ///
  /// ASCII has too few cells for patterns.
  mutating func draws(isForecast: Bool, isASCII: Bool) -> Bool {
    let pattern = isForecast ? Self.forecast : pattern
    let length = pattern.reduce(0, +)
    guard !isASCII, length > 0 else { return true }
    var place = position % length
    position = position &+ 1
    for (index, stretch) in pattern.enumerated() {
      if place < stretch { return index.isMultiple(of: 2) }
      place -= stretch
    }
    return true
  }
}

extension CurveDrawing {
  /// One for each series that can be drawn.
  static let patterns: [[Int]] = [[], [5, 3], [2, 3], [8, 2, 2, 2], [1, 4]]

  static let patternNames: [Phrase] = [
    Phrase("solid", "实线"), Phrase("dashed", "虚线"), Phrase("dotted", "点线"),
    Phrase("dash-dot", "点划线"), Phrase("sparse dots", "疏点线"),
  ]
}

import Reporting

/// Five shades over the values of a triangle, cut near its quintiles at round numbers.
///
/// The cuts are stated in the legend. A value is shaded as it is printed, to a tenth of a percent,
/// so that `22.0` is never below a cut of 22. Whole hundreds, such as the first period of a cohort
/// by its own event, do not shift the cuts.
struct ShadeScale {
  /// Ascending, in percent; at most four.
  private let cuts: [Double]
  private let digits: Int

  init(_ cells: [TriangleChart.Cell]) {
    let values = cells.compactMap { cell -> Double? in
      guard case .rate(let rate, _, isComplete: true) = cell, rate.isFinite else { return nil }
      let percent = Self.printed(rate)
      return percent >= 100 ? nil : percent
    }.sorted()
    guard let least = values.first, let most = values.last else {
      cuts = []
      digits = 0
      return
    }
    let digits = most - least > 5 ? 0 : 1
    let step = digits == 0 ? 1.0 : 10.0
    var cuts: [Double] = []
    for part in 1...4 {
      let index = min(values.count - 1, values.count * part / 5)
      let cut = (values[index] * step).rounded() / step
      if cut > least, cut <= most, cut > (cuts.last ?? -.infinity) { cuts.append(cut) }
    }
    self.cuts = cuts
    self.digits = digits
  }

  /// 0...4 from light to dark; nil for what is no number.
  func level(of rate: Double) -> Int? {
    guard rate.isFinite else { return nil }
    let percent = Self.printed(rate)
    return shade(cuts.filter { $0 <= percent }.count)
  }

  /// Fewer cuts than four are spread over the shades.
  private func shade(_ step: Int) -> Int { cuts.isEmpty ? 0 : step * 4 / cuts.count }

  private static func printed(_ rate: Double) -> Double { (rate * 1000).rounded() / 10 }

  /// The ranges between the cuts, each with its shade: `<22  ░ 22–27  ▒ 27–35  ▓ 35–48  █ ≥48`.
  func legend(_ ink: Ink) -> StyledText {
    let names = cuts.map { NumberText.fixed($0, digits: digits) }
    guard let first = names.first, let last = names.last else { return StyledText() }
    var line = StyledText("<" + first, .label)
    for (index, name) in names.enumerated() {
      let level = shade(index + 1)
      let range =
        index + 1 < names.count
        ? name + (ink.isUnicode ? "–" : "-") + names[index + 1]
        : (ink.isUnicode ? "≥" : ">=") + last
      line.append("  ")
      line.append(ink.shades[level], .heat(level))
      line.append(" " + range, .label)
    }
    return line
  }
}

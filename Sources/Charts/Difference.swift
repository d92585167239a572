import Reporting

/// How a group's rate differs from that of the rest, and whether the difference holds.
struct Difference {
  /// As a fraction; nil where there is none to speak of.
  let value: Double?
  /// Whether it holds after correction; nil where it was not tested.
  let isSignificant: Bool?

  func text(_ ink: Ink) -> String {
    guard let value else { return "" }
    guard value.isFinite else { return NumberText.undefined }
    let points = NumberText.points(value)
    guard let isSignificant else { return points }
    if !ink.isUnicode { return points + (isSignificant ? "*" : " ") }
    guard isSignificant else { return "≈ " + points }
    return (value > 0 ? "▲ " : "▼ ") + points
  }

  var role: Role {
    guard let value, isSignificant == true else { return .plain }
    return value > 0 ? .good : .bad
  }

  /// What the signs mean; nil where none of `differences` was tested.
  static func legend(_ differences: [Difference], _ ink: Ink) -> StyledText? {
    guard differences.contains(where: { $0.value != nil && $0.isSignificant != nil }) else {
      return nil
    }
    let words =
      ink.isUnicode
      ? Phrase(
        "▲▼ significant difference   ≈ not significant", "▲▼ 差异显著   ≈ 差异不显著")
      : Phrase("* significant difference", "* 差异显著")
    // These signs exist only where they can be drawn, so no spelling in ASCII is needed.
    return StyledText(words.text(in: ink.language), .label)
  }
}

/// Fewer answers or users than this make a rate doubtful; it is marked.
enum SmallSample {
  static let limit = 30

  /// A count with `!` behind it where it is small, a space where others in its column are.
  ///
  /// - Parameter untold: what stands in the place of single counts.
  static func marked(_ counts: [Int], untold: [String?] = []) -> [String] {
    let isAnySmall = counts.contains { $0 < limit }
    return counts.enumerated().map { index, count in
      if untold.indices.contains(index), let text = untold[index] {
        return text + (isAnySmall ? " " : "")
      }
      return NumberText.count(count) + (count < limit ? "!" : isAnySmall ? " " : "")
    }
  }

  static func legend(_ counts: [Int], _ ink: Ink) -> StyledText? {
    guard counts.contains(where: { $0 < limit }) else { return nil }
    return StyledText(
      ink.text(Phrase("! fewer than \(limit): read with care", "! 不足 \(limit)，谨慎解读")), .label)
  }
}

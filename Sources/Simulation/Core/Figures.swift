/// Makes the figures of truths at a scale.
struct Figures {
  let scale: Int

  /// A count or an amount, which grows with the scale.
  func count(_ name: String, _ value: Int) -> Truth.Figure {
    Truth.Figure(name, Double(value) * Double(scale))
  }

  /// One count for each name.
  func counts(_ names: [String], _ values: [Int]) -> [Truth.Figure] {
    zip(names, values).map { count($0, $1) }
  }

  /// A share, a rate or a mean, the same at every scale.
  func rate(_ name: String, _ part: Int, of whole: Int) -> Truth.Figure {
    Truth.Figure(name, Double(part) / Double(whole))
  }

  /// The counts of the months from January 2024 on.
  func monthly(_ name: String, _ values: [Int]) -> [Truth.Figure] {
    values.enumerated().map { count("\(name) in 2024-0\($0.offset + 1)", $0.element) }
  }
}

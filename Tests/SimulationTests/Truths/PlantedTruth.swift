/// A truth that the design plants in a dataset, as a question in plain SQL and its answer.
struct PlantedTruth {
  /// `SH1`; several questions may belong to one truth.
  let id: String
  /// What the columns of the answer are.
  let what: String
  let sql: String
  let answer: [[Int]]
  /// Whether the numbers grow with the scale of the dataset, as counts and sums do.
  let isScaled: Bool

  /// Counts or sums, in the numbers of scale 1.
  static func counts(
    _ id: String, _ what: String, _ sql: String, _ answer: [[Int]]
  ) -> PlantedTruth {
    PlantedTruth(id: id, what: what, sql: sql, answer: answer, isScaled: true)
  }

  /// What is the same at any scale: times, differences that must be none, means.
  static func fixed(_ id: String, _ what: String, _ sql: String, _ answer: [[Int]]) -> PlantedTruth
  {
    PlantedTruth(id: id, what: what, sql: sql, answer: answer, isScaled: false)
  }

  func answer(scale: Int) -> [[Int]] {
    isScaled ? answer.map { row in row.map { $0 * scale } } : answer
  }
}

import Engine

extension CivilDay {
  /// Reads `2024-03-15`; nil where that is no day.
  init?(label: String) {
    let parts = label.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, let year = Int(parts[0]),
      let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }
}

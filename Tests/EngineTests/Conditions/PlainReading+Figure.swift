import TestKit

extension Draw {
  mutating func figure() -> Written<Figure> {
    let chosen = arguments()
    // The property stands before the comma, where the mark is.
    func text(_ function: String, _ property: String = "") -> String {
      "\(function)(\(chosen.text.replacing("@", with: property)))"
    }
    let events = chosen.meaning
    let localDay = self.localDay
    let asof = self.asof
    switch random.below(7) {
    case 0: return Written(text: text("count")) { Double(events($0).count) }
    case 1:
      return Written(text: text("days")) {
        Double(Set(events($0).map { localDay($0.instant) }).count)
      }
    case 2:
      return Written(text: text("days_since")) { user in
        events(user).map(\.instant).max().map { Double(asof - localDay($0)) }
      }
    case 3:
      return Written(text: text("sum", ".amount")) { user in
        Double(events(user).compactMap(\.amount).reduce(0, +)) / 100
      }
    case 4:
      return Written(text: text("avg", ".amount")) { user in
        let amounts = events(user).compactMap(\.amount)
        return amounts.isEmpty ? nil : Double(amounts.reduce(0, +)) / Double(100 * amounts.count)
      }
    case 5:
      return Written(text: text("min", ".amount")) { user in
        events(user).compactMap(\.amount).min().map { Double($0) / 100 }
      }
    default:
      return Written(text: text("last", ".amount")) { user in
        let last = events(user).map(\.instant).max()
        let tied = events(user).filter { $0.instant == last }
        return tied.compactMap(\.amount).min().map { Double($0) / 100 }
      }
    }
  }

  mutating func condition(_ depth: Int = 2) -> Written<Truth> {
    switch random.below(depth > 0 ? 9 : 6) {
    case 0, 1:
      let figure = self.figure()
      let limit = Double(random.below(6))
      let (sign, holds) = random.pick(Self.comparisons)
      return Written(text: "\(figure.text) \(sign) \(Int(limit))") { user in
        figure.meaning(user).map { holds($0, limit) } ?? false
      }
    case 2:
      let figure = self.figure()
      return Written(text: "\(figure.text) is missing") { figure.meaning($0) == nil }
    case 3:
      let chosen = arguments()
      return Written(text: "did(\(chosen.text.replacing("@", with: "")))") {
        !chosen.meaning($0).isEmpty
      }
    case 4:
      let (left, right) = (figure(), figure())
      return Written(text: "\(left.text) + 1 > \(right.text)") { user in
        guard let a = left.meaning(user), let b = right.meaning(user) else { return false }
        return a + 1 > b
      }
    case 5:
      let size = random.below(4)
      return Written(text: "size in (\(size)..\(size + 1), 9)") { user in
        user.size.map { [size, size + 1, 9].contains($0) } ?? false
      }
    case 6:
      let inner = condition(depth - 1)
      return Written(text: "not (\(inner.text))") { !inner.meaning($0) }
    case 7:
      let (left, right) = (condition(depth - 1), condition(depth - 1))
      return Written(text: "(\(left.text)) and (\(right.text))") {
        left.meaning($0) && right.meaning($0)
      }
    default:
      let (left, right) = (condition(depth - 1), condition(depth - 1))
      return Written(text: "(\(left.text)) or (\(right.text))") {
        left.meaning($0) || right.meaning($0)
      }
    }
  }

  private static let comparisons: [(String, @Sendable (Double, Double) -> Bool)] = [
    ("=", { $0 == $1 }), ("!=", { $0 != $1 }), ("<", { $0 < $1 }), ("<=", { $0 <= $1 }),
    (">", { $0 > $1 }), (">=", { $0 >= $1 }),
  ]
}

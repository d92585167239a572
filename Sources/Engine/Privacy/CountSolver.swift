/// What a reader can work out of hidden counts: those whose value the sums leave no choice.
struct CountSolver {
  private struct Row {
    var terms: [Int: Int]
    /// What the unknown terms add up to.
    var rest: Int
  }

  /// More unknowns than this that hang together are taken as worked out.
  private static let mostUnknowns = 240
  private static let mostRounds = 64

  private var rows: [Row]
  private var known: [Int?]
  private var low: [Int]
  private var high: [Int]

  init(_ system: CountSystem) {
    let counts = system.counts
    known = counts.indices.map { system.isHidden[$0] ? nil : counts[$0].value }
    // A printed count that is not told is marked where it is small; a larger one is known not to
    // be small. Nothing but the sums is known of those that are never printed.
    low = counts.indices.map { index in
      if counts[index].isImplied || counts[index].value == 0 { return 0 }
      return system.isSmall(index) ? 1 : system.least
    }
    high = counts.indices.map { index in
      !counts[index].isImplied && system.isSmall(index) ? system.least - 1 : .max
    }
    rows = system.equations.map { equation in
      var row = Row(terms: [:], rest: 0)
      for term in equation.terms {
        if system.isHidden[term.count] {
          row.terms[term.count, default: 0] += term.sign
        } else {
          row.rest &-= counts[term.count].value &* term.sign
        }
      }
      row.terms = row.terms.filter { $0.value != 0 }
      return row
    }
  }

  func isDetermined(_ count: Int) -> Bool { known[count] != nil || low[count] == high[count] }

  mutating func solve() {
    narrow()
    for row in core() where !row.terms.isEmpty {
      for count in row.terms.keys { low[count] = high[count] }
    }
  }

  /// Tightens the bounds of every unknown until they stand.
  private mutating func narrow() {
    for _ in 0..<Self.mostRounds {
      var hasChanged = false
      for row in rows where !row.terms.isEmpty {
        let whole = Reach(row.terms.map { term($0, $1) })
        for (count, sign) in row.terms where low[count] < high[count] {
          let others = whole.without(term(count, sign))
          // sign · count = rest - others
          let least = others.most.map { row.rest &- $0 }
          let most = others.least.map { row.rest &- $0 }
          let floor = sign > 0 ? least : most.map { 0 &- $0 }
          let ceiling = sign > 0 ? most : least.map { 0 &- $0 }
          if let floor, floor > low[count] {
            low[count] = floor
            hasChanged = true
          }
          if let ceiling, ceiling < high[count] {
            high[count] = ceiling
            hasChanged = true
          }
        }
      }
      if !hasChanged { return }
    }
  }

  /// Between what a sum must lie; nil where it has no end.
  private struct Reach {
    private var leastSum = 0
    private var mostSum = 0
    private var openBelow = 0
    private var openAbove = 0

    init(_ terms: [(least: Int?, most: Int?)]) {
      for term in terms {
        if let least = term.least { leastSum &+= least } else { openBelow += 1 }
        if let most = term.most { mostSum &+= most } else { openAbove += 1 }
      }
    }

    func without(_ term: (least: Int?, most: Int?)) -> (least: Int?, most: Int?) {
      let (below, above) = (term.least == nil ? 1 : 0, term.most == nil ? 1 : 0)
      return (
        openBelow > below ? nil : leastSum &- (term.least ?? 0),
        openAbove > above ? nil : mostSum &- (term.most ?? 0)
      )
    }
  }

  private func term(_ count: Int, _ sign: Int) -> (least: Int?, most: Int?) {
    let top = high[count] == .max ? nil : high[count] &* sign
    return sign > 0 ? (low[count] &* sign, top) : (top, low[count] &* sign)
  }

  /// Solves what can be solved sum by sum; the rows that are left hang together, and what is
  /// determined among them is worked out by elimination.
  private mutating func core() -> [Row] {
    var rows = rows
    var isDropped = Array(repeating: false, count: rows.count)
    var rowsOf: [Int: Set<Int>] = [:]
    for (index, row) in rows.enumerated() {
      for count in row.terms.keys { rowsOf[count, default: []].insert(index) }
    }
    var waiting = Array(rows.indices)
    while let index = waiting.popLast() {
      guard !isDropped[index] else { continue }
      let terms = rows[index].terms
      if terms.count == 1, let (count, factor) = terms.first {
        let value = rows[index].rest / factor
        known[count] = value
        for other in rowsOf[count] ?? [] {
          rows[other].rest &-= (rows[other].terms[count] ?? 0) &* value
          rows[other].terms[count] = nil
          waiting.append(other)
        }
        rowsOf[count] = nil
      }
      // A sum with an unknown that stands in no other tells nothing of its other terms.
      if rows[index].terms.keys.contains(where: { rowsOf[$0]?.count == 1 }) {
        isDropped[index] = true
        for count in rows[index].terms.keys {
          rowsOf[count]?.remove(index)
          waiting += rowsOf[count] ?? []
        }
      }
    }
    let left = rows.indices.filter { !isDropped[$0] && !rows[$0].terms.isEmpty }.map { rows[$0] }
    return eliminated(left)
  }

  /// The rows that determine one unknown each, in reduced echelon form; all of them where there
  /// are too many to tell.
  private func eliminated(_ rows: [Row]) -> [Row] {
    let unknowns = Set(rows.flatMap(\.terms.keys)).sorted()
    guard unknowns.count <= Self.mostUnknowns else { return rows }
    let place = Dictionary(
      unknowns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var matrix = rows.map { row in
      var line = Array(repeating: 0.0, count: unknowns.count)
      for (count, factor) in row.terms { line[place[count] ?? 0] = Double(factor) }
      return line
    }
    var pivots: [(row: Int, column: Int)] = []
    for column in unknowns.indices {
      let start = pivots.count
      guard start < matrix.count else { break }
      let best = (start..<matrix.count).max { abs(matrix[$0][column]) < abs(matrix[$1][column]) }
      guard let best, abs(matrix[best][column]) > 1e-9 else { continue }
      matrix.swapAt(start, best)
      let factor = matrix[start][column]
      for other in unknowns.indices { matrix[start][other] /= factor }
      for line in matrix.indices where line != start && abs(matrix[line][column]) > 1e-9 {
        let times = matrix[line][column]
        for other in unknowns.indices { matrix[line][other] -= times * matrix[start][other] }
      }
      pivots.append((start, column))
    }
    return pivots.compactMap { row, column in
      let others = matrix[row].indices.filter { abs(matrix[row][$0]) > 1e-9 }
      return others.count == 1 ? Row(terms: [unknowns[column]: 1], rest: 0) : nil
    }
  }
}

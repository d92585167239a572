/// Counts of people with the sums that tie them together, and which of them may be told.
///
/// A count of 1 to `least` - 1 is not told, nor is one that readers could work out: from the sums
/// over what is told (complementary suppression; Willenborg and de Waal, Elements of Statistical
/// Disclosure Control, 2001, chapter 4), or from the bounds that the sums leave. The check solves
/// the equations exactly and narrows every unknown as far as the sums allow.
struct CountSystem {
  struct Count {
    let value: Int
    /// What becomes of it when it is not told: it can be left out of what is printed.
    let canHide: Bool
    /// Printed nowhere to begin with, such as those who do not meet a condition.
    let isImplied: Bool
  }

  /// Σ sign · count = 0.
  struct Equation {
    var terms: [(count: Int, sign: Int)]
  }

  let least: Int
  private(set) var counts: [Count] = []
  private(set) var equations: [Equation] = []
  private(set) var isHidden: [Bool] = []
  /// Counts that are not told along with another: all of its row.
  private var followers: [Int: [Int]] = [:]
  private var equationsOf: [[Int]] = []

  init(least: Int) { self.least = max(2, least) }

  mutating func add(_ value: Int, canHide: Bool = true, isImplied: Bool = false) -> Int {
    counts.append(Count(value: value, canHide: canHide, isImplied: isImplied))
    isHidden.append(isImplied)
    equationsOf.append([])
    return counts.count - 1
  }

  /// States that one side adds up to the other; what is over stands for people on neither side.
  mutating func equate(_ whole: [Int], _ parts: [Int], hasRest: Bool) {
    var terms = whole.map { (count: $0, sign: 1) } + parts.map { (count: $0, sign: -1) }
    let over = terms.reduce(0) { $0 &+ counts[$1.count].value &* $1.sign }
    if hasRest || over != 0 {
      terms.append((add(abs(over), isImplied: true), over < 0 ? 1 : -1))
    }
    for term in terms { equationsOf[term.count].append(equations.count) }
    equations.append(Equation(terms: terms))
  }

  mutating func hide(_ follower: Int, with count: Int) {
    followers[count, default: []].append(follower)
  }

  func isSmall(_ count: Int) -> Bool { (1..<least).contains(counts[count].value) }

  /// Hides what must not be told; false where something small stays in the open all the same.
  mutating func protect() -> Bool {
    for count in counts.indices where isSmall(count) && !counts[count].isImplied { hide(count) }
    // Every turn hides at least one count more.
    for _ in 0...counts.count {
      let exposed = exposed()
      if exposed.isEmpty { return true }
      var touched: Set<Int> = []
      var hasHidden = false
      for equations in exposed where touched.isDisjoint(with: equations) {
        guard let next = nextSmallest(in: equations) else { continue }
        hide(next)
        hasHidden = true
        touched.formUnion(equations)
      }
      if !hasHidden { return false }
    }
    return false
  }

  private mutating func hide(_ count: Int) {
    guard !isHidden[count], counts[count].canHide else { return }
    isHidden[count] = true
    for follower in followers[count] ?? [] { hide(follower) }
  }

  private func nextSmallest(in equations: Set<Int>) -> Int? {
    var best: Int?
    for equation in equations.sorted() {
      for term in self.equations[equation].terms
      where !isHidden[term.count] && counts[term.count].canHide {
        guard let current = best else {
          best = term.count
          continue
        }
        let (new, old) = (rank(term.count), rank(current))
        if new < old { best = term.count }
      }
    }
    return best
  }

  /// Zeros come last: that nobody is there may be told, and hiding it protects little.
  private func rank(_ count: Int) -> (Int, Int) {
    let value = counts[count].value
    return (value == 0 ? Int.max : value, count)
  }

  /// For each small count, or sum of counts, that a reader can work out: the equations to mend.
  private func exposed() -> [Set<Int>] {
    var solver = CountSolver(self)
    solver.solve()
    var found = counts.indices.filter { isSmall($0) && solver.isDetermined($0) }
      .map { Set(equationsOf[$0]) }
    // Counts that nothing else is known of are told apart by no sum, but their sum is told.
    for (index, equation) in equations.enumerated() {
      let unknown = equation.terms.filter { isHidden[$0.count] }
      guard unknown.count > 1, Set(unknown.map(\.sign)).count == 1 else { continue }
      let sum = unknown.reduce(0) { $0 &+ counts[$1.count].value }
      if (1..<least).contains(sum) { found.append([index]) }
    }
    return found
  }
}

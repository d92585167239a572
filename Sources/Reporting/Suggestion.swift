/// The one name that was probably meant by a mistyped one.
///
/// Distance: Damerau-Levenshtein in its restricted form (optimal string alignment), over Unicode
/// scalars without regard to case; Damerau, "A technique for computer detection and correction of
/// spelling errors", CACM 7(3), 1964.
public enum Suggestion {
  /// The nearest candidate, or nil when none is near.
  ///
  /// Near is at most 2 edits away (3 from 7 letters, 1 for names in Chinese), else one that
  /// contains the name or stands in it. Names under 3 letters (2 in Chinese) have no suggestion;
  /// of several that are equally near the first in order of name wins.
  public static func closest(to name: String, among candidates: [String]) -> String? {
    let typed = Letters(name)
    guard typed.scalars.count >= (typed.isWide ? 2 : 3), typed.scalars.count <= 64 else {
      return nil
    }
    let limit = typed.isWide ? 1 : typed.scalars.count >= 7 ? 3 : 2
    var best: (rank: Int, name: String)?
    for candidate in candidates where candidate != name {
      guard let rank = rank(of: Letters(candidate), to: typed, limit: limit) else { continue }
      if let found = best, (found.rank, found.name) <= (rank, candidate) { continue }
      best = (rank, candidate)
    }
    return best?.name
  }

  /// A name without regard to case.
  private struct Letters {
    let scalars: [Unicode.Scalar]
    let isWide: Bool
    /// A bit for each letter that occurs, by its last six bits: most names are told apart by it.
    let bits: UInt64

    init(_ text: String) {
      var scalars: [Unicode.Scalar] = []
      var isWide = false
      var bits: UInt64 = 0
      for scalar in text.lowercased().unicodeScalars {
        scalars.append(scalar)
        bits |= 1 << UInt64(scalar.value % 64)
        if scalar.value >= 0x80, scalar.properties.isIdeographic { isWide = true }
      }
      self.scalars = scalars
      self.isWide = isWide
      self.bits = bits
    }
  }

  /// The number of edits, or `limit + 1` for one that contains the other; nil when too far.
  private static func rank(of candidate: Letters, to typed: Letters, limit: Int) -> Int? {
    let counts = (candidate.scalars.count, typed.scalars.count)
    guard counts.0 > 0, counts.0 <= 64 else { return nil }
    // An edit changes at most two bits.
    if abs(counts.0 - counts.1) <= limit,
      (candidate.bits ^ typed.bits).nonzeroBitCount <= 2 * limit
    {
      let edits = distance(candidate.scalars, typed.scalars)
      // Of very short names too little is left after two edits.
      if edits <= limit, edits * 2 <= min(counts.0, counts.1) + 1 { return edits }
    }
    let (short, long) = counts.0 < counts.1 ? (candidate, typed) : (typed, candidate)
    guard short.bits & ~long.bits == 0, short.scalars.count >= (short.isWide ? 2 : 3) else {
      return nil
    }
    return contains(long.scalars, short.scalars) ? limit + 1 : nil
  }

  private static func contains(_ long: [Unicode.Scalar], _ short: [Unicode.Scalar]) -> Bool {
    guard short.count <= long.count else { return false }
    return (0...(long.count - short.count)).contains { long[$0...].starts(with: short) }
  }

  /// Insertions, deletions, replacements and swaps of neighbours from one text to the other.
  static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for column in 0..<right.count {
        let same = left[row] == right[column]
        var best = min(last[column] + (same ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}

/// The one name that was probably meant by a mistyped one.
///
/// Distance: Damerau-Levenshtein in its restricted form (optimal string alignment), over Unicode
/// scalars without regard to case; Damerau, "A technique for computer detection and correction of
/// spelling errors", CACM 7(3), 1964.
public enum Suggestion {
  /// The nearest candidate, or nil when none is near.
  ///
  /// Near is at most 2 edits away (3 from 7 letters, 1 for names in Chinese), else one that contains
  /// the name or stands in it. Names under 3 letters (2 in Chinese) have no suggestion; of several
  /// that are equally near the first in order of name wins.
  public static func closest(to name: String, among candidates: [String]) -> String? {
    let typed = scalars(name)
    let isWide = typed.contains(where: \.properties.isIdeographic)
    guard typed.count >= (isWide ? 2 : 3), typed.count <= 64 else { return nil }
    let limit = isWide ? 1 : typed.count >= 7 ? 3 : 2
    var best: (rank: Int, name: String)?
    for candidate in candidates where candidate != name {
      guard let rank = rank(of: scalars(candidate), to: typed, limit: limit) else { continue }
      if let found = best, (found.rank, found.name) <= (rank, candidate) { continue }
      best = (rank, candidate)
    }
    return best?.name
  }

  private static func scalars(_ text: String) -> [Unicode.Scalar] {
    Array(text.lowercased().unicodeScalars)
  }

  /// The number of edits, or `limit + 1` for one that contains the other; nil when too far.
  private static func rank(
    of candidate: [Unicode.Scalar], to typed: [Unicode.Scalar], limit: Int
  ) -> Int? {
    guard !candidate.isEmpty, candidate.count <= 64 else { return nil }
    if abs(candidate.count - typed.count) <= limit {
      let edits = distance(candidate, typed)
      // Of very short names too little is left after two edits.
      if edits <= limit, edits * 2 <= min(candidate.count, typed.count) + 1 { return edits }
    }
    let (short, long) = candidate.count < typed.count ? (candidate, typed) : (typed, candidate)
    let least = short.contains(where: \.properties.isIdeographic) ? 2 : 3
    return short.count >= least && contains(long, short) ? limit + 1 : nil
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

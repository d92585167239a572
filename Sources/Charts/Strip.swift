import Reporting

/// Parts of a whole side by side in a fixed number of cells.
///
/// Cells are dealt by largest remainder, and a part above zero has at least one where there are
/// enough cells, so that nothing present looks absent.
struct Strip {
  let counts: [Int]
  let cells: Int

  /// Cells for each part; their sum is `cells`, or 0 where all parts are empty.
  var lengths: [Int] {
    let sizes = counts.map { Double(max(0, $0)) }
    let total = sizes.reduce(0, +)
    guard total > 0, cells > 0 else { return counts.map { _ in 0 } }
    let exact = sizes.map { $0 / total * Double(cells) }
    var lengths = exact.map { Int($0) }
    let missing = max(0, cells - lengths.reduce(0, +))
    let byRemainder = exact.indices.sorted { left, right in
      let (a, b) = (exact[left] - Double(lengths[left]), exact[right] - Double(lengths[right]))
      return a == b ? left < right : a > b
    }
    for index in byRemainder.prefix(missing) { lengths[index] += 1 }
    for index in lengths.indices where lengths[index] == 0 && sizes[index] > 0 {
      guard let widest = lengths.indices.max(by: { lengths[$0] < lengths[$1] }),
        lengths[widest] > 1
      else { break }
      lengths[widest] -= 1
      lengths[index] = 1
    }
    return lengths
  }
}

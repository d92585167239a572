extension Quantile {
  /// Sorting so few values costs less than looking for the places that matter.
  private static let fewest = 4096

  /// The values at several shares of a sample in any order, as `value(_:ofSorted:)` gives them.
  ///
  /// Values from 0 on are counted by the first bits of their binary form, which grow as they do;
  /// then only those that share the bits of a place that is asked for are sorted.
  public static func values(_ shares: [Double], of values: [Double]) -> [Double?] {
    guard values.count > fewest,
      values.allSatisfy({ $0.bitPattern < Double.infinity.bitPattern })
    else {
      let sorted = values.sorted()
      return shares.map { value($0, ofSorted: sorted) }
    }
    let counts = counts(of: values)
    var wanted: Set<Int> = []
    for share in shares where (0...1).contains(share) {
      let below = Int(share * Double(values.count - 1))
      wanted.insert(below)
      wanted.insert(min(values.count - 1, below + 1))
    }
    let found = ordered(wanted.sorted(), of: values, counts)
    return shares.map { share in
      guard (0...1).contains(share) else { return nil }
      let position = share * Double(values.count - 1)
      let below = Int(position)
      let above = min(values.count - 1, below + 1)
      guard let low = found[below], let high = found[above] else { return nil }
      let part = position - Double(below)
      return part == 0 ? low : low + part * (high - low)
    }
  }

  private static let shift: UInt64 = 46

  /// How many values begin with each pattern of bits.
  private static func counts(of values: [Double]) -> [Int] {
    var counts = [Int](repeating: 0, count: 1 << 18)
    counts.withUnsafeMutableBufferPointer { counts in
      for value in values { counts[Int(truncatingIfNeeded: value.bitPattern >> shift)] &+= 1 }
    }
    return counts
  }

  /// The values at some places of the order, by place; the places ascend.
  private static func ordered(
    _ places: [Int], of values: [Double], _ counts: [Int]
  ) -> [Int: Double] {
    // The patterns that the places fall in, each with the number of values before it.
    var needed: [(pattern: UInt64, before: Int)] = []
    var before = 0
    var next = places[...]
    for (pattern, count) in counts.enumerated() where count > 0 {
      if let place = next.first, place < before + count {
        needed.append((UInt64(pattern), before))
        next = next.drop { $0 < before + count }
      }
      before += count
      if next.isEmpty { break }
    }
    var found: [Int: Double] = [:]
    for (pattern, before) in needed {
      let some = values.filter { $0.bitPattern >> shift == pattern }.sorted()
      for place in places where place >= before && place < before + some.count {
        found[place] = some[place - before]
      }
    }
    return found
  }
}

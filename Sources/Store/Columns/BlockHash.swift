/// A fast checksum of blocks of a file: it finds damage, not malice.
///
/// Four lanes take a word each in turn; every step can be undone, so one changed word always
/// changes the sum.
enum BlockHash {
  /// Bytes of one block.
  static let block = 1 << 20

  /// One sum for each block.
  static func sums(_ bytes: UnsafeRawBufferPointer) -> [Int64] {
    stride(from: 0, to: bytes.count, by: block).map { start in
      let end = min(start + block, bytes.count)
      return Int64(bitPattern: sum(UnsafeRawBufferPointer(rebasing: bytes[start..<end])))
    }
  }

  static func sum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var first: UInt64 = 0x9e37_79b9_7f4a_7c15
    var second: UInt64 = 0xbf58_476d_1ce4_e5b9
    var third: UInt64 = 0x94d0_49bb_1331_11eb
    var fourth: UInt64 = 0xd6e8_feb8_6659_fd93
    var place = 0
    while place &+ 32 <= bytes.count {
      first = step(first, word(bytes, place))
      second = step(second, word(bytes, place &+ 8))
      third = step(third, word(bytes, place &+ 16))
      fourth = step(fourth, word(bytes, place &+ 24))
      place &+= 32
    }
    while place &+ 8 <= bytes.count {
      first = step(first, word(bytes, place))
      place &+= 8
    }
    var rest: UInt64 = 0
    while place < bytes.count {
      rest = rest << 8 | UInt64(bytes[place])
      place &+= 1
    }
    var sum = step(UInt64(truncatingIfNeeded: bytes.count), step(first, rest))
    sum = step(step(step(sum, second), third), fourth)
    return sum ^ sum >> 29
  }

  @inline(__always)
  private static func word(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt64 {
    bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
  }

  @inline(__always)
  private static func step(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    let mixed = lane ^ word
    return (mixed << 31 | mixed >> 33) &* 0x9fb2_1c65_1e98_df25
  }
}

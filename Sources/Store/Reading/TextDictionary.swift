import Foundation

/// Distinct byte strings, numbered from 0 in the order they came.
struct TextDictionary {
  private var arena: [UInt8] = []
  private var ends: [Int] = []
  /// The hash in the high half and the code from 1 in the low half; 0 is a free slot.
  ///
  /// Comparing hashes here keeps the arena, which is far away in memory, out of the search.
  private var slots: [UInt64]
  private let seed: UInt64

  init() {
    slots = Array(repeating: 0, count: 16)
    // A seed of its own keeps made-up keys from colliding on purpose; no result depends on it.
    seed = UInt64.random(in: .min ... .max)
  }

  /// Builds it from the bytes of all texts and the length of each; nil where they disagree.
  init?(bytes: [UInt8], lengths: [Int]) {
    self.init()
    arena.reserveCapacity(bytes.count)
    let isWhole = bytes.withUnsafeBufferPointer { all in
      var start = 0
      for (code, length) in lengths.enumerated() {
        guard length >= 0, length <= all.count - start else { return false }
        let text = UnsafeBufferPointer(rebasing: all[start..<start + length])
        guard String(validating: text, as: UTF8.self) != nil, Int(self.code(of: text)) == code
        else { return false }
        start += length
      }
      return start == all.count
    }
    guard isWhole else { return nil }
  }

  /// The bytes of all texts, one after the other.
  var bytes: [UInt8] { arena }

  /// How many bytes each text has.
  var lengths: [Int32] {
    ends.indices.map { Int32(clamping: ends[$0] - ($0 == 0 ? 0 : ends[$0 - 1])) }
  }

  var count: Int { ends.count }

  /// The code of a string, or -1.
  func find(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
    Self.code(in: slots[slot(of: bytes, hash(bytes))])
  }

  /// The code of a string, given to it now where it has none.
  mutating func code(of bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
    let hash = hash(bytes)
    let slot = slot(of: bytes, hash)
    if slots[slot] != 0 { return Self.code(in: slots[slot]) }
    arena.append(contentsOf: bytes)
    ends.append(arena.count)
    slots[slot] = UInt64(hash) << 32 | UInt64(truncatingIfNeeded: ends.count)
    if ends.count &* 4 > slots.count &* 3 { grow() }
    return Int32(truncatingIfNeeded: ends.count - 1)
  }

  mutating func code(of text: String) -> Int32 {
    var text = text
    return text.withUTF8 { code(of: $0) }
  }

  func find(_ text: String) -> Int32 {
    var text = text
    return text.withUTF8 { find($0) }
  }

  func text(_ code: Int) -> String {
    withBytes(code) { String(decoding: $0, as: UTF8.self) }
  }

  func withBytes<Value>(_ code: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
    let start = code == 0 ? 0 : ends[code - 1]
    return arena.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[start..<ends[code]]))
    }
  }

  /// Whether the string of a code is exactly these bytes.
  func matches(_ code: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = code == 0 ? 0 : ends[code - 1]
    guard ends[code] - start == bytes.count else { return false }
    guard let other = bytes.baseAddress, !bytes.isEmpty else { return true }
    return arena.withUnsafeBufferPointer { arena in
      arena.baseAddress.map { memcmp($0 + start, other, bytes.count) == 0 } ?? false
    }
  }

  /// Whether one string stands before another, byte by byte.
  func precedes(_ left: Int, _ right: Int) -> Bool {
    withBytes(left) { left in withBytes(right) { left.lexicographicallyPrecedes($0) } }
  }

  private static func code(in slot: UInt64) -> Int32 {
    Int32(truncatingIfNeeded: slot & 0xffff_ffff) &- 1
  }

  /// The slot that holds a string, or the free one where it belongs.
  private func slot(of bytes: UnsafeBufferPointer<UInt8>, _ hash: UInt32) -> Int {
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      let isSame = UInt32(truncatingIfNeeded: slots[slot] >> 32) == hash
      if isSame, matches(Int(Self.code(in: slots[slot])), bytes) { return slot }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private mutating func grow() {
    let mask = slots.count * 2 - 1
    var larger = [UInt64](repeating: 0, count: mask + 1)
    for entry in slots where entry != 0 {
      var slot = Int(entry >> 32) & mask
      while larger[slot] != 0 { slot = (slot + 1) & mask }
      larger[slot] = entry
    }
    slots = larger
  }

  private func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var state = seed ^ UInt64(truncatingIfNeeded: bytes.count)
    let raw = UnsafeRawBufferPointer(bytes)
    var position = 0
    while position + 8 <= raw.count {
      state = Self.mix(state ^ raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      position += 8
    }
    var tail: UInt64 = 0
    while position < raw.count {
      tail = tail << 8 | UInt64(raw[position])
      position += 1
    }
    return UInt32(truncatingIfNeeded: Self.mix(state ^ tail) >> 16)
  }

  /// Both halves of a 128-bit product folded, as in wyhash (Wang Yi, 2019).
  private static func mix(_ value: UInt64) -> UInt64 {
    let product = (value ^ 0xa076_1d64_78bd_642f).multipliedFullWidth(by: 0xe703_7ed1_a0b4_28db)
    return product.high ^ product.low
  }
}

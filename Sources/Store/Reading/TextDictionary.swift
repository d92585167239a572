import Foundation

/// Distinct byte strings, numbered from 0 in the order they came.
struct TextDictionary {
  private var arena: [UInt8] = []
  private var ends: [Int] = []
  private var slots: [Int32]
  private let seed: UInt64

  init() {
    slots = Array(repeating: -1, count: 16)
    // A seed of its own keeps made-up keys from colliding on purpose; no result depends on it.
    seed = UInt64.random(in: .min ... .max)
  }

  var count: Int { ends.count }

  /// Whether another code still fits.
  var isFull: Bool { ends.count >= Int(Int32.max) - 1 }

  /// The code of a string, or -1.
  func find(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32 { slots[slot(of: bytes)] }

  /// The code of a string, given to it now where it has none.
  mutating func code(of bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
    let slot = slot(of: bytes)
    if slots[slot] >= 0 { return slots[slot] }
    let code = Int32(truncatingIfNeeded: ends.count)
    arena.append(contentsOf: bytes)
    ends.append(arena.count)
    slots[slot] = code
    if ends.count &* 4 > slots.count &* 3 { grow() }
    return code
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

  private func slot(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash(bytes)) & mask
    while slots[slot] >= 0, !matches(Int(slots[slot]), bytes) { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let size = slots.count * 2
    var larger = [Int32](repeating: -1, count: size)
    for code in 0..<ends.count {
      var slot = withBytes(code) { Int(truncatingIfNeeded: hash($0)) } & (size - 1)
      while larger[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      larger[slot] = Int32(truncatingIfNeeded: code)
    }
    slots = larger
  }

  private func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
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
    return Self.mix(state ^ tail)
  }

  /// Both halves of a 128-bit product folded, as in wyhash (Wang Yi, 2019).
  private static func mix(_ value: UInt64) -> UInt64 {
    let product = (value ^ 0xa076_1d64_78bd_642f).multipliedFullWidth(by: 0xe703_7ed1_a0b4_28db)
    return product.high ^ product.low
  }
}

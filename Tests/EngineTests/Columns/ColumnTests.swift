import Engine
import Statistics
import Synchronization
import Testing

@Suite("columns")
struct ColumnTests {
  @Test("a column gives the values it was made of, and none for no values")
  func values() {
    let column = Column([3.5, -1, .infinity])
    #expect(Array(column) == [3.5, -1, .infinity])
    #expect(column.count == 3 && column[1] == -1)
    #expect(column.withUnsafeBufferPointer { $0.reduce(0, +) } == .infinity)
    let none: Column<Int32> = []
    #expect(none.isEmpty && none.withUnsafeBufferPointer { $0.count } == 0)
    #expect(Column(repeating: Int32(-1), count: 2) == [-1, -1])
  }

  @Test("codes take one byte up to 256 names, two above", arguments: [255, 256])
  func codes(most: UInt16) {
    let codes = CodeColumn([0, most, 7])
    #expect(Array(codes) == [0, most, 7])
    switch codes.storage {
    case .narrow: #expect(most == 255)
    case .wide: #expect(most == 256)
    }
  }

  @Test(
    "instants take four bytes where they are whole seconds of one span",
    arguments: [
      ([], true), ([1_704_067_200_000, 1_704_067_200_000, 1_704_067_201_000], true),
      ([5, 1005], true), ([0, 1], false), ([-7000, 0], true),
      ([0, Int64(UInt32.max) * 1000], true), ([0, (Int64(UInt32.max) + 1) * 1000], false),
      ([.min, .max], false), ([.max, .max], true), ([.min + 1, 0], false),
    ] as [([Int64], Bool)])
  func times(instants: [Int64], isShort: Bool) {
    let times = TimeColumn(instants)
    #expect(Array(times) == instants)
    switch times.storage {
    case .seconds: #expect(isShort)
    case .milliseconds: #expect(!isShort)
    }
  }

  @Test("random instants come back as they were", arguments: 0..<20)
  func randomTimes(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let unit: Int64 = seed % 2 == 0 ? 1000 : 1
    let instants = (0..<100).map { _ in Int64(random.below(1 << 40)) / 1000 * unit - 1 << 30 }
    #expect(Array(TimeColumn(instants)) == instants, "seed \(seed)")
  }

  @Test("texts in bytes are those in strings, and are found by their bytes")
  func texts() {
    let texts = ["", "a", "多", "\u{E9}", "e\u{301}", "", "\0"]
    var ends: [UInt32] = []
    var bytes: [UInt8] = []
    for text in texts {
      bytes += Array(text.utf8)
      ends.append(UInt32(bytes.count))
    }
    let list = TextList(bytes: Column(bytes), ends: Column(ends))
    #expect(list.map { Array($0.utf8) } == texts.map { Array($0.utf8) })
    #expect(list == TextList(texts))
    for list in [list, TextList(texts)] {
      // Two spellings of one letter: each finds its own.
      #expect(list.firstIndex(of: "\u{E9}") == 3 && list.firstIndex(of: "e\u{301}") == 4)
      #expect(list.firstIndex(of: "") == 0 && list.firstIndex(of: "b") == nil)
    }
  }

  @Test("ends that lie give no text outside the bytes")
  func lyingEnds() {
    let list = TextList(bytes: [97, 98], ends: [1, 900, 0, .max])
    #expect(Array(list) == ["a", "b", "", "ab"])
    #expect(TextList(bytes: [255], ends: [1])[0] == "\u{FFFD}")
  }

  @Test("a deferred value is made once, however many threads ask")
  func deferred() async {
    let count = Atomic(0)
    let value = Deferred { () -> Int in
      count.add(1, ordering: .relaxed)
      return 7
    }
    #expect(count.load(ordering: .relaxed) == 0)
    let sum = await withTaskGroup(of: Int.self, returning: Int.self) { group in
      for _ in 0..<16 { group.addTask { value.value } }
      return await group.reduce(0, +)
    }
    #expect(sum == 16 * 7)
    #expect(count.load(ordering: .relaxed) == 1)
  }

  @Test("choosing rows of a column reads it when the choice is read")
  func selecting() {
    let isRead = Mutex(false)
    let column = PropertyColumn(
      name: "n", type: .float, count: 3,
      storage: Deferred {
        isRead.withLock { $0 = true }
        return .number([1, 2, 3])
      })
    let chosen = column.selecting([2, 0])
    #expect(chosen.count == 2 && !isRead.withLock { $0 })
    #expect(chosen.cell(0) == .real(3) && chosen.cell(1) == .real(1))
  }
}

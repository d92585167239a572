import Engine
import Testing

@Suite("the last event")
struct LastEventTests {
  private static let day: Int64 = 86_400_000

  /// One event a day from day 0 to 199, and more at the given days.
  private func last(_ more: [Int64], days: Int64 = 200) -> LastEvent {
    LastEvent(of: ((0..<days).map { $0 } + more).map { $0 * Self.day })
  }

  @Test("one event in two hundred beyond a gap as long as the rest is a future one")
  func future() {
    #expect(last([400]).later == 1)
    #expect(last([400]).instant == 199 * Self.day)
    // The gap has to be longer than the 199 days before it.
    #expect(last([398]).later == 0)
    #expect(last([399]).later == 1)
    // Two are more than one in two hundred.
    #expect(last([400, 400]).later == 0)
  }

  @Test("a year is gap enough, a month is least")
  func gaps() {
    #expect(last([1000 + 365], days: 1001).later == 0)
    #expect(last([1000 + 366], days: 1001).later == 1)
    let minutes = (0..<200).map { Int64($0) * 60_000 }
    #expect(LastEvent(of: minutes + [29 * Self.day]).later == 0)
    #expect(LastEvent(of: minutes + [31 * Self.day]).later == 1)
  }

  @Test("several are left out together, whatever the order and the gaps between them")
  func several() {
    let times = (0..<1000).map { Int64($0) * Self.day / 10 }
    let late = [9000, 20_000, 4000].map { Int64($0) * Self.day }
    let found = LastEvent(of: late + times)
    #expect(found.later == 3)
    #expect(found.instant == times.last)
    #expect(LastEvent(of: (late + times).reversed()) == found)
  }

  @Test("under a hundred events there is no saying; without any there is no last")
  func few() {
    #expect(last([40_000], days: 98).later == 0)
    #expect(last([40_000], days: 98).instant == 40_000 * Self.day)
    #expect(LastEvent(of: []).instant == nil)
  }
}

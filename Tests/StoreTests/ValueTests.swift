import Engine
import Testing

@testable import Store

@Suite("values")
struct ValueTests {
  static func bytes<Value>(
    _ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Value
  ) -> Value {
    var text = text
    return text.withUTF8(body)
  }

  @Test(
    "times are read in every form",
    arguments: [
      ("2024-03-10T08:26:01Z", TimeText.instant(1_710_059_161_000)),
      ("2024-03-10T08:26:01.5Z", .instant(1_710_059_161_500)),
      ("2024-03-10t08:26:01,123456z", .instant(1_710_059_161_123)),
      ("2024-03-10T16:26:01+08:00", .instant(1_710_059_161_000)),
      ("2024-03-10 16:26:01 +0800", .instant(1_710_059_161_000)),
      ("2024-03-10T03:26:01-05", .instant(1_710_059_161_000)),
      ("2024-03-10 08:26:01 UTC", .instant(1_710_059_161_000)),
      ("2024-03-10T08:26:01", .local(1_710_059_161_000)),
      ("2024-03-10 08:26:01", .local(1_710_059_161_000)),
      ("2024-03-10 08:26", .local(1_710_059_160_000)),
      ("2024-03-10", .local(1_710_028_800_000)),
      ("20240310", .local(1_710_028_800_000)),
      ("20240310T08:26", .local(1_710_059_160_000)),
      ("2024/3/10", .local(1_710_028_800_000)),
      ("2024/3/10 8:26", .local(1_710_059_160_000)),
      ("2024/03/10 8:26:01", .local(1_710_059_161_000)),
      (" 2024-03-10 ", .local(1_710_028_800_000)),
      ("1710059161", .instant(1_710_059_161_000)),
      ("1710059161.25", .instant(1_710_059_161_250)),
      ("1710059161000", .instant(1_710_059_161_000)),
      ("0", .instant(0)),
      ("-86400", .instant(-86_400_000)),
      ("2024-03-10T24:00", .local(1_710_115_200_000)),
      ("2016-12-31T23:59:60Z", .instant(1_483_228_800_000)),
      ("0001-01-01", .local(-62_135_596_800_000)),
      ("9999-12-31T23:59:59.999Z", .instant(253_402_300_799_999)),
    ])
  func times(text: String, expected: TimeText) {
    #expect(Self.bytes(text) { TimeText($0) } == expected)
  }

  @Test(
    "what is no time is none",
    arguments: [
      "", " ", "yesterday", "2024-02-30", "2024-13-01", "2024-00-10", "0000-01-01", "2024-3",
      "2024-03-10T25:00", "2024-03-10T24:01", "2024-03-10T08:60", "2024-03-10T08:26:61",
      "2024-03-10T", "2024-03-10T08", "2024-03-10T08:26:01.", "2024-03-10T08:26:01+",
      "2024-03-10T08:26:01+25:00", "2024-03-10T08:26:01 Mars", "2024/03-10", "10/03/2024",
      "99999999999999999999", "253402300800000", "1e400", "NaN", "2024-03-10 08:26 junk",
      "20240230", "９月１日", "2024-03-10T08:26:01+08:00:00",
      String(repeating: "1", count: 1000),
    ])
  func noTimes(text: String) {
    #expect(Self.bytes(text) { TimeText($0) } == nil)
  }

  @Test(
    "an amount is exact to four decimals, half away from zero",
    arguments: [
      ("29.33", 293_300), ("-29.33", -293_300), ("+5", 50_000), (".5", 5_000), ("5.", 50_000),
      (" 1.00005 ", 10_001), ("-1.00005", -10_001), ("1.00004999", 10_000), ("1e3", 10_000_000),
      ("1.5E-2", 150), ("0.00004", 0), ("0.00005", 1), ("00012", 120_000), ("1e-9", 0),
      ("922337203685477.5807", .max), ("0e400", 0),
    ] as [(String, Int64)])
  func money(text: String, expected: Int64) {
    #expect(Self.bytes(text) { NumberText.money($0) } == expected)
  }

  @Test(
    "what is no amount, or does not fit, is none",
    arguments: [
      "", "-", ".", "abc", "1,234", "¥5", "1.2.3", "1e", "1e+", "0x10", "NaN", "inf", "1 2",
      "922337203685477.5808", "1e300", "9e99999", "99999999999999999999",
    ])
  func noMoney(text: String) {
    #expect(Self.bytes(text) { NumberText.money($0) } == nil)
  }

  @Test(
    "a column has a number type only where every value is canonical",
    arguments: [
      (["1", "-2", "0"], ColumnType.int), (["00004", "5"], .text), (["+1"], .text),
      (["9007199254740992"], .int), (["9007199254740993"], .text), (["1", "2.50"], .float),
      (["1e5", "-0.1"], .float), (["1e999"], .text), ([".5"], .text), (["1", "x"], .text),
      (["true", "False"], .bool), (["true", "1"], .text), (["NaN"], .text), (["-0"], .text),
      (["2024-01-01", "2024-01-02T10:00:00Z"], .time), (["2024-01", "2024-02"], .text),
      (["20240101"], .int), ([], .text), (["1.5", "12345678901234567890"], .text),
    ])
  func types(texts: [String], expected: ColumnType) {
    var values = TextDictionary()
    for text in texts { _ = values.code(of: text) }
    let typing = ColumnTyping(clock: LocalClock(calendar: .utc))
    #expect(typing.type(of: values) == expected)
  }

  @Test("a local time that stood twice takes the first, one that never stood moves forward")
  func clockChanges() throws {
    let calendar = try #require(LocalCalendar(zone: "America/New_York"))
    let clock = LocalClock(calendar: calendar)
    func read(_ text: String) throws -> (instant: Int64, oddity: LocalClock.Oddity?) {
      clock.instant(of: try #require(Self.bytes(text) { TimeText($0) }))
    }
    let repeated = try read("2024-11-03 01:30")
    #expect(repeated.instant == 1_730_611_800_000)  // 01:30 EDT, 05:30 UTC
    #expect(repeated.oddity == .repeated)
    let skipped = try read("2024-03-10 02:30")
    #expect(skipped.instant == 1_710_055_800_000)  // 03:30 EDT, 07:30 UTC
    #expect(skipped.oddity == .skipped)
    #expect(try read("2024-03-10 03:30").oddity == nil)
    #expect(try read("2024-11-03T01:30:00Z").oddity == nil)
  }

  @Test("a dictionary gives the same text the same code, through growth")
  func dictionary() {
    var values = TextDictionary()
    for number in 0..<5_000 { #expect(values.code(of: "v\(number)") == Int32(number)) }
    for number in 0..<5_000 { #expect(values.find("v\(number)") == Int32(number)) }
    #expect(values.find("v5000") == -1)
    #expect(values.text(4_999) == "v4999")
    #expect(values.code(of: "") == 5_000)
  }

  /// vectors_sip128 of the reference implementation, https://github.com/veorq/SipHash.
  @Test("the hash is SipHash-2-4-128")
  func sipHash() {
    func hex(_ count: UInt8) -> String {
      let hash = Array(0..<count).withUnsafeBytes { SipHash.hash($0) }
      let digits = String(hash.byteSwapped, radix: 16)
      return String(repeating: "0", count: 32 - digits.count) + digits
    }
    #expect(hex(0) == "a3817f04ba25a8e66df67214c7550293")
    #expect(hex(15) == "5493e99933b0a8117e08ec0f97cfc3d9")
    #expect(hex(1) == "da87c1d86b99af44347659119b22fc45")
  }
}

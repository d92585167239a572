import Engine
import Reporting
import Statistics
import Testing

@testable import Store

@Suite("JSON lines")
struct JSONLinesTests {
  @Test("each line is an event; members of inner objects are columns of their own")
  func members() throws {
    let text = """
      {"event":"visit","properties":{"distinct_id":"u1","time":1710059161,"page":"首页"}}
      {"event":"pay","properties":{"distinct_id":"u1","time":1710059162,"amount":9.5,\
      "tags":[1,{"a":"]"}]}}

      {"event":"visit","properties":{"distinct_id":"u2","time":1710059163,"page":null}}
      """
    let (dataset, report) = try Scratch().open(text, as: "events.jsonl")
    #expect(
      report.tables[0].mappingText == "user=distinct_id event=event time=time amount=amount")
    #expect(dataset.events.names == ["pay", "visit"])
    #expect(dataset.property("page")?.cells == [.text("首页"), .missing, .missing])
    #expect(dataset.property("tags")?.cells == [.missing, .text("[1,{\"a\":\"]\"}]"), .missing])
  }

  @Test("names that are taken are written with their path")
  func paths() throws {
    let (dataset, _) = try Scratch().open(
      #"{"uid":"u","ts":"2024-01-01","id":1,"page":{"id":2},"x":{"page":{"id":3}}}"#,
      as: "e.ndjson")
    #expect(dataset.property("id")?.cells == [.int(1)])
    #expect(dataset.property("page_id")?.cells == [.int(2)])
    #expect(dataset.property("x_page_id")?.cells == [.int(3)])
  }

  @Test("escapes are undone; half a surrogate pair becomes U+FFFD")
  func escapes() throws {
    let (dataset, _) = try Scratch().open(
      #"{"uid":"\u5f20\ud83d\ude00\n\"\\\/","ts":"2024-01-01","bad":"\ud83dx","zero":"a\u0000b"}"#,
      as: "e.jsonl")
    #expect(dataset.users.ids == ["张😀\n\"\\/"])
    #expect(dataset.property("bad")?.cells == [.text("\u{FFFD}x")])
    #expect(dataset.property("zero")?.cells == [.text("a\u{FFFD}b")])
  }

  @Test(
    "a line that is no object is rejected with its number",
    arguments: [
      "[1,2]", "{", "{\"a\":}", "{\"a\":1,}", "{\"a\":01}", "{'a':1}", "{\"a\":1} x", "nonsense",
      "{\"a\":\"\\q\"}", "{\"a\":\"\\u12\"}", "{\"a\":tru}", "{\"a\":\"", "{\"a\" 1}",
      String(repeating: "{\"a\":", count: 100_000),
      "{\"a\":" + String(repeating: "[", count: 100_000),
    ])
  func malformed(line: String) throws {
    let good = #"{"uid":"u1","ts":"2024-01-01"}"#
    let (dataset, report) = try Scratch().open("\(good)\n\(line)\n\(good)", as: "e.jsonl")
    #expect(dataset.events.count == 2)
    #expect(report.rejected.map(\.line) == [2])
    #expect(report.rejected.first?.reason.english == "not a JSON object")
    #expect(report.rowsRead == 3)
  }

  @Test("numbers of any size are kept: as text where they are no exact numbers")
  func numbers() throws {
    let (dataset, _) = try Scratch().open(
      #"{"uid":9007199254740993,"ts":1710059161000,"big":1e999,"#
        + #""long":123456789012345678901,"flag":true}"#,
      as: "e.jsonl")
    #expect(dataset.users.ids == ["9007199254740993"])
    #expect(dataset.property("big")?.cells == [.text("1e999")])
    #expect(dataset.property("long")?.cells == [.text("123456789012345678901")])
    #expect(dataset.property("flag")?.cells == [.bool(true)])
  }

  @Test("the form is known by the content where the name does not tell")
  func sniffing() throws {
    let (dataset, _) = try Scratch().open(#"  {"uid":"u1","ts":"2024-01-01"}"#, as: "export.txt")
    #expect(dataset.events.count == 1)
  }

  @Test("any damage to a line is rejected or read, never a trap", arguments: 0..<4)
  func fuzz(round: UInt64) throws {
    var random = SplitMix64(seed: 0x150F + round)
    let line = Array(
      #"{"uid":"u\u00e9","ts":"2024-01-01","n":-1.5e3,"o":{"a":[1,"x",null]},"b":false}"#.utf8)
    for _ in 0..<2_000 {
      var bytes = line
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default: bytes.insert(line.randomElement(using: &random) ?? 0, at: place)
        }
      }
      let members = bytes.withUnsafeBufferPointer { buffer in
        var scan = JSONScan(bytes: buffer)
        return scan.object()
      }
      #expect(members.map { $0.count <= line.count } ?? true)
    }
  }
}

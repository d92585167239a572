import Engine
import Foundation
import Reporting
import Statistics
import Testing

@testable import Store

@Suite("hostile data")
struct HostileDataTests {
  @Test("NUL bytes and bytes that are no UTF-8 are replaced and counted")
  func bytes() throws {
    let scratch = try Scratch()
    let text: [UInt8] =
      Array("uid,ts,note\nu1,2024-01-01,a".utf8) + [0] + Array("b\nu1,2024-01-02,".utf8)
      + [0xff, 0xfe] + Array("\nu1,2024-01-03,".utf8) + [0xff, 0xfe] + Array("\n".utf8)
    let path = try scratch.write("e.csv", text)
    let (dataset, report) = try scratch.store.open(DatasetSource(path: path))
    #expect(
      dataset.property("note")?.cells == [
        .text("a\u{FFFD}b"), .text("\u{FFFD}\u{FFFD}"), .text("\u{FFFD}\u{FFFD}"),
      ])
    #expect(report?.notices.contains { $0.english.contains("3 values held bytes") } == true)
  }

  @Test("one word is one value, however its accents are spelt")
  func accents() throws {
    let (dataset, _) = try Scratch().open(
      "uid,ts,event\nRene\u{301},2024-01-01,a\nRen\u{e9},2024-01-02,b\n")
    #expect(dataset.users.ids == ["Ren\u{e9}"])
  }

  @Test("a field of many megabytes is a value like any other")
  func enormous() throws {
    let long = String(repeating: "x", count: 5 << 20)
    let (dataset, _) = try Scratch().open(
      "uid,ts,note\nu1,2024-01-01,\(long)\n\(long),2024-01-02,\n")
    #expect(dataset.users.ids.map(\.utf8.count) == [2, 5 << 20])
    #expect(dataset.property("note")?.cell(0) == .text(long))
  }

  @Test("ten thousand columns are refused with the number that is allowed")
  func columns() throws {
    let header = (["uid", "ts"] + (0..<10_000).map { "c\($0)" }).joined(separator: ",")
    let error = try #require(throws: Diagnostic.self) { _ = try Scratch().open(header + "\n") }
    #expect(error.code == "E414")
    #expect(error.message.english.contains("expected at most 1000 columns, found 10002"))
    let json = "{" + (0..<10_000).map { "\"c\($0)\":1" }.joined(separator: ",") + "}"
    let other = #expect(throws: Diagnostic.self) { _ = try Scratch().open(json, as: "e.jsonl") }
    #expect(other?.code == "E414")
  }

  @Test("nearly a thousand columns are written and read back")
  func manyColumns() throws {
    let scratch = try Scratch()
    let names = (0..<990).map { "c\($0)" }
    let header = (["uid", "ts"] + names).joined(separator: ",")
    let row = (["u1", "2024-01-01"] + names.map { "v\($0)" }).joined(separator: ",")
    let first = try scratch.open("\(header)\n\(row)\n").dataset
    let path = scratch.file("events.csv")
    let second = try scratch.store.open(DatasetSource(path: path))
    #expect(second.report == nil)
    #expect(description(second.dataset) == description(first))
  }

  @Test("empty and repeated names of columns are made unique, and that is said")
  func names() throws {
    let (dataset, report) = try Scratch().open("uid,ts,,a,a, ,a_2\nu1,2024-01-01,1,2,3,4,5\n")
    #expect(
      dataset.events.properties.map(\.name) == ["column_3", "a", "a_2", "column_6", "a_2_2"])
    #expect(report.notices.count == 4)
    #expect(
      report.notices.first?.english
        == "events: the name '' of column 3 is empty; the column is called column_3")
  }

  @Test("more event names than codes is an error that suggests another column")
  func eventNames() throws {
    let rows = (0...65_535).map { "u1,2024-01-01,e\($0)\n" }.joined()
    let error = try #require(throws: Diagnostic.self) {
      _ = try Scratch().open("uid,ts,event\n" + rows)
    }
    #expect(error.code == "E415")
    #expect(error.notes.last?.english == "type: map event=COLUMN, or event:=NAME")
    let allowed = (0..<65_535).map { "u1,2024-01-01,e\($0)\n" }.joined()
    #expect(try Scratch().open("uid,ts,event\n" + allowed).dataset.events.names.count == 65_535)
  }

  @Test("names that are SQL are only names")
  func injection() throws {
    let scratch = try Scratch()
    let nasty = "x\"); DROP TABLE event_rows; --"
    let text =
      "uid,ts,\"\(nasty.replacing("\"", with: "\"\""))\",events,rowid\nu1,2024-01-01,a,b,c\n"
    let first = try scratch.open(text, as: "it's \"a\" [table];.csv").dataset
    #expect(first.property(nasty)?.cells == [.text("a")])
    let path = scratch.file("it's \"a\" [table];.csv")
    let second = try scratch.store.open(DatasetSource(path: path))
    #expect(second.report == nil)
    #expect(description(second.dataset) == description(first))
  }

  @Test("a table may bear any name, also one of ours")
  func tableNames() throws {
    let scratch = try Scratch()
    try scratch.write("d/log.csv", "uid,ts,event\nu1,2024-01-01,a\n")
    for name in ["events", "texts", "EVENT_ROWS", "sqlite_master", "users", "a\"b"] {
      try scratch.write("d/\(name).csv", "x,y\n1,2\n")
    }
    try scratch.write(
      "d/dataset.json",
      "{\"tables\":{\"log\":{\"file\":\"log.csv\"},"
        + ["events", "texts", "EVENT_ROWS", "sqlite_master", "users", "a\\\"b"].map {
          "\"\($0)\":{\"file\":\"\($0).csv\",\"role\":\"other\"}"
        }.joined(separator: ",") + "}}")
    let first = try scratch.store.open(DatasetSource(path: scratch.file("d")))
    let second = try scratch.store.open(DatasetSource(path: scratch.file("d")))
    #expect(first.dataset.tables.count == 7)
    #expect(first.report?.notices == [])
    #expect(second.report == nil)
  }

  @Test("text in number columns, huge numbers and dates out of range make a column text")
  func mixed() throws {
    let (dataset, _) = try Scratch().open(
      "uid,ts,n,big,day\nu1,2024-01-01,5,1e999,2024-01-01\nu1,2024-01-02,five,2,99999-01-01\n")
    #expect(dataset.events.properties.map(\.type) == [.text, .text, .text])
    #expect(dataset.property("n")?.cells == [.text("5"), .text("five")])
  }

  @Test("an amount too large for its type rejects the row")
  func hugeAmount() throws {
    let (dataset, report) = try Scratch().open(
      "uid,ts,amount\nu1,2024-01-01,1e300\nu1,2024-01-02,922337203685477\n")
    #expect(dataset.events.count == 1)
    #expect(report.rejected.map(\.reason.english) == ["unreadable amount '1e300'"])
  }

  @Test("control characters in a reason are spelt out")
  func controls() throws {
    let (_, report) = try Scratch().open("uid,ts\nu1,2024-01-01\nu1,2024-01-02\nu2,\u{1B}[31m\n")
    #expect(report.rejected.map(\.reason.english) == ["unreadable time '\\x1B[31m'"])
  }

  @Test(
    "files that are no tables are refused with what to do",
    arguments: [
      ([], "E413"), ([0xff, 0xfe, 97, 0], "E412"), ([0x50, 0x4b, 3, 4, 0, 0], "E412"),
      ([0x1f, 0x8b, 8, 0], "E504"), ([0x1f, 0x8b], "E504"), ([0x1f, 0x8b, 9, 9, 9, 9, 9], "E504"),
      (Array("\"".utf8), "E410"), (Array("\n\n".utf8), "E413"),
    ] as [([UInt8], String)])
  func noTables(bytes: [UInt8], code: String) throws {
    let scratch = try Scratch()
    let path = try scratch.write("e.csv", bytes)
    let error = #expect(throws: Diagnostic.self) {
      _ = try scratch.store.open(DatasetSource(path: path))
    }
    #expect(error?.code == code)
    #expect(error?.notes.isEmpty == false)
  }

  @Test("a header in GB18030 is told from one without a user, with the command that converts it")
  func otherEncoding() throws {
    let scratch = try Scratch()
    // 用户,时间
    let header: [UInt8] = [0xd3, 0xc3, 0xbb, 0xa7, 0x2c, 0xca, 0xb1, 0xbc, 0xe4]
    let path = try scratch.write("e.csv", header + Array("\nu1,2024-01-01\n".utf8))
    let error = #expect(throws: Diagnostic.self) {
      _ = try scratch.store.open(DatasetSource(path: path))
    }
    #expect(error?.code == "E416")
    #expect(error?.notes.first?.english.contains("iconv -f GB18030") == true)
  }

  @Test("a JSON array is refused with the command that makes lines of it")
  func array() throws {
    let error = #expect(throws: Diagnostic.self) {
      _ = try Scratch().open("[{\"uid\":\"u1\"}]", as: "e.json")
    }
    #expect(error?.code == "E412")
    #expect(error?.notes.last?.english.contains("jq -c") == true)
  }

  @Test("a file with a header alone is a dataset without events")
  func headerOnly() throws {
    let (dataset, report) = try Scratch().open("uid,ts,event\n")
    #expect(dataset.events.count == 0)
    #expect(dataset.users.count == 0)
    #expect(report.rowsRead == 0)
  }

  @Test("random bytes are a dataset or an error, never a trap", arguments: 0..<4)
  func fuzz(round: UInt64) throws {
    var random = SplitMix64(seed: 0xB17E + round)
    let words =
      [
        "uid", "ts", "event", ",", ",", "\n", "\n", "\"", "u1", "2024-01-01", "1e9", "\r\n", "\0",
        "\u{FEFF}", "{", "}", ":", "[", "-", "99999999999999999999", "用户", "\t",
      ].map { Array($0.utf8) } + [[0xff], [0xc3], [0xed, 0xa0, 0x80]]
    let scratch = try Scratch()
    for _ in 0..<60 {
      var bytes: [UInt8] = Bool.random(using: &random) ? Array("uid,ts,event\n".utf8) : []
      for _ in 0..<Int.random(in: 0...60, using: &random) {
        bytes += words.randomElement(using: &random) ?? []
      }
      let path = try scratch.write("e.csv", bytes)
      do throws(Diagnostic) {
        let (dataset, report) = try scratch.store.open(DatasetSource(path: path))
        #expect(dataset.events.offsets.count == dataset.users.count + 1)
        if let report { #expect(report.rowsRead == report.rowsKept + report.rowsRejected) }
      } catch {
        #expect(error.code.hasPrefix("E4") || error.code.hasPrefix("E5"))
      }
    }
  }
}

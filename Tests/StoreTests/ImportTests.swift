import CZlib
import Engine
import Foundation
import Reporting
import Testing

@testable import Store

@Suite("import")
struct ImportTests {
  @Test("rows read are rows kept plus rows rejected, each with file, line and reason")
  func rejects() throws {
    let scratch = try Scratch()
    let text = """
      uid,ts,event,amount
      u1,2024-01-01,pay,5
      ,2024-01-01,pay,5
      "u
      2",2024-01-02,pay,1e2
      u3,soon,pay,5
      u4,2024-01-01,pay
      u5,2024-01-01,pay,five
      u6,,pay,5
      u7,2024-01-01,"pay"x,5
        ,2024-01-01,pay,5
      """
    let (dataset, report) = try scratch.open(text, as: "orders.csv")
    #expect(report.rowsRead == 9)
    #expect(report.rowsKept == 2)
    #expect(report.rowsRejected == 7)
    #expect(dataset.users.ids == ["u\n2", "u1"])
    let lines = Set(report.rejected.map { "\($0.file):\($0.line) \($0.reason.english)" })
    #expect(
      lines == [
        "orders.csv:3 no user", "orders.csv:6 unreadable time 'soon'",
        "orders.csv:7 expected 4 fields, found 3", "orders.csv:8 unreadable amount 'five'",
        "orders.csv:9 no time", "orders.csv:10 text after a closing quote", "orders.csv:11 no user",
      ])
    #expect(report.rejected.contains { $0.content == "u3,soon,pay,5" })
    let source = try #require(dataset.tables.first?.sources.first)
    #expect(source.rowsRead == 9 && source.rowsKept == 2 && source.rowsRejected == 7)
  }

  @Test("rejected rows lie in the database")
  func rejectsKept() throws {
    let scratch = try Scratch()
    let file = try scratch.write("a.csv", "uid,ts\nu1,2024-01-01\n,2024-01-01\nu2,x\n")
    _ = try scratch.store.import(ImportRequest(files: [file]), into: scratch.file("out"))
    let rows = try scratch.store.rejectedRows(in: scratch.file("out"))
    #expect(rows.map(\.line).sorted() == [3, 4])
    #expect(rows.contains { $0.reason == Phrase("unreadable time 'x'", "无法识别的时间 'x'") })
  }

  @Test("duplicates, negatives, zeros and times to come are kept")
  func oddities() throws {
    let text = """
      uid,ts,amount
      u1,2024-01-01,5
      u1,2024-01-01,5
      u1,2024-01-02,-5
      u1,2024-01-03,0
      u1,2999-01-01,5
      """
    let (dataset, report) = try Scratch().open(text)
    #expect(report.rowsKept == 5)
    #expect(dataset.asof.day.label == "2999-01-01")
    #expect(!dataset.asof.isDeclared)
  }

  @Test("events lie sorted by user and time; ids that are all numbers are sorted as numbers")
  func order() throws {
    let (numbers, _) = try Scratch().open(
      "uid,ts,event\n10,2024-01-02,b\n9,2024-01-01,c\n10,2024-01-01,a\n"
        + "123456789012345678901,2024-01-01,d\n"
    )
    #expect(numbers.users.ids == ["9", "10", "123456789012345678901"])
    #expect(
      numbers.eventTexts == [
        "9 c 1704067200000", "10 a 1704067200000", "10 b 1704153600000",
        "123456789012345678901 d 1704067200000",
      ])
    let (texts, _) = try Scratch().open("uid,ts\n10,2024-01-02\n9,2024-01-01\n09,2024-01-01\n")
    #expect(texts.users.ids == ["09", "10", "9"])
  }

  @Test("a property with one value for each user is an attribute as well, and listed so")
  func derived() throws {
    let text = """
      uid,ts,channel,page,note
      u1,2024-01-01,seo,a,
      u1,2024-01-02,,b,
      u2,2024-01-01,ads,a,
      """
    let (dataset, report) = try Scratch().open(text)
    #expect(dataset.users.derivedAttributes == ["channel"])
    #expect(report.derivedAttributes == ["channel"])
    #expect(dataset.attribute("channel")?.cells == [.text("seo"), .text("ads")])
    #expect(dataset.property("channel")?.cells == [.text("seo"), .missing, .text("ads")])
  }

  @Test("dates stand at local midnight; clock changes are counted")
  func zone() throws {
    let text =
      "uid,ts\nu1,2024-03-10\nu1,2024-03-10 02:30\nu1,2024-11-03 01:30\nu1,2024-11-03T06:30Z\n"
    let (dataset, report) = try Scratch().open(text, zone: "America/New_York")
    #expect(
      dataset.events.times == [
        1_710_046_800_000, 1_710_055_800_000, 1_730_611_800_000, 1_730_615_400_000,
      ])
    #expect(report.notices.contains { $0.english.hasPrefix("1 local times stood twice") })
    #expect(report.notices.contains { $0.english.hasPrefix("1 local times never stood") })
    #expect(report.notices.contains { $0.chinese.contains("夏令时结束") })
  }

  @Test("an unknown zone is an error with names to type")
  func unknownZone() throws {
    let error = try #require(throws: Diagnostic.self) {
      _ = try Scratch().open("uid,ts\nu1,2024-01-01\n", zone: "Mars/Base")
    }
    #expect(error.code == "E421")
  }

  @Test("a byte order mark, CRLF and quoted line breaks are no part of the data")
  func forms() throws {
    let (dataset, _) = try Scratch().open(
      "\u{FEFF}uid,ts,note\r\nu1,2024-01-01,\"a\r\nb\"\r\nu2,2024-01-02,c\r\n")
    #expect(dataset.users.ids == ["u1", "u2"])
    #expect(dataset.property("note")?.cells == [.text("a\r\nb"), .text("c")])
  }

  @Test("tabs and semicolons separate where the header has no comma")
  func delimiters() throws {
    #expect(try Scratch().open("uid\tts\nu1\t2024-01-01\n").dataset.users.ids == ["u1"])
    #expect(try Scratch().open("uid;ts\nu1;2024-01-01\n").dataset.users.ids == ["u1"])
  }

  @Test("gzip is undone, in one member or several")
  func gzip() throws {
    let scratch = try Scratch()
    let first = try Self.gzipped(Array("uid,ts\nu1,2024-".utf8))
    let second = try Self.gzipped(Array("01-01\nu2,2024-01-02\n".utf8))
    let path = try scratch.write("events.csv.gz", first + second)
    #expect(try scratch.store.open(DatasetSource(path: path)).dataset.users.ids == ["u1", "u2"])
    let cut = try scratch.write("cut.csv.gz", Array(first.dropLast(9)))
    let error = try #require(throws: Diagnostic.self) {
      _ = try scratch.store.open(DatasetSource(path: cut))
    }
    #expect(error.code == "E504")
  }

  static func gzipped(_ bytes: [UInt8]) throws -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count + 1024)
    let status = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        return deflate(&stream, Z_FINISH)
      }
    }
    try #require(status == Z_STREAM_END)
    return Array(output.prefix(Int(stream.total_out)))
  }

  @Test("where every row is rejected the error shows the first reason and the mapping")
  func allRejected() throws {
    let error = try #require(throws: Diagnostic.self) {
      _ = try Scratch().open("uid,ts\nu1,31.12.2024\nu2,30.12.2024\n", as: "data.csv")
    }
    #expect(error.code == "E419")
    #expect(error.message.english == "expected rows to keep, found all 2 rejected")
    #expect(error.notes.first?.english == "data.csv:2: unreadable time '31.12.2024'")
  }

  @Test("an interrupted import leaves nothing behind")
  func interrupt() throws {
    let scratch = try Scratch()
    let file = try scratch.write("a.csv", "uid,ts\nu1,2024-01-01\n")
    let interrupt = Interrupt()
    let error = #expect(throws: Diagnostic.self) {
      _ = try scratch.store.import(
        ImportRequest(files: [file]), into: scratch.file("out"), interrupt: interrupt
      ) { if $0 == .assembling { interrupt.raise() } }
    }
    #expect(error?.code == "E590")
    let left = (try? FileManager.default.contentsOfDirectory(atPath: scratch.file("out"))) ?? []
    #expect(left.isEmpty)
  }
}

import Engine
import Foundation
import GRDB
import Reporting
import Statistics
import Testing

@testable import Store

@Suite("databases")
struct DatabaseTests {
  private static let events = """
    uid,ts,event,sid,amount,page,flag,rate,when
    u1,2024-01-01 08:00,visit,s1,,home,true,0.5,2024-01-05
    u1,2024-01-01 09:00,pay,s1,12.34,,false,1.5,2024-01-06
    u2,2024-01-02 08:00,visit,,,首页,,,
    ,2024-01-02,visit,,,,,,
    """

  private func imported() throws -> (scratch: Scratch, folder: String) {
    let scratch = try Scratch()
    let file = try scratch.write("events.csv", Self.events)
    _ = try scratch.store.import(ImportRequest(files: [file]), into: scratch.file("shop"))
    return (scratch, scratch.file("shop"))
  }

  private func query(_ path: String, _ sql: String) throws -> [String] {
    try DatabaseQueue(path: path).read { db in
      try Row.fetchAll(db, sql: sql).map { row in
        row.databaseValues.map { $0.isNull ? "-" : "\($0.storage.value ?? "-")" }
          .joined(separator: "|")
      }
    }
  }

  @Test("import writes a folder with one database that opens as the dataset")
  func importFolder() throws {
    let (scratch, folder) = try imported()
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        == ["dataset.columns", "dataset.sqlite"])
    let opened = try scratch.store.open(DatasetSource(path: folder))
    #expect(opened.report == nil)
    #expect(opened.dataset.name == "shop")
    let file = try scratch.store.open(DatasetSource(path: folder + "/dataset.sqlite"))
    #expect(description(file.dataset) == description(opened.dataset))
    var direct = try scratch.store.open(DatasetSource(path: scratch.file("events.csv"))).dataset
    direct.name = "shop"
    #expect(description(direct) == description(opened.dataset))
  }

  @Test("any tool reads the events by their names")
  func readable() throws {
    let (scratch, folder) = try imported()
    let path = scratch.file("shop/dataset.sqlite")
    #expect(folder + "/dataset.sqlite" == path)
    #expect(
      try query(path, "SELECT * FROM events") == [
        "1|u1|visit|1704096000000|s1|-|home|1|0.5|1704412800000|2024-01-01T08:00:00.000Z",
        "2|u1|pay|1704099600000|s1|12.34|-|0|1.5|1704499200000|2024-01-01T09:00:00.000Z",
        "3|u2|visit|1704182400000|-|-|首页|-|-|-|2024-01-02T08:00:00.000Z",
      ])
    #expect(try query(path, "SELECT user FROM users") == ["u1", "u2"])
    #expect(
      try query(path, "SELECT file, line, reason_en FROM rejected_rows") == [
        "events.csv|5|no user"
      ])
    #expect(
      try query(path, "SELECT file, rows_read, rows_kept, rows_rejected FROM sources") == [
        "events.csv|4|3|1"
      ])
    #expect(try query(path, "PRAGMA integrity_check") == ["ok"])
  }

  @Test(
    "a second import adds to the tables; a replacing one takes the place of the file of its name")
  func importAgain() throws {
    let (scratch, folder) = try imported()
    let before = try scratch.store.open(DatasetSource(path: folder)).dataset
    let users = try scratch.write("users.csv", "uid,city\nu1,x\nu3,y\n")
    _ = try scratch.store.import(ImportRequest(files: [users], table: "users"), into: folder)
    let withUsers = try scratch.store.open(DatasetSource(path: folder)).dataset
    #expect(withUsers.users.ids == ["u1", "u2", "u3"])
    #expect(withUsers.attribute("city")?.cells == [.text("x"), .missing, .text("y")])
    #expect(withUsers.eventTexts == before.eventTexts)
    #expect(withUsers.tables.map(\.name) == ["events", "users"])
    #expect(withUsers.tables.first == before.tables.first)

    let more = try scratch.write("february.csv", "uid,ts,event,extra\nu9,2024-02-01,visit,1\n")
    _ = try scratch.store.import(ImportRequest(files: [more], table: "events"), into: folder)
    let appended = try scratch.store.open(DatasetSource(path: folder)).dataset
    #expect(appended.events.count == 4)
    #expect(appended.tables[0].sources.map(\.file) == ["events.csv", "february.csv"])
    #expect(
      appended.property("amount")?.cells == [
        .missing, .money(Money(tenThousandths: 123_400)), .missing, .missing,
      ])

    try scratch.write("events.csv", "uid,ts,event\nu5,2024-03-01,visit\n")
    let again = ImportRequest(files: [scratch.file("events.csv")], repetition: .replacing)
    let report = try scratch.store.import(again, into: folder)
    #expect(report.rowsRejected == 0)
    let replaced = try scratch.store.open(DatasetSource(path: folder)).dataset
    #expect(replaced.users.ids == ["u1", "u3", "u5", "u9"])
    #expect(replaced.events.count == 2)
  }

  @Test("a dataset of ours is mapped anew without its files, and keeps the lines of its rows")
  func remap() throws {
    let scratch = try Scratch()
    let file = try scratch.write(
      "a.csv", "uid,host,ts\nu1,h1,2024-01-01\nu2,,2024-01-02\nu3,h1,2024-01-03\n")
    _ = try scratch.store.import(
      ImportRequest(files: [file], zone: "Asia/Shanghai"), into: scratch.file("d"))
    let source = DatasetSource(
      path: scratch.file("d"), mapping: try ColumnMapping(parsing: "user=host"))
    let (dataset, report) = try scratch.store.open(source)
    #expect(dataset.users.ids == ["h1"])
    #expect(dataset.calendar.zone == "Asia/Shanghai")
    #expect(dataset.events.times == [1_704_038_400_000, 1_704_211_200_000])
    #expect(dataset.property("uid")?.cells == [.text("u1"), .text("u3")])
    #expect(report?.rejected.map(\.line) == [3])
    #expect(report?.rejected.map(\.file) == ["a.csv"])
  }

  @Test("a SQLite file of others is mapped as it is, and not a byte of it or beside it changes")
  func foreign() throws {
    let scratch = try Scratch()
    let path = scratch.file("app.db")
    try DatabaseQueue(path: path).write { db in
      try db.execute(
        sql: """
          PRAGMA user_version = 7;
          CREATE TABLE "user table"(uid INTEGER PRIMARY KEY, city TEXT, signup_at TEXT);
          INSERT INTO "user table" VALUES (7, 'x', '2024-01-01'), (8, NULL, '2024-01-02');
          CREATE TABLE log(id INTEGER, uid INTEGER, event TEXT, at INTEGER, amount REAL, raw BLOB);
          INSERT INTO log VALUES (1, 7, 'visit', 1704067200, NULL, x'00ff'),
            (2, 7, 'pay', 1704070800, 12.5, NULL), (3, NULL, 'visit', 1704070800, NULL, NULL);
          CREATE TABLE "odd ""name"(x); INSERT INTO "odd ""name" VALUES (1);
          CREATE TABLE empty(uid, ts);
          """)
    }
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted()
    let (dataset, report) = try scratch.store.open(DatasetSource(path: path))
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted() == names)
    #expect(dataset.users.ids == ["7", "8"])
    #expect(dataset.events.names == ["pay", "signup", "visit"])
    #expect(
      dataset.property("amount")?.cells.contains(.money(Money(tenThousandths: 125_000))) == true)
    #expect(dataset.attribute("city")?.cells == [.text("x"), .missing])
    #expect(report?.rejected.map(\.line) == [3])
    #expect(report?.tables.map(\.name) == ["empty", "log", "odd \"name", "user table"])
    #expect(dataset.contentHash.count == 32)
    #expect(
      try scratch.store.open(DatasetSource(path: path)).dataset.contentHash
        == dataset.contentHash)
  }

  @Test("a database in WAL mode is read without a file beside it")
  func foreignWAL() throws {
    let scratch = try Scratch()
    let path = scratch.file("wal.db")
    let pool = try DatabasePool(path: path)
    try pool.write { db in
      try db.execute(
        sql: "CREATE TABLE log(uid, ts); INSERT INTO log VALUES ('u1', '2024-01-01')")
    }
    try pool.close()
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted()
    let (dataset, _) = try scratch.store.open(DatasetSource(path: path))
    #expect(dataset.users.ids == ["u1"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted() == names)
  }

  @Test("a file that only begins like a database, and one without tables, are errors")
  func damaged() throws {
    let scratch = try Scratch()
    let broken = try scratch.write(
      "broken.db", SQLiteFile.magic + [UInt8](repeating: 7, count: 5000))
    let error = #expect(throws: Diagnostic.self) {
      _ = try scratch.store.open(DatasetSource(path: broken))
    }
    #expect(error?.code == "E503")
    let empty = scratch.file("empty.db")
    try DatabaseQueue(path: empty).write { try $0.execute(sql: "CREATE VIEW v AS SELECT 1") }
    let none = #expect(throws: Diagnostic.self) {
      _ = try scratch.store.open(DatasetSource(path: empty))
    }
    #expect(none?.code == "E422")
  }

  @Test("a damaged dataset of ours is an error, whatever byte is hit, never a trap")
  func damagedOurs() throws {
    let (scratch, folder) = try imported()
    let path = folder + "/dataset.sqlite"
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    var random = SplitMix64(seed: 0xDA3A)
    for _ in 0..<100 {
      var bytes = [UInt8](whole)
      for _ in 0..<Int.random(in: 1...30, using: &random) {
        bytes[Int.random(in: 100..<bytes.count, using: &random)] = .random(
          in: 0...255, using: &random)
      }
      if Bool.random(using: &random) {
        bytes.removeLast(Int.random(in: 0..<bytes.count / 2, using: &random))
      }
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      // As it is, and taken apart into its tables to be mapped anew.
      for mapping in [ColumnMapping(), ColumnMapping([.event: .constant("x")])] {
        do throws(Diagnostic) {
          let source = DatasetSource(path: path, mapping: mapping)
          let (dataset, _) = try scratch.store.open(source)
          #expect(dataset.events.offsets.count == dataset.users.count + 1)
        } catch {
          #expect(error.code.hasPrefix("E4") || error.code == "E503")
        }
      }
    }
  }

  @Test("a code without a text, or a user out of order, is damage")
  func wrongCodes() throws {
    let (scratch, folder) = try imported()
    let path = folder + "/dataset.sqlite"
    for change in [
      "UPDATE event_rows SET event = 99", "UPDATE event_rows SET user = 5",
      "UPDATE event_rows SET user = 2 - rowid", "UPDATE event_rows SET session = 9",
      "UPDATE event_rows SET p1 = 77", "DELETE FROM user_ids", "DELETE FROM metadata",
      "UPDATE properties SET type = 'thing'", "DROP TABLE texts",
      "UPDATE event_rows SET event = NULL",
      "UPDATE event_rows SET time = NULL", "UPDATE event_rows SET time = -time",
      "UPDATE event_rows SET user = -3",
    ] {
      try? FileManager.default.removeItem(atPath: scratch.file("copy.sqlite"))
      try FileManager.default.copyItem(atPath: path, toPath: scratch.file("copy.sqlite"))
      try DatabaseQueue(path: scratch.file("copy.sqlite")).write { try $0.execute(sql: change) }
      let error = #expect(throws: Diagnostic.self, "\(change)") {
        _ = try scratch.store.open(DatasetSource(path: scratch.file("copy.sqlite")))
      }
      #expect(error?.code == "E503", "\(change)")
    }
  }
}

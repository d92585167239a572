import Engine
import Foundation
import GRDB
import Reporting
import Testing

@testable import Store

/// The rows of tables as their files had them.
@Suite("tables of a dataset")
struct TableTests {
  private static let files = [
    "events.csv":
      "uid,ts,event,n\nu2,2024-01-02 08:00,visit,1\nu1,2024-01-01,pay,02\n,2024-01-01,x,3\n",
    "users.csv": "uid,city\nu1,x\nu3,\nu1,y\n",
    "feedback.csv": "uid,ts,kind,score,text\nu1,2024-01-03,nps,9,ok\n",
    "orders.csv": "uid,paid_at,amount\nu1,2024-01-03,5\nu1,2024-01-04,many\n",
    "costs.csv": "date,channel,spend\n2024-01-01,seo,7\n2024-01-02,seo,8.5\n",
    "other.csv": "a,b\n1\n2,x\n",
  ]

  private func folder() throws -> Scratch {
    let scratch = try Scratch()
    for (name, text) in Self.files { try scratch.write("d/" + name, text) }
    return scratch
  }

  private func text(_ table: DataTable) -> [String] {
    [table.columns.map { "\($0.name) \($0.type)" }.joined(separator: ", ")]
      + (0..<table.count).map { row in
        "\(table.lines[row]): "
          + table.columns.map { "\($0.cell(row))" }.joined(separator: " ")
      } + table.rejected.map { "\($0.line): \($0.reason.english)" }
  }

  private func all(_ dataset: Dataset) throws -> [String: [String]] {
    var tables: [String: [String]] = [:]
    for summary in dataset.tables {
      tables[summary.name] = text(try #require(try dataset.table(summary.name)))
    }
    return tables
  }

  @Test("every table has all columns of its files, typed, in their order, and its rejected rows")
  func rows() throws {
    let scratch = try folder()
    let opened = try scratch.store.open(DatasetSource(path: scratch.file("d"))).dataset
    let day: Int64 = 1_704_067_200_000
    #expect(
      try all(opened) == [
        "events": [
          "uid text, ts time, event text, n text",
          "2: text(\"u2\") time(\(day + 115_200_000)) text(\"visit\") text(\"1\")",
          "3: text(\"u1\") time(\(day)) text(\"pay\") text(\"02\")", "4: no user",
        ],
        "users": [
          "uid text, city text", "2: text(\"u1\") text(\"x\")", "3: text(\"u3\") missing",
          "4: text(\"u1\") text(\"y\")",
        ],
        "feedback": [
          "uid text, ts time, kind text, score float, text text",
          "2: text(\"u1\") time(\(day + 2 * 86_400_000)) text(\"nps\") real(9.0) text(\"ok\")",
        ],
        "orders": [
          "uid text, paid_at time, amount money",
          "2: text(\"u1\") time(\(day + 2 * 86_400_000)) "
            + "money(Engine.Money(tenThousandths: 50000))",
          "3: unreadable amount 'many'",
        ],
        "costs": [
          "date time, channel text, spend money",
          "2: time(\(day)) text(\"seo\") money(Engine.Money(tenThousandths: 70000))",
          "3: time(\(day + 86_400_000)) text(\"seo\") money(Engine.Money(tenThousandths: 85000))",
        ],
        "other": ["a int, b text", "3: int(2) text(\"x\")", "2: expected 2 fields, found 1"],
      ])
    #expect(try opened.table("nothing") == nil)
  }

  @Test("tables are the same from the cache, from an imported database, and from memory")
  func everywhere() throws {
    let scratch = try folder()
    let source = DatasetSource(path: scratch.file("d"))
    let first = try all(try scratch.store.open(source).dataset)
    #expect(try all(try scratch.store.open(source).dataset) == first)
    let uncached = DatasetStore(cacheFolder: try scratch.write("file", "no folder"))
    #expect(try all(try uncached.open(source).dataset) == first)
    _ = try scratch.store.import(
      ImportRequest(files: [scratch.file("d")]), into: scratch.file("own"))
    #expect(
      try all(try scratch.store.open(DatasetSource(path: scratch.file("own"))).dataset) == first)
  }

  @Test("a database that was written anew since it was opened gives no rows of another dataset")
  func writtenAnew() throws {
    let scratch = try folder()
    let own = scratch.file("own")
    _ = try scratch.store.import(ImportRequest(files: [scratch.file("d/events.csv")]), into: own)
    let dataset = try scratch.store.open(DatasetSource(path: own)).dataset
    _ = try scratch.store.import(ImportRequest(files: [scratch.file("d/users.csv")]), into: own)
    let error = #expect(throws: Diagnostic.self) { _ = try dataset.table("events") }
    #expect(error?.code == "E503")
  }

  @Test("damage to the stored rows is an error, never a trap")
  func damage() throws {
    let scratch = try folder()
    let own = scratch.file("own")
    _ = try scratch.store.import(ImportRequest(files: [scratch.file("d")]), into: own)
    for change in [
      "UPDATE source_parts SET bytes = x'ffffffffff' WHERE kind = 'codes'",
      "UPDATE source_parts SET bytes = x'ffffffff' WHERE kind = 'lengths'",
      "UPDATE source_parts SET bytes = x'ff' WHERE kind = 'texts'",
      "UPDATE source_parts SET bytes = 7", "UPDATE source_columns SET texts = -1",
      "UPDATE source_columns SET texts = 9223372036854775807",
      "UPDATE sources SET first_row = -1", "UPDATE sources SET first_row = 99",
      "DELETE FROM source_parts WHERE kind = 'codes'", "DROP TABLE source_parts",
    ] {
      try? FileManager.default.removeItem(atPath: scratch.file("copy.sqlite"))
      try FileManager.default.copyItem(
        atPath: own + "/dataset.sqlite", toPath: scratch.file("copy.sqlite"))
      try DatabaseQueue(path: scratch.file("copy.sqlite")).write { try $0.execute(sql: change) }
      let dataset = try scratch.store.open(
        DatasetSource(path: scratch.file("copy.sqlite"))
      ).dataset
      let error = #expect(throws: Diagnostic.self, "\(change)") {
        for summary in dataset.tables { _ = try dataset.table(summary.name) }
      }
      #expect(error?.code == "E503", "\(change)")
    }
  }
}

import Foundation
import Testing

@testable import Simulation

/// What must be so in the folder of any simulated dataset, besides its truths.
struct FolderChecks {
  let folder: CSVFolder
  let made: MadeDataset

  func run() throws {
    try rows()
    try texts()
    try declaration()
    if made.scale == 1 { try files() }
    if made.name == "shop" {
      try topics()
      try smoothness()
    }
  }

  /// Rows of tables at scale 1, where the design fixes their number.
  private static let rows = [
    "shop": [
      "users": 5_947, "events": 37_157, "orders": 1_300, "touches": 2_800, "exposures": 500,
      "referrals": 1_500, "feedback": 1_600, "dirty_orders": 1_000,
    ],
    "saas": ["users": 4_000, "events": 13_860, "subscriptions": 1_240],
    "community": [
      "users": 3_000, "posts": 600, "contrib_monthly": 900, "pushes": 1_200, "exposures": 2_000,
      "feedback": 1_220,
    ],
    "live": ["users": 4_000, "rooms": 40, "room_views": 20_000, "exposures": 4_000],
  ]

  private func rows() throws {
    for (table, rows) in Self.rows[made.name] ?? [:] {
      // More views may be of the same rooms.
      guard made.scale == 1 || table != "rooms" else { continue }
      let found = try folder.ints("SELECT count(*) FROM \(table)")
      #expect(found == [[rows * made.scale]], "rows of \(table)")
    }
    let days = ["shop": ("channel_daily", 1_092), "saas": ("traffic_daily", 182)]
    if let (table, rows) = days[made.name] {
      #expect(try folder.ints("SELECT count(*) FROM \(table)") == [[rows]], "rows of \(table)")
    }
  }

  private func texts() throws {
    guard made.scale == 1 else { return }
    for table in try folder.tables() where table.columns.contains("text") {
      let repeated = try folder.texts(
        "SELECT text FROM \(table.name) WHERE text IS NOT NULL GROUP BY text HAVING count(*) > 1")
      #expect(repeated == [], "texts of \(table.name) that come twice")
    }
  }

  private func files() throws {
    var size = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      #expect(!name.lowercased().contains("truth"), "\(name) gives the truths away")
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/" + name)
      size += (attributes[.size] as? Int) ?? 0
    }
    #expect(size < 3_500_000, "all four together stay below 10 MB")
  }

  // MARK: - dataset.json

  private func json() throws -> [String: Any] {
    let content = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/dataset.json"))
    return try #require(JSONSerialization.jsonObject(with: content) as? [String: Any])
  }

  /// Events, columns and values that people group by have a label in both languages.
  private func declaration() throws {
    let labels = try #require(json()["labels"] as? [String: Any])
    func missing(_ words: some Sequence<String>, _ kind: String) -> [String] {
      let known = labels[kind] as? [String: [String: String]] ?? [:]
      return words.filter { word in
        guard let label = known[word] else { return true }
        return (label["zh"] ?? "").isEmpty || (label["en"] ?? "").isEmpty
      }
    }
    for table in try folder.tables() {
      #expect(missing(table.columns, "column") == [], "columns of \(table.name)")
      for column in table.columns {
        let values = try folder.texts(
          "SELECT DISTINCT \"\(column)\" FROM \"\(table.name)\" "
            + "WHERE typeof(\"\(column)\") = 'text' LIMIT 13"
        ).flatMap { $0 }
        guard values.count <= 12 else { continue }
        let words = values.filter { $0.first?.isLetter == true }
        let kind = column == "event" ? "event" : "value"
        #expect(missing(words, kind) == [], "\(column) of \(table.name)")
      }
    }
  }

  // MARK: - the shop

  private func topics() throws {
    let declared = try #require(json()["topics"] as? [String: [String: Any]])
    let words = declared.map { (id: $0.key, words: $0.value["words"] as? [String] ?? []) }
    #expect(words.map(\.id).sorted() == ShopTruths.topics.map(\.id).sorted())
    for (id, topic) in declared {
      #expect(topic["zh"] is String && topic["en"] is String, "topic \(id) without a label")
    }
    let lexicon = PlainLexicon(words)
    var found: [String: [Int]] = [:]
    var unclear: [String] = []
    for row in try folder.texts(
      "SELECT ts >= '2024-04-01', text FROM feedback WHERE kind = 'comment'")
    {
      let topics = lexicon.topics(of: row[1])
      guard topics.count == 1 else {
        unclear.append("\(topics) \(row[1])")
        continue
      }
      found[topics[0], default: [0, 0]][row[0] == "1" ? 1 : 0] += 1
    }
    #expect(unclear == [], "SH18 comments of no topic or of several")
    for (topic, comments) in ShopTruths.topics {
      #expect(found[topic] == comments.map { $0 * made.scale }, "SH18 \(topic)")
    }
  }

  private func smoothness() throws {
    let orders = try folder.ints(
      """
      SELECT count(*) FROM orders WHERE paid_at < '2024-03-31' OR paid_at BETWEEN '2024-04-01'
        AND '2024-06-30'
      GROUP BY paid_at >= '2024-04-01', CAST(julianday(substr(paid_at, 1, 10)) - julianday(
        CASE WHEN paid_at >= '2024-04-01' THEN '2024-04-01' ELSE '2024-01-01' END) AS INTEGER) / 10
      ORDER BY min(paid_at)
      """
    ).map { $0[0] }
    #expect(orders.count == 18, "tens of days with orders: \(orders)")
    // The shop opens on 1 January without a single user: its first ten days stand apart.
    for quarter in [orders.dropFirst().prefix(8), orders.suffix(9)] {
      let low = try #require(quarter.min())
      let high = try #require(quarter.max())
      #expect(high < 2 * low, "orders pile up: \(quarter)")
    }
    let visitors = try folder.ints(
      """
      WITH seen AS (
        SELECT uid, CAST(substr(ts, 6, 2) AS INTEGER) AS month FROM events
        WHERE event = 'visit' GROUP BY uid, month),
      next AS (SELECT month, lead(month) OVER (PARTITION BY uid ORDER BY month) AS later FROM seen)
      SELECT count(*), sum(later IS NOT month + 1) FROM next WHERE month < 6
      GROUP BY month ORDER BY month
      """)
    let churn = visitors.map { 100 * $0[1] / $0[0] }
    for (earlier, later) in zip(churn, churn.dropFirst()) {
      #expect(abs(later - earlier) <= 15, "churn of visitors jumps: \(churn)%")
    }
  }
}

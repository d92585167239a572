import Engine
import Foundation
import Testing

@Suite("feedback against other implementations")
struct FeedbackOracleTests {
  /// Answers of one kind with the given numbers of scores.
  private static func set(_ kind: String, _ scores: [(Int, Int)]) throws -> MicroSet {
    var lines = ["uid,ts,kind,score"]
    for (score, count) in scores {
      for _ in 0..<count { lines.append("u\(lines.count),2024-01-05 10:00:00,\(kind),\(score)") }
    }
    return try MicroSet([
      "dataset.json": MicroSet.declaration(asof: "2024-02-29"),
      "events.csv": "uid,ts,event\nu1,2024-01-01 10:00:00,visit",
      "feedback.csv": lines.joined(separator: "\n"),
    ])
  }

  @Test(
    "NPS and its interval against statsmodels",
    arguments: [
      ("nps_60_25_15", [(9, 60), (8, 25), (2, 15)]), ("nps_1000", []),
      ("nps_on_saas_csat_score", [(10, 1455), (7, 520), (6, 25)]),
    ])
  func nps(name: String, scores: [(Int, Int)]) throws {
    let all = try Repository.oracle("feedback_nps_csat_kappa")
    let expected = try #require(all[name] as? [String: Any])
    let interval = try #require(expected["ci95"] as? [Double])
    let score = try #require(expected["nps"] as? Double)
    // The classes of nps_1000 follow from its variance: p + d = n se² / n + (p - d)².
    var scores = scores
    if scores.isEmpty {
      let se = try #require(expected["se"] as? Double)
      let spread = Int(((se * se / 10_000 * 1000 + score * score / 10_000) * 1000).rounded())
      let promoters = (spread + Int(score * 10)) / 2
      scores = [(10, promoters), (7, 1000 - spread), (0, spread - promoters)]
    }
    var session = try Self.set("nps", scores).session()
    let nps = try #require(session.ask("feedback nps").table("nps"))
    #expect(abs((nps.cell(0, "nps").realValue ?? 0) - score) < 1e-8)
    #expect(abs((nps.cell(0, "low").realValue ?? 0) - interval[0]) < 1e-8)
    #expect(abs((nps.cell(0, "high").realValue ?? 0) - interval[1]) < 1e-8)
  }

  @Test("satisfaction of 412 of 500 by Wilson")
  func csat() throws {
    let all = try Repository.oracle("feedback_nps_csat_kappa")
    let expected = try #require(all["csat_412_of_500"] as? [String: Any])
    let wilson = try #require(expected["wilson"] as? [Double])
    var session = try Self.set("csat", [(5, 300), (4, 112), (3, 50), (1, 38)]).session()
    let csat = try #require(session.ask("feedback csat").table("csat"))
    #expect(abs((csat.cell(0, "csat").realValue ?? 0) - 0.824) < 1e-12)
    #expect(abs((csat.cell(0, "low").realValue ?? 0) - wilson[0]) < 1e-8)
    #expect(abs((csat.cell(0, "high").realValue ?? 0) - wilson[1]) < 1e-8)
  }

  private static let reviews = Repository.realDataset(
    "vader_groundtruth_en/amazon_snippets.csv")

  /// The reviews with the mean of what twenty people felt in each, -4 to 4.
  private static func reviewSet(_ path: String, half: Bool = false) throws -> MicroSet {
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline)
    // Every second of the reviews was looked at while the lexicon was written.
    let kept = half ? lines.enumerated().filter { $0.offset % 2 == 0 }.map(\.element) : lines
    return try MicroSet([
      "dataset.json": """
      {"format":1,"zone":"UTC","asof":"2024-02-29","tables":{
       "events":{"file":"events.csv","role":"events",
        "map":{"user":"uid","time":"ts","event":"event"}},
       "reviews":{"file":"reviews.csv","role":"feedback",
        "map":{"score":"mean_sentiment","text":"text"}}}}
      """,
      "events.csv": "uid,ts,event\nu1,2024-01-01 10:00:00,visit",
      "reviews.csv": kept.joined(separator: "\n"),
    ])
  }

  /// Words of both sides are counted as there, but that `they're` stays one word here, and texts
  /// that are neither happy nor unhappy are on no side, so that a count may be lower by a few; the
  /// measure is another one (log-odds with a prior,
  /// not Dunning's likelihood ratio), so the order of the words may differ while the most telling
  /// stay among ours.
  @Test("words of unhappy and happy reviews", .enabled(if: reviews != nil))
  func terms() throws {
    var session = try Self.reviewSet(try #require(Self.reviews)).session()
    let terms = try #require(session.ask("feedback terms").table("terms"))
    let all = try Repository.oracle("feedback_tfidf_en_amazon")
    let keyness = try #require(all["keyness"] as? [String: Any])
    let negative = try #require(keyness["most_typical_of_negative"] as? [[String: Any]])
    var ours: [String: (count: Int, other: Int)] = [:]
    var order: [String] = []
    for row in terms.rows.indices where terms.cell(row, "side") == .text("negative") {
      let term = terms.cell(row, "term").textValue ?? ""
      order.append(term)
      ours[term] = (
        terms.cell(row, "count").intValue ?? 0, terms.cell(row, "other_count").intValue ?? 0
      )
    }
    var (compared, same) = (0, 0)
    for word in negative {
      let term = try #require(word["term"] as? String)
      guard let own = ours[term] else { continue }
      compared += 1
      let (negative, positive) = (word["neg"] as? Int ?? 0, word["pos"] as? Int ?? 0)
      if own == (negative, positive) { same += 1 }
      #expect((negative - 6...negative).contains(own.count), "\(term)")
      #expect((positive - 6...positive).contains(own.other), "\(term)")
    }
    #expect(compared >= negative.count * 3 / 4)
    #expect(same * 2 > compared)
    let top = Set(order.prefix(25))
    #expect(negative.prefix(8).count { top.contains($0["term"] as? String ?? "") } >= 6)
    #expect(order.first == "not")
  }

  @Test("how often words and people agree is what the note says", .enabled(if: reviews != nil))
  func sentiment() throws {
    var session = try Self.reviewSet(try #require(Self.reviews), half: true).session()
    let answer = try session.ask("feedback sentiment")
    let accuracy = try #require(answer.table("accuracy"))
    #expect(accuracy.ints("texts").reduce(0, +) == 1854)
    var (agreed, all) = (0, 0)
    for row in accuracy.rows.indices {
      let side = accuracy.cell(row, "scored").textValue ?? ""
      guard side != "neutral" else { continue }
      all += accuracy.cell(row, "texts").intValue ?? 0
      agreed += accuracy.cell(row, side).intValue ?? 0
    }
    #expect(all == 1798)
    let share = Double(agreed) / Double(all)
    // VADER 3.3.2 names the right side in 0.5673 of all 3,610 that people rated as either.
    #expect(share > 0.5673)
    let shown = "\(Int((share * 1000).rounded()) / 10).\(Int((share * 1000).rounded()) % 10)%"
    var shop = try TestSession(Repository.dataset("shop"))
    let notes = try shop.ask("feedback sentiment").notes.map(\.english)
    #expect(notes.contains { $0.contains(shown) }, "\(shown)")
  }
}

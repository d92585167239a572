import Engine
import Reporting
import Statistics
import TestKit

/// Random answers of all kinds, with scores, texts, times and users missing now and then.
enum FeedbackWorlds {
  static let topics = [
    Topic(
      id: "bug", label: Phrase("bug", "故障"), words: ["bug", "crash", "闪退"], group: "technical"),
    Topic(
      id: "payment", label: Phrase("payment", "支付"), words: ["pay", "支付", "付款"],
      group: "feature"),
    Topic(id: "service", label: Phrase("service", "客服"), words: ["support", "客服"]),
  ]

  private static let texts = [
    "pay page crash", "支付 闪退 两次", "客服很好，谢谢", "payload arrived", "付款后闪退", "ok",
    "support was great", "not good at all", "bug支付bug", "不好用", "", "还行吧", "debugging support",
  ]

  static func world(_ random: inout SplitMix64, zone: String = "Europe/Berlin") -> World {
    var world = World(zone: zone, asof: "2024-04-20")
    for user in 0..<12 {
      world.users["u\(user)"] = ["plan": random.below(2) == 0 ? "pro" : "free"]
      world.events.append(.event("u\(user)", "visit", "2024-01-01 10:00"))
      if random.below(2) == 0 {
        world.events.append(
          .event(
            "u\(user)", "pay", "2024-02-0\(1 + random.below(9))",
            ["amount": .money(Double(random.below(20)) - 3)]))
      }
    }
    world.topics = topics
    world.feedback = (0..<(20 + random.below(60))).map { _ in answer(&random) }
    return world
  }

  private static func answer(_ random: inout SplitMix64) -> World.FeedbackAnswer {
    let kind = ["nps", "rating", "ticket", "comment"][random.below(4)]
    let score: Double? =
      random.below(5) == 0
      ? nil : kind == "nps" ? Double(random.below(13)) - 1 : Double(random.below(7))
    // Around the night in which Berlin skips an hour.
    let minute = random.below(60 * 24 * 60)
    let instant = 1_709_251_200_000 + Int64(minute) * 60_000 - 20 * 86_400_000
    var columns: [String: Value] = ["source": random.below(2) == 0 ? "mail" : "site"]
    columns["severity"] = random.below(4) == 0 ? .missing : .float(Double(1 + random.below(5)))
    if kind == "ticket", random.below(3) > 0 {
      let wait = [0, 5, 24, 24, 30, 48, 900][random.below(7)]
      columns["first_reply_at"] = .time(.instant(instant + Int64(wait) * 3_600_000))
    }
    let text = texts[random.below(texts.count)]
    var answer = World.FeedbackAnswer.answer(
      score, user: random.below(6) == 0 ? nil : "u\(random.below(12))", kind: kind,
      text: text.isEmpty ? nil : text, columns: columns)
    answer.time = random.below(10) == 0 ? nil : .instant(instant)
    return answer
  }
}

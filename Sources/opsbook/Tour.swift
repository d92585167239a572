import Charts
import Engine
import Reporting

/// The short tour that is printed where nobody can type: a few questions of the bundled data.
struct Tour {
  private struct Stop {
    let dataset: String
    let question: Phrase
    let query: Phrase
  }

  private let surroundings: Surroundings
  private let voice: Voice

  init(_ surroundings: Surroundings, _ voice: Voice) {
    self.surroundings = surroundings
    self.voice = voice
  }

  func run() throws {
    var session = Session(surroundings, language: voice.language)
    var open: String?
    for stop in Self.stops {
      do throws(Diagnostic) {
        if open != stop.dataset { voice.narrate(try session.open(stop.dataset)) }
        open = stop.dataset
      } catch {
        voice.complain(error)
        throw ProgramStatus.unavailable
      }
      let query = stop.query.text(in: voice.language)
      voice.say([
        StyledText("# " + stop.question.text(in: voice.language), .title),
        StyledText("\(stop.dataset)> ", .muted) + StyledText(query, .keyword),
      ])
      for outcome in session.workspace.run(query, interrupt: Interrupt()) {
        voice.say(voice.printer.lines(for: outcome, in: query) + [StyledText()])
        guard outcome.diagnostics.isEmpty else { throw ProgramStatus.statementFailed }
      }
    }
    voice.say(voice.printer.lines(Self.ending, .title))
  }

  private static let stops = [
    Stop(
      dataset: "shop",
      question: Phrase("Can the events be trusted?", "这些事件可信吗？"),
      query: Phrase("audit events", "质检 events")),
    Stop(
      dataset: "shop",
      question: Phrase(
        "Of those who view an item, how many pay within a week?", "浏览商品的用户，一周内有多少支付？"),
      query: Phrase(
        "funnel view_item -> add_cart -> checkout -> pay_page -> pay within 7d",
        "漏斗 浏览商品 -> 加购 -> 结算 -> 支付页 -> 支付 窗口 7d")),
    Stop(
      dataset: "shop",
      question: Phrase("Would they recommend the shop?", "他们愿意推荐这家店吗？"),
      query: Phrase("feedback nps since 2024-04-01", "反馈 净推荐值 自 2024-04-01")),
    Stop(
      dataset: "shop",
      question: Phrase("Do customers come back to buy?", "顾客会回来复购吗？"),
      query: Phrase("cohort pay -> pay by month", "留存 支付 -> 支付 按 月")),
    Stop(
      dataset: "shop",
      question: Phrase(
        "What is a user of each channel worth in 60 days?", "各渠道的用户 60 天值多少？"),
      query: Phrase("ltv by channel within 60d", "生命周期价值 按 渠道 窗口 60d")),
  ]

  private static let ending = Phrase(
    "This was the tour. At a terminal you can ask questions of your own: opsbook FILE.csv",
    "以上是导览。在终端中可输入自己的问题：opsbook 文件.csv")
}

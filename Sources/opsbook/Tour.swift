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
      dataset: "clickstream",
      question: Phrase(
        "Of those who view a product, how many buy within a day?", "浏览商品的用户，一天内有多少购买？"),
      query: Phrase(
        "funnel product_view -> add_to_cart -> cart -> purchase within 24h",
        "漏斗 浏览商品 -> 加购 -> 购物车 -> 购买 窗口 24小时")),
    Stop(
      dataset: "clickstream",
      question: Phrase("Would they recommend the shop?", "他们愿意推荐这家店吗？"),
      query: Phrase("feedback nps", "反馈 净推荐值")),
    Stop(
      dataset: "cdnow",
      question: Phrase("Do customers come back to buy?", "顾客会回来复购吗？"),
      query: Phrase(
        "cohort purchase -> purchase by month", "留存 购买 -> 购买 按 月")),
    Stop(
      dataset: "cdnow",
      question: Phrase("What is a customer worth in 90 days?", "一个顾客 90 天值多少？"),
      query: Phrase("ltv by month within 90d", "生命周期价值 按 月 窗口 90d")),
  ]

  private static let ending = Phrase(
    "This was the tour. At a terminal you can ask questions of your own: opsbook FILE.csv",
    "以上是导览。在终端中可输入自己的问题：opsbook 文件.csv")
}

import Charts
import Reporting
import Testing

@Suite struct HostileInputTests {
  @Test("no chart traps or leaves its canvas, whatever it is given", arguments: 1...150)
  func anything(seed: Int) {
    var inputs = RandomInputs(seed: UInt64(seed))
    let charts: [(String, (Canvas) -> Chart)] = [
      ("funnel", inputs.funnel().draw), ("groups", inputs.groups().draw),
      ("triangle", inputs.triangle().draw), ("points", inputs.points().draw),
      ("bars", inputs.bars().draw), ("curves", inputs.curves().draw),
      ("scores", inputs.scores().draw), ("share", inputs.share().draw),
      ("difference", inputs.difference().draw), ("table", inputs.table().draw),
    ]
    for (name, draw) in charts {
      let canvas = inputs.canvas()
      let chart = draw(canvas)
      Golden.expectFits(chart, canvas, "\(name), seed \(seed)")
      for text in [chart.alternative.english, chart.alternative.chinese] {
        #expect(!text.isEmpty)
        #expect(Escaping.visible(text) == text, "\(name), seed \(seed): \(text)")
      }
    }
    let line = Sparkline(inputs.list(300) { $0.number() })
    let canvas = inputs.canvas()
    #expect(canvas.displayWidth.width(of: line.text(on: canvas)) <= canvas.width)
  }
}

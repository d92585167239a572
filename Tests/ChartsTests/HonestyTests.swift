import Charts
import Reporting
import Statistics
import Testing

/// What a chart must say, and must not hide, about its numbers.
@Suite struct HonestyTests {
  private let title = Phrase("t", "题")

  private func triangle(rows: Int, offsets: Int) -> TriangleChart {
    TriangleChart(
      title: title, heading: Phrase("cohort", "群组"), offsetPrefix: "D",
      rows: (0..<rows).map { row in
        .init(
          label: "c\(row)", size: 100,
          cells: (0..<offsets).map {
            .rate(1 / Double($0 + 1), users: nil, isComplete: true)
          })
      }, rowLimit: 5, offsetLimit: 30)
  }

  @Test("a triangle shows the newest rows and first offsets that fit, and says so")
  func limits() {
    let text = triangle(rows: 52, offsets: 30).draw(on: Canvas()).plain
    #expect(text.contains("c51") && text.contains("c47") && !text.contains("c46"))
    #expect(text.contains("the newest 5 of 52 cohorts"))
    #expect(text.contains("D0 to D7 of D0 to D29"))
    let whole = triangle(rows: 5, offsets: 4).draw(on: Canvas()).plain
    #expect(!whole.contains("newest") && !whole.contains(" of D0"))
  }

  @Test("zero, not yet and not applicable look different in a triangle")
  func kindsOfNothing() {
    let chart = TriangleChart(
      title: title, heading: Phrase("cohort", "群组"),
      rows: [
        .init(
          label: "c", size: 40,
          cells: [
            .rate(0, users: 0, isComplete: true), .unobservable, .inapplicable,
            .rate(.nan, users: 0, isComplete: true), .rate(0.5, users: 20, isComplete: false),
          ])
      ])
    let line = chart.draw(on: Canvas()).lines[3].plain
    #expect(
      line.split(separator: " ").map(String.init) == ["c", "40", "0.0", "·", "–", "n/a", "50.0~"])
  }

  @Test("shades of a triangle are those its legend states")
  func shades() {
    let rates = [0.10, 0.20, 0.30, 0.40, 0.50]
    let chart = TriangleChart(
      title: title, heading: Phrase("cohort", "群组"),
      rows: rates.enumerated().map { index, rate in
        .init(label: "c\(index)", size: 100, cells: [.rate(rate, users: nil, isComplete: true)])
      })
    let lines = chart.draw(on: Canvas()).lines.map(\.plain)
    #expect(lines.contains { $0.contains("<20  ░ 20–30  ▒ 30–40  ▓ 40–50  █ ≥50") })
    #expect(lines[3...7].map { $0.dropLast(5).last } == [" ", "░", "▒", "▓", "█"])
  }

  @Test("the biggest drop is by share, and open users are no loss")
  func biggestDrop() {
    let chart = FunnelChart(
      title: title,
      steps: [
        .init(label: "a", users: 1000, stepRate: nil, totalRate: 1),
        .init(label: "b", users: 500, stepRate: 0.5, totalRate: 0.5, lost: 400, open: 100),
        .init(label: "c", users: 200, stepRate: 0.4, totalRate: 0.2, lost: 300, open: 0),
      ])
    let text = chart.draw(on: Canvas())
    #expect(text.plain.contains("lost 400 (40.0%)  open 100\n"))
    #expect(text.plain.contains("lost 300 (60.0%)   ◀ biggest drop"))
    #expect(text.plain.contains("window still open: 100 users (10.0%)"))
    #expect(text.alternative.english.contains("the biggest drop is b → c (60.0%)"))
  }

  @Test("users whose window is open are hatched, never solid")
  func hatch() {
    let chart = FunnelChart(
      title: title,
      steps: [
        .init(label: "a", users: 100, stepRate: nil, totalRate: 1),
        .init(label: "b", users: 50, stepRate: 0.5, totalRate: 0.5, lost: 0, open: 50),
      ])
    let lines = chart.draw(on: Canvas()).lines.map(\.plain)
    let solid = lines[3].filter { $0 == "█" }.count
    let whole = lines[5].filter { $0 == "█" }.count
    let hatched = lines[5].filter { $0 == "░" }.count
    #expect(whole == solid / 2)
    #expect(whole + hatched == solid)
  }

  @Test("an axis that does not start at zero or is cut off says so")
  func axes() {
    let series = CurveChart.Series(label: "s", points: [.init(x: 0, y: 90), .init(x: 1, y: 100)])
    func text(_ chart: CurveChart) -> String { chart.draw(on: Canvas()).plain }
    let axis = CurveChart.HorizontalAxis.numbers(prefix: "")
    let zero = CurveChart(title: title, xAxis: axis, kind: .count, series: [series])
    #expect(!text(zero).contains("start at 0") && text(zero).contains("\n  0 │"))
    let loose = CurveChart(
      title: title, xAxis: axis, kind: .count, series: [series], startsAtZero: false)
    #expect(text(loose).contains("axis does not start at 0"))
    let cut = CurveChart(
      title: title, xAxis: axis, kind: .count, series: [series], ceiling: 95)
    #expect(text(cut).contains("cut off at 95"))
  }

  @Test("the end of every drawn line is named with its value")
  func ends() {
    var random = SplitMix64(seed: 11)
    for _ in 0..<200 {
      let values = (0..<5).map { _ in Double(random.below(1000)) / 1000 }
      let chart = CurveChart(
        title: title, xAxis: .numbers(prefix: ""), kind: .rate,
        series: values.enumerated().map { index, value in
          let end = 1 + random.below(10)
          return .init(
            label: "s\(index)",
            points: (0...end).map { .init(x: Double($0), y: $0 == end ? value : 0.5) })
        })
      let text = chart.draw(on: Canvas(width: 60 + random.below(60))).plain
      for (index, value) in values.enumerated() {
        #expect(text.contains("s\(index) \(NumberText.rate(value))"))
      }
    }
  }

  @Test("more than five lines are counted, not drawn")
  func manyLines() {
    let chart = CurveChart(
      title: title, xAxis: .numbers(prefix: ""), kind: .count,
      series: (0..<17).map {
        .init(label: "s\($0)", points: [.init(x: 0, y: 1), .init(x: 1, y: 2)])
      })
    #expect(chart.draw(on: Canvas()).plain.contains("12 more not drawn"))
  }

  @Test("a small n is marked beside its rate")
  func smallSamples() {
    let chart = BarChart(
      title: title, heading: Phrase("g", "组"),
      rows: [
        .init(label: "a", users: 29, share: 0.5, rate: 0.1),
        .init(label: "b", users: 30, share: 0.5, rate: 0.2),
      ])
    let text = chart.draw(on: Canvas()).plain
    #expect(text.contains("29!") && !text.contains("30!"))
    #expect(text.contains("! fewer than 30"))
  }

  @Test("bars are never longer than 60 cells", arguments: [80, 120, 200])
  func longestBar(width: Int) {
    for draw in [
      Samples.shares.draw, Samples.bars.draw, Samples.scores.draw, FunnelChartTests.shop.draw,
    ] {
      let lines = draw(Canvas(width: width)).lines.map(\.plain)
      #expect(lines.allSatisfy { $0.filter { $0 == "█" }.count <= 60 })
    }
  }

  @Test("an empty chart says that there is nothing")
  func empty() {
    let canvas = Canvas()
    let charts = [
      FunnelChart(title: title, steps: []).draw(on: canvas),
      FunnelGroupsChart(title: title, heading: title, steps: [], groups: []).draw(on: canvas),
      TriangleChart(title: title, heading: title, rows: []).draw(on: canvas),
      PointsChart(title: title, heading: title, points: [], rows: []).draw(on: canvas),
      BarChart(title: title, heading: title, rows: []).draw(on: canvas),
      CurveChart(title: title, xAxis: .numbers(prefix: ""), kind: .count, series: []).draw(
        on: canvas),
      ScoreChart(title: title, scores: [], result: nil).draw(on: canvas),
      ShareChart(title: title, parts: []).draw(on: canvas),
      DifferenceChart(title: title, heading: title, rows: []).draw(on: canvas),
    ]
    for chart in charts {
      #expect(chart.lines.count >= 3)
      #expect(chart.lines[2].plain.hasPrefix("no"))
    }
  }

  @Test("a sparkline rises with its values and leaves gaps")
  func sparkline() {
    let line = Sparkline([1, 2, .nan, 8, 4])
    #expect(line.text(on: Canvas()) == "▁▂ █▄")
    #expect(line.text(on: Canvas(characters: .ascii)) == "__ #-")
    #expect(Sparkline([3, 3]).text(on: Canvas()) == "▅▅")
    #expect(Sparkline([]).text(on: Canvas()).isEmpty)
  }

  @Test("headings end where their numbers end, in both languages")
  func headings() {
    for language in DisplayLanguage.allCases {
      for characters in CharacterSetLevel.allCases {
        let canvas = Canvas(characters: characters, language: language)
        let width = { (line: StyledText) in canvas.displayWidth.width(of: line.plain) }
        for (draw, rows) in [
          (FunnelChartTests.shop.draw, [3, 5, 7]), (Samples.shares.draw, [3, 4, 5, 6]),
          (Samples.bars.draw, [3, 4, 5]), (Samples.scores.draw, [3, 4, 13]),
        ] as [((Canvas) -> Chart, [Int])] {
          let lines = draw(canvas).lines
          #expect(width(lines[1]) == canvas.width)
          for row in rows { #expect(width(lines[row]) == width(lines[2])) }
        }
      }
    }
  }
}

import Reporting

/// What share of a total the first of them bring, over what share of all they are.
///
/// The line of equal parts lies below it for comparison: the farther apart, the fewer bring more.
public struct ParetoChart: Hashable, Sendable {
  public struct Point: Hashable, Sendable {
    /// Of the people, the heaviest first, as a fraction.
    public let people: Double
    /// Of the total, as a fraction.
    public let total: Double

    public init(people: Double, total: Double) {
      self.people = people
      self.total = total
    }
  }

  public var title: Phrase
  /// Who they are: `buyers`.
  public var people: Phrase
  /// What they bring: `revenue`.
  public var measure: Phrase
  /// Ascending, from nobody to all.
  public var points: [Point]
  public var notes: [Phrase]

  public init(
    title: Phrase, people: Phrase, measure: Phrase, points: [Point], notes: [Phrase] = []
  ) {
    self.title = title
    self.people = people
    self.measure = measure
    self.points = points
    self.notes = notes
  }

  public func draw(on canvas: Canvas) -> Chart {
    let series =
      points.isEmpty
      ? []
      : [
        CurveChart.Series(
          label: measure.text(in: canvas.language),
          points: points.map { CurveChart.Point(x: $0.people * 100, y: $0.total) }),
        CurveChart.Series(
          label: Phrase("equal parts", "平均分布").text(in: canvas.language),
          points: points.map { CurveChart.Point(x: $0.people * 100, y: $0.people) }),
      ]
    let chart = CurveChart(
      title: title, xAxis: .numbers(prefix: ""),
      xName: Phrase("% of the \(people.english)", "\(people.chinese)的 %"), kind: .rate,
      series: series,
      references: points.isEmpty ? [] : [.init(label: Phrase("80%", "80%"), y: 0.8)],
      notes: notes
    ).draw(on: canvas)
    return Chart(lines: chart.lines, alternative: alternative)
  }

  /// One sentence: what the first fifth brings, or the first that are known.
  var alternative: Phrase {
    guard let point = points.first(where: { $0.people >= 0.2 }), point.total.isFinite else {
      return Phrase("A curve of shares without data.", "没有数据的集中度曲线。")
    }
    let (share, total) = (NumberText.rate(point.people), NumberText.rate(point.total))
    return Phrase(
      "The first \(share) of the \(people.english) bring \(total) of the \(measure.english).",
      "前 \(share) 的\(people.chinese)带来 \(total) 的\(measure.chinese)。")
  }
}

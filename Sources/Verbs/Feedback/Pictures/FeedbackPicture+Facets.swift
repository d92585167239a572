import Charts
import Engine
import Reporting

extension FeedbackPicture {
  // MARK: Scores

  func scores(_ question: Feedback.Facet.Question) -> [Block] {
    guard let table = answer.table(question.rawValue) else { return [] }
    let columns = table.columns.map(\.name).filter { name in
      !plan.keyColumns.contains { $0.name == name }
    }
    let grid = grid(question.rawValue, columns: columns)
    guard isDrawn else { return grid }
    let name = question == .nps ? "scores" : question == .csat ? "csat_scores" : "ratings"
    guard let scores = answer.table(name) else { return grid }
    if isUntold(scores) || isUntold(table) {
      // Bars of which some are not told show no distribution.
      return isSplit ? grid : grid + self.grid(name)
    }
    if !isSplit, question == .rating {
      return [.chart(stars(table, scores).draw(on: canvas))] + grid + responseRate(table)
    }
    if !isSplit, let chart = distribution(question, table, scores) {
      return [.chart(chart.draw(on: canvas))] + responseRate(table)
    }
    let kind: NumberKind =
      question == .csat ? .rate : .decimal(digits: question == .nps ? 0 : 2)
    let title =
      question == .nps ? Phrase("NPS", "NPS") : question.phrase
    guard
      let curve = curve(
        table, question.rawValue, title, kind, startsAtZero: question == .csat)
    else { return grid }
    return [.chart(curve.draw(on: canvas))] + grid
  }

  private func responseRate(_ table: ResultTable) -> [Block] {
    guard let asked = table.cell(0, "asked").intValue,
      let rate = table.cell(0, "response_rate").realValue
    else { return [] }
    let text = Phrase(
      "response rate \(NumberText.rate(rate)) of \(NumberText.count(asked)) asked",
      "回收率 \(NumberText.rate(rate))，共询问 \(NumberText.count(asked)) 人次")
    return [.lines([StyledText(text.text(in: canvas.language), .label)])]
  }

  private func distribution(
    _ question: Feedback.Facet.Question, _ table: ResultTable, _ scores: ResultTable
  ) -> ScoreChart? {
    let responses = table.cell(0, "responses").intValue ?? 0
    let counted = scores.rows.indices.map { row in
      (score: scores.cell(row, "score").realValue, answers: scores.cell(row, "answers").intValue)
    }
    // Stars in halves have no place in a chart of five bars.
    let whole = counted.compactMap { score, answers -> ScoreChart.Score? in
      guard let score, let whole = Int(exactly: score) else { return nil }
      return ScoreChart.Score(whole, answers: answers ?? 0)
    }
    guard whole.count == counted.count else { return nil }
    let n = NumberText.count(responses)
    let title =
      switch question {
      case .nps:
        Phrase("NPS  how likely to recommend, 0-10  n = \(n)", "NPS  推荐意愿 0-10 分  n = \(n)")
      default: Phrase("Satisfaction, 1-5  n = \(n)", "满意度 1-5 分  n = \(n)")
      }
    let result: Estimate? =
      switch question {
      case .nps, .csat: estimate(table, 0, question.rawValue)
      default: nil
      }
    return ScoreChart(
      title: title, scale: question == .nps ? .nps : .satisfaction, scores: whole,
      result: result)
  }

  /// A bar for each number of stars; halves have theirs too.
  private func stars(_ table: ResultTable, _ ratings: ResultTable) -> BarChart {
    let responses = table.cell(0, "responses").intValue ?? 0
    let n = NumberText.count(responses)
    return BarChart(
      title: Phrase("Rating, 1-5  n = \(n)", "评分 1-5 分  n = \(n)"),
      heading: Phrase("score", "分数"), unit: .answers,
      rows: ratings.rows.indices.reversed().map { row in
        let answers = ratings.cell(row, "answers").intValue ?? 0
        return BarChart.Row(
          label: Feedback.number(ratings.cell(row, "score").realValue ?? 0), users: answers,
          share: responses > 0 ? Double(answers) / Double(responses) : nil)
      })
  }

  // MARK: Topics

  var topics: [Block] {
    guard let table = answer.table("topics") else { return [] }
    var columns = ["topic", "answers", "share"]
    if table.rows.contains(where: { $0.count > 0 }),
      table.rows.indices.contains(where: { table.cell($0, "score") != .missing })
    {
      columns.append("score")
    }
    let hasImpact = table.rows.indices.contains { table.cell($0, "impact") != .missing }
    if hasImpact { columns += ["impact", "impact_low", "impact_high"] }
    let grid = grid("topics", columns: columns)
    guard isDrawn, !isSplit, !isUntold(table) else { return grid }
    let trends = trends
    let rows = table.rows.indices.map { row in
      let id = table.cell(row, "topic").textValue ?? ""
      return BarChart.Row(
        label: topicLabel(id).text(in: canvas.language),
        users: table.cell(row, "answers").intValue ?? 0,
        share: table.cell(row, "share").realValue)
    }
    let texts = table.cell(0, "texts").intValue ?? 0
    let chart = BarChart(
      title: Phrase(
        "Topics  share of \(NumberText.count(texts)) texts",
        "主题  占 \(NumberText.count(texts)) 条原话的比例"),
      heading: plan.byClass ? Phrase("class", "类别") : Phrase("topic", "主题"), unit: .answers,
      rows: rows, notes: trends)
    return [.chart(chart.draw(on: canvas))] + (columns.count > 3 ? grid : []) + words
  }

  /// A line of small bars for each topic: its share by period.
  private var trends: [Phrase] {
    guard let trend = answer.table("trend"), trend.columns.count > 1,
      let unit = CalendarUnit(rawValue: trend.columns[1].name)
    else { return [] }
    var order: [String] = []
    var shares: [String: [Double]] = [:]
    for row in trend.rows.indices {
      let topic = trend.cell(row, "topic").textValue ?? ""
      if shares[topic] == nil { order.append(topic) }
      shares[topic, default: []].append(trend.cell(row, "share").realValue ?? .nan)
    }
    let shown = answer.table("topics")?.rows.indices.compactMap {
      answer.table("topics")?.cell($0, "topic").textValue
    }
    let lines = (shown ?? order).prefix(6).compactMap { topic -> Phrase? in
      guard let values = shares[topic], values.count > 2 else { return nil }
      let label = topicLabel(topic)
      let bars = Sparkline(values).text(on: canvas)
      return Phrase("\(label.english) \(bars)", "\(label.chinese) \(bars)")
    }
    guard !lines.isEmpty else { return [] }
    return [
      Phrase("share by \(unit.phrase.english): ", "占比按\(unit.phrase.chinese)：")
        + lines.joined(separator: "  ")
    ]
  }

  /// The words that decided most, for each topic.
  private var words: [Block] {
    guard let words = answer.table("words") else { return [] }
    var order: [String] = []
    var found: [String: [String]] = [:]
    for row in words.rows.indices {
      guard let topic = words.cell(row, "topic").textValue,
        let word = words.cell(row, "word").textValue
      else { continue }
      if found[topic] == nil { order.append(topic) }
      if found[topic, default: []].count < 5 {
        let count = words.untold(row, "texts") ?? "\(words.cell(row, "texts").intValue ?? 0)"
        found[topic, default: []].append("\(word) \(count)")
      }
    }
    guard !order.isEmpty else { return [] }
    let shown = answer.table("topics").map { table in
      table.rows.indices.compactMap { table.cell($0, "topic").textValue }
    }
    let grid = TableGrid(
      columns: [
        TableGrid.Column(Phrase("topic", "主题")),
        TableGrid.Column(Phrase("decided by the words", "判定依据（词与条数）")),
      ],
      rows: (shown ?? order).compactMap { topic in
        found[topic].map {
          [TableGrid.Cell(topicLabel(topic)), TableGrid.Cell($0.joined(separator: ", "))]
        }
      })
    return [.chart(grid.draw(on: canvas))]
  }

  var priority: [Block] {
    let columns =
      ["topic", "answers", "share"]
      + (plan.weighsRevenue ? ["users", "revenue", "revenue_share"] : ["severity"]) + ["priority"]
    return grid(
      "priority", Phrase("Priority: what to fix first", "优先级：先改什么"), columns: columns)
  }

  // MARK: Texts

  var sentiment: [Block] {
    guard let table = answer.table("sentiment") else { return [] }
    let grid = grid("sentiment")
    var blocks: [Block] = []
    if isDrawn,
      let curve = curve(
        table, "negative_share", Phrase("Negative share", "负面占比"), .rate, startsAtZero: true)
    {
      blocks.append(.chart(curve.draw(on: canvas)))
    }
    blocks += grid
    if !isSplit {
      blocks += self.grid(
        "deciding", columns: ["word", "side", "texts"], most: Self.mostRows)
    }
    return blocks + self.grid("accuracy", Phrase("Words against scores", "情感词与分数对照"))
  }

  var search: [Block] {
    grid("search")
      + grid("matches", columns: ["time", "kind", "score", "snippet"], most: Self.mostRows)
  }

  var terms: [Block] {
    let names = plan.keyColumns.map(\.name)
    guard let table = answer.table("terms") else { return [] }
    // Of each group the most telling words.
    var shown: [[Cell]: Int] = [:]
    let width = names.isEmpty ? 1 : names.count
    let most = names.isEmpty ? Self.mostRows : 5
    let rows = table.rows.filter { row in
      shown[Array(row.prefix(width)), default: 0] += 1
      return plan.order.limit != nil || (shown[Array(row.prefix(width))] ?? 0) <= most
    }
    var picture = self
    picture = FeedbackPicture(
      plan: plan,
      answer: Answer(
        tables: [ResultTable("terms", columns: table.columns, rows: rows)], rule: answer.rule),
      canvas: canvas)
    return picture.grid(
      "terms", Phrase("Words that set them apart", "特征词"),
      columns: ["term", "texts", "count", "other_count", "z"], most: Int.max)
  }

  var list: [Block] {
    grid("list", columns: ["time", "user", "kind", "score", "text"], most: Self.mostRows)
  }

  // MARK: Times

  var response: [Block] {
    let columns = ["answers", "judged", "in_time", "share", "low", "high", "median", "p90"]
    let grid = grid("response", columns: columns)
    guard isDrawn, !isSplit, let waits = answer.table("waits"), !isUntold(waits) else {
      guard isDrawn, let table = answer.table("response"),
        let curve = curve(
          table, "share", Phrase("Replied in time", "按时回复率"), .rate, startsAtZero: true)
      else { return grid }
      return [.chart(curve.draw(on: canvas))] + grid
    }
    let counts = waits.rows.indices.map { waits.cell($0, "answers").intValue ?? 0 }
    let all = counts.reduce(0, +)
    let rows = waits.rows.indices.map { row in
      let name = waits.cell(row, "wait").textValue ?? ""
      return BarChart.Row(
        label: name == "no reply" ? Phrase("no reply", "未回复").text(in: canvas.language) : name,
        users: counts[row], share: all > 0 ? Double(counts[row]) / Double(all) : nil)
    }
    let chart = BarChart(
      title: Phrase("First reply", "首次回复"), heading: Phrase("after", "用时"), unit: .answers,
      rows: rows)
    return [.chart(chart.draw(on: canvas))] + grid
  }

  var mentions: [Block] {
    guard let table = answer.table("mentions") else { return [] }
    let columns =
      ["mentions", "negative", "negative_share"]
      + (plan.alert == nil ? [] : ["expected", "threshold", "alert"])
    let grid = grid("mentions", columns: columns)
    guard isDrawn,
      var curve = curve(
        table, "mentions", Phrase("Mentions", "声量"), .count, hasInterval: false,
        startsAtZero: true)
    else { return grid }
    let negative = table.rows.indices.filter { table.rows[$0][0] != .missing }.enumerated()
      .compactMap { x, row in
        table.cell(row, "negative").realValue.map { CurveChart.Point(x: Double(x), y: $0) }
      }
    curve.series.append(
      CurveChart.Series(
        label: Phrase("negative", "负面").text(in: canvas.language), points: negative))
    let alerts = table.rows.indices.filter { table.cell($0, "alert") == .bool(true) }
    if !alerts.isEmpty {
      let dates = alerts.prefix(6).map { table.rows[$0][0].textValue ?? "" }
      curve.notes.append(
        Phrase(
          "◆ alert: \(dates.joined(separator: ", "))", "◆ 预警：\(dates.joined(separator: "、"))"))
    }
    return [.chart(curve.draw(on: canvas))] + grid
  }

  // MARK: Compared

  private static let mostDifferences = 16

  var differences: [Block] {
    guard plan.isCompared, let table = answer.table("difference"), !table.rows.isEmpty else {
      return []
    }
    let metrics = Set(table.rows.indices.compactMap { table.cell($0, "metric").textValue })
    return metrics.sorted().map { metric in
      let rows = table.rows.indices.filter { table.cell($0, "metric") == .text(metric) }
      let shown = rows.prefix(Self.mostDifferences).map { row in
        let p = table.cell(row, "p_adjusted").realValue
        return DifferenceChart.Row(
          label: label(table, row), a: table.cell(row, "b").realValue,
          b: table.cell(row, "a").realValue, difference: estimate(table, row, "difference"),
          isSignificant: p.map { $0 < 0.05 })
      }
      let kind: NumberKind =
        metric == "nps" ? .decimal(digits: 1) : metric == "rating" ? .decimal(digits: 2) : .rate
      let name = FeedbackHeadings.all[metric] ?? Phrase(verbatim: metric)
      let others = plan.sides.dropFirst().map(\.label).joined(separator: ", ")
      let chart = DifferenceChart(
        title: name + Phrase("  A = ", "  A = ") + others + Phrase(", B = ", "，B = ")
          + plan.sides[0].label,
        heading: heading(of: table), kind: kind, rows: shown, notes: notes(metric, rows.count))
      return .chart(chart.draw(on: canvas))
    }
  }

  private func heading(of table: ResultTable) -> Phrase {
    if table.index(of: "topic") != nil { return Phrase("topic", "主题") }
    return plan.breakdown.first?.label ?? Phrase("metric", "指标")
  }

  private func label(_ table: ResultTable, _ row: Int) -> String {
    var names = table.rows[row].prefix(plan.breakdown.count).map {
      $0.label(labels: plan.valueLabels).text(in: canvas.language)
    }
    if let topic = table.cell(row, "topic").textValue {
      names.append(topicLabel(topic).text(in: canvas.language))
    }
    if let against = table.cell(row, "against").textValue { names.append(against) }
    let metric = table.cell(row, "metric").textValue ?? ""
    return names.isEmpty
      ? (FeedbackHeadings.all[metric] ?? Phrase(verbatim: metric)).text(in: canvas.language)
      : names.joined(separator: " · ")
  }

  private func notes(_ metric: String, _ count: Int) -> [Phrase] {
    let method =
      switch metric {
      case "nps": Phrase("95% interval by the three-class variance", "95% 区间：三分类方差")
      case "rating": Phrase("95% interval by Welch", "95% 区间：Welch")
      default: Phrase("95% intervals by Newcombe", "95% 区间：Newcombe")
      }
    var notes = [
      method
        + Phrase(
          "; p corrected by Benjamini and Hochberg", "；p 值经 Benjamini-Hochberg 校正")
    ]
    let left = count - Self.mostDifferences
    if left > 0 {
      notes.append(
        Phrase("\(left) more rows stand in the table difference", "另有 \(left) 行在表 difference 中"))
    }
    return notes
  }
}

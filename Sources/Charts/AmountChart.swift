import Reporting

/// A bar for the mean amount of each group, with its interval and the users behind it.
///
/// ```text
/// channel                            LTV         95%      n
/// kol       ███████████████████▏   94.57  [80, 109]    321
/// seo       ██████████▍            51.45   [47, 56]    702
/// ```
public struct AmountChart: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    public let label: String
    /// In units of the currency; nil without users.
    public let value: Double?
    public let low: Double?
    public let high: Double?
    /// Users that the mean is taken over.
    public let users: Int
    /// What stands for the users where privacy does not tell them, such as `<5`.
    public let untold: String?

    public init(
      label: String, value: Double?, low: Double? = nil, high: Double? = nil, users: Int,
      untold: String? = nil
    ) {
      self.label = label
      self.value = value
      self.low = low
      self.high = high
      self.users = users
      self.untold = untold
    }
  }

  public var title: Phrase
  /// What makes the rows.
  public var heading: Phrase
  /// What the amounts are.
  public var valueName: Phrase
  public var currency: String
  public var rows: [Row]
  public var notes: [Phrase]

  public init(
    title: Phrase, heading: Phrase, valueName: Phrase, currency: String = "", rows: [Row],
    notes: [Phrase] = []
  ) {
    self.title = title
    self.heading = heading
    self.valueName = valueName
    self.currency = currency
    self.rows = rows
    self.notes = notes
  }

  private static let gap = 2
  private static let leastBar = 6

  public func draw(on canvas: Canvas) -> Chart {
    let ink = Ink(canvas)
    guard !rows.isEmpty else {
      let empty = StyledText(ink.text(Phrase("no groups", "没有分组")), .muted)
      return Frame(ink: ink, title: title, body: [empty]).chart(alternative: alternative)
    }
    guard canvas.width >= Frame.narrowest, let body = body(ink) else {
      return Frame.fallback(
        ink, title: title, table: table, legend: legend(ink), alternative: alternative)
    }
    return Frame(ink: ink, title: title, body: body, legend: legend(ink))
      .chart(alternative: alternative)
  }

  /// One sentence: the groups of the greatest and the least amount.
  var alternative: Phrase {
    let known = rows.filter { $0.value?.isFinite == true }
    let count = CountUnit.groups.counted(rows.count)
    guard let first = known.max(by: { ($0.value ?? 0) < ($1.value ?? 0) }),
      let last = known.min(by: { ($0.value ?? 0) < ($1.value ?? 0) })
    else {
      return valueName + Phrase(" without data.", "：没有数据。")
    }
    func text(_ row: Row, _ open: String, _ close: String) -> String {
      let users = row.untold ?? NumberText.count(row.users)
      return "\(NumberText.amount(row.value ?? 0, currency: currency))\(open)n \(users)\(close)"
    }
    let (most, least) = (text(first, " (", ")"), text(last, " (", ")"))
    let (mostChinese, leastChinese) = (text(first, "（", "）"), text(last, "（", "）"))
    guard known.count > 1 else {
      return Phrase(
        "\(valueName.english) of \(first.label): \(most).",
        "\(first.label)的\(valueName.chinese)：\(mostChinese)。")
    }
    return Phrase(
      "\(valueName.english) in \(count.english): the greatest is \(most) in \(first.label), the"
        + " least \(least) in \(last.label).",
      "\(count.chinese)的\(valueName.chinese)：最高为 \(first.label) \(mostChinese)，最低为"
        + " \(last.label) \(leastChinese)。")
  }

  private func valueText(_ row: Row) -> String {
    row.value.map { NumberText.amount($0) } ?? NumberText.missing
  }

  private func intervalText(_ row: Row) -> String {
    guard let low = row.low, let high = row.high else { return "" }
    return NumberText.interval(low, high, digits: high.magnitude < 1000 ? 2 : 0)
  }

  private var bases: [String] {
    SmallSample.marked(rows.map(\.users), untold: rows.map(\.untold))
  }

  private func body(_ ink: Ink) -> [StyledText]? {
    let name = ink.text(heading)
    let labels = LabelColumn(ink, heading: name, labels: rows.map(\.label))
    let columns: [(heading: String, texts: [String])] = [
      (ink.text(valueName), rows.map { ink.number(valueText($0)) }),
      ("95%", rows.map(intervalText)), (ink.heading("n", over: bases), bases),
    ]
    let widths = columns.map { ink.widest([$0.heading] + $0.texts) }
    let taken = widths.reduce(labels.width + Self.gap) { $0 + $1 + Self.gap }
    let cells = min(Bar.longest, ink.canvas.width - taken)
    guard cells >= Self.leastBar else { return nil }
    func line(_ texts: [String]) -> String {
      zip(texts, widths).reduce("") {
        $0 + ink.repeated(" ", Self.gap) + ink.right($1.0, $1.1)
      }
    }
    let most = rows.compactMap(\.value).max() ?? 0
    let blank = ink.repeated(" ", Self.gap + cells)
    var lines = [
      StyledText(ink.fit(name, labels.width) + blank + line(columns.map(\.heading)), .label)
    ]
    for (index, row) in rows.enumerated() {
      let names = labels.lines(index)
      let bar = Bar(value: row.value ?? 0, most: most, cells: cells).text(ink)
      var text = StyledText(names.first ?? "", .label)
      text.append(ink.repeated(" ", Self.gap))
      text.append(ink.measure.pad(bar, to: cells), .bar(1))
      text.append(line(columns.map { $0.texts[index] }))
      lines.append(text)
      lines += names.dropFirst().map { StyledText($0, .label) }
    }
    return lines
  }

  private func legend(_ ink: Ink) -> [StyledText] {
    var lines: [StyledText] = []
    if let small = SmallSample.legend(rows.filter { $0.untold == nil }.map(\.users), ink) {
      lines.append(small)
    }
    return lines + notes.map { StyledText(ink.text($0), .label) }
  }

  private var table: TableGrid {
    TableGrid(
      columns: [
        TableGrid.Column(heading), TableGrid.Column(valueName, .right),
        TableGrid.Column(Phrase(verbatim: "95%"), .right),
        TableGrid.Column(Phrase(verbatim: "n"), .right),
      ],
      texts: rows.indices.map { index in
        [rows[index].label, valueText(rows[index]), intervalText(rows[index]), bases[index]]
      })
  }
}

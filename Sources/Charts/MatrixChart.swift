import Reporting

/// Who moved from which class to which: a row for each class before, a column for each class now,
/// shaded by the share of the row.
///
/// ```text
/// from \ to     n     active     dormant
/// active    1,204  █   61.2%  ░   20.1%
/// dormant     960  ░    8.0%  ▒   31.0%
/// ```
public struct MatrixChart: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    public let label: String
    public let users: Int
    /// What stands for the users where privacy does not tell them.
    public let untold: String?
    /// Shares of the row, one for each column; nil where it is not told.
    public let shares: [Double?]

    public init(label: String, users: Int, untold: String? = nil, shares: [Double?]) {
      self.label = label
      self.users = users
      self.untold = untold
      self.shares = shares
    }
  }

  public var title: Phrase
  public var columns: [String]
  public var rows: [Row]
  public var notes: [Phrase]

  public init(title: Phrase, columns: [String], rows: [Row], notes: [Phrase] = []) {
    self.title = title
    self.columns = columns
    self.rows = rows
    self.notes = notes
  }

  public func draw(on canvas: Canvas) -> Chart {
    let ink = Ink(canvas)
    guard !rows.isEmpty, !columns.isEmpty else {
      let empty = StyledText(ink.text(Phrase("nobody to follow", "没有可跟踪的用户")), .muted)
      return Frame(ink: ink, title: title, body: [empty]).chart(alternative: alternative)
    }
    let headings = columns.map(ink.label)
    let sizes = rows.map { $0.untold ?? NumberText.count($0.users) }
    let heading = ink.text(Phrase("from \\ to", "由 \\ 至"))
    let labels = LabelColumn(ink, heading: heading, labels: rows.map(\.label))
    let sizeWidth = max(ink.widest(sizes), 4)
    let room = canvas.width - labels.width - 2 - sizeWidth
    let cell = min(max(9, ink.widest(headings) + 2), max(9, room / columns.count))
    let shown = min(columns.count, max(0, room / cell))
    guard canvas.width >= Frame.narrowest, shown > 0 else {
      return Frame.fallback(
        ink, title: title, table: table(ink), legend: legend(ink, shown: columns.count, nil),
        alternative: alternative)
    }
    let scale = ShadeScale(
      rows.flatMap { row in
        row.shares.map { $0.map { .rate($0, users: nil, isComplete: true) } ?? .inapplicable }
      })
    var body = [
      StyledText(
        ink.fit(heading, labels.width) + "  " + ink.right(ink.text(Phrase("n", "人数")), sizeWidth)
          + headings.prefix(shown).map { ink.right(ink.cut($0, to: cell - 1), cell) }.joined(),
        .label)
    ]
    for (index, row) in rows.enumerated() {
      var line = StyledText((labels.lines(index).first ?? "") + "  ", .label)
      line.append(ink.right(sizes[index], sizeWidth))
      for share in row.shares.prefix(shown) {
        let level = share.flatMap { $0 > 0 ? scale.level(of: $0) : nil }
        let text = ink.number(share.map { NumberText.percent($0) } ?? NumberText.missing)
        line.append(" " + (level.map { ink.shades[$0] } ?? " "), level.map { .heat($0) } ?? .muted)
        line.append(ink.right(text, cell - 2), level.map { .heat($0) } ?? .muted)
      }
      body.append(line)
      body += labels.lines(index).dropFirst().map { StyledText($0, .label) }
    }
    return Frame(ink: ink, title: title, body: body, legend: legend(ink, shown: shown, scale))
      .chart(alternative: alternative)
  }

  /// One sentence: how many stayed where they were, and the commonest move.
  var alternative: Phrase {
    var moves: [(from: String, to: String, users: Double)] = []
    var stayed = 0.0
    var all = 0.0
    for row in rows where row.untold == nil {
      all += Double(row.users)
      for (column, share) in zip(columns, row.shares) {
        let users = (share ?? 0) * Double(row.users)
        if column == row.label { stayed += users } else { moves.append((row.label, column, users)) }
      }
    }
    guard all > 0 else { return Phrase("No moves between classes.", "没有各类之间的迁移。") }
    let share = NumberText.rate(stayed / all)
    guard let most = moves.max(by: { $0.users < $1.users }), most.users > 0 else {
      return Phrase("\(share) stayed in their class.", "\(share) 留在原类。")
    }
    let users = NumberText.count(Int(most.users.rounded()))
    return Phrase(
      "\(share) stayed in their class; the commonest move: \(most.from) to \(most.to), \(users).",
      "\(share) 留在原类；最多的迁移：\(most.from) 至 \(most.to)，\(users) 人。")
  }

  private func legend(_ ink: Ink, shown: Int, _ scale: ShadeScale?) -> [StyledText] {
    let meaning = ink.text(Phrase("cells: % of the row", "单元格：占该行的 %"))
    var lines = [StyledText(meaning + "   ", .label) + (scale?.legend(ink) ?? StyledText())]
    if shown < columns.count {
      let left = columns.count - shown
      lines.append(
        StyledText(
          ink.text(Phrase("\(left) more columns stand in the table", "另有 \(left) 列在表中")), .label))
    }
    return lines + notes.map { StyledText(ink.text($0), .label) }
  }

  private func table(_ ink: Ink) -> TableGrid {
    TableGrid(
      columns: [
        TableGrid.Column(Phrase("from", "由")), TableGrid.Column(Phrase("to", "至")),
        TableGrid.Column(Phrase("% of the row", "占该行 %"), .right),
      ],
      texts: rows.flatMap { row in
        zip(columns, row.shares).compactMap { column, share in
          share.map { $0 > 0 ? [row.label, column, NumberText.percent($0)] : nil } ?? nil
        }
      })
  }
}

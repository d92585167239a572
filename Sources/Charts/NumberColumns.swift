import Reporting

/// The right-aligned columns beside the bars of a chart, with headings that end where they end.
struct NumberColumns {
  struct Column {
    let heading: String
    /// One for each row.
    let cells: [String]
    let roles: [Role]
  }

  /// A heading longer than this is cut unless the numbers below need the room anyway.
  private static let longestHeading = 16
  private static let gap = 2

  let ink: Ink
  private(set) var columns: [Column] = []
  private var widths: [Int] = []

  init(_ ink: Ink) { self.ink = ink }

  /// Adds a column; `roles` colours its cells where given.
  ///
  /// The heading ends above the digits, not above a mark such as `!` behind them.
  mutating func add(_ heading: Phrase, _ cells: [String], roles: [Role]? = nil) {
    let cells = cells.map(ink.number)
    let name = ink.heading(ink.text(heading), over: cells)
    let width = max(min(ink.width(name), Self.longestHeading), ink.widest(cells))
    let plain = Array(repeating: Role.plain, count: cells.count)
    columns.append(Column(heading: ink.cut(name, to: width), cells: cells, roles: roles ?? plain))
    widths.append(width)
  }

  /// Cells of all columns and the gaps before them.
  var width: Int { widths.reduce(0) { $0 + $1 + Self.gap } }

  var headings: String {
    zip(columns, widths).map { column, width in
      ink.repeated(" ", Self.gap) + ink.right(column.heading, width)
    }.joined()
  }

  func row(_ index: Int) -> StyledText {
    var line = StyledText()
    for (column, width) in zip(columns, widths) {
      let text = column.cells.indices.contains(index) ? column.cells[index] : ""
      let role = column.roles.indices.contains(index) ? column.roles[index] : .plain
      line.append(ink.repeated(" ", Self.gap) + ink.right(text, width), role)
    }
    return line
  }
}

/// The names before the bars of a chart, at most 20 cells wide and then on a second line.
struct LabelColumn {
  static let longest = 20

  let width: Int
  private let lines: [[String]]

  init(_ ink: Ink, heading: String, labels: [String]) {
    let shown = labels.map(ink.label)
    width = min(max(ink.widest(shown), min(ink.width(heading), Self.longest)), Self.longest)
    lines = shown.map { [width] label in
      let wrapped = ink.wrapped(label, to: width)
      guard wrapped.count > 2 else { return wrapped.map { ink.fit($0, width) } }
      let rest = label.dropFirst(wrapped[0].count).drop { $0 == " " }
      return [ink.fit(wrapped[0], width), ink.fit(String(rest), width)]
    }
  }

  /// The padded lines of a name: one, or two where it is long.
  func lines(_ index: Int) -> [String] { lines.indices.contains(index) ? lines[index] : [""] }
}

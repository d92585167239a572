import Charts
import Engine
import Reporting

/// One table of a command's answer: typed for machines, in words for people.
struct Section {
  struct Column {
    let name: String
    let type: ColumnType
    let heading: Phrase
    /// What is too wide for a screen stands in the machines' table alone.
    var isShown = true

    init(_ name: String, _ type: ColumnType, _ heading: Phrase, isShown: Bool = true) {
      self.name = name
      self.type = type
      self.heading = heading
      self.isShown = isShown
    }
  }

  /// A value, and how people read it where that is not what its type says.
  struct Value {
    let cell: Cell
    let shown: Phrase?

    init(_ cell: Cell, _ shown: Phrase? = nil) {
      self.cell = cell
      self.shown = shown
    }

    static func text(_ text: String?, _ shown: Phrase? = nil) -> Value {
      Value(text.map { .text($0) } ?? .missing, text == nil ? nothing : shown)
    }

    static func count(_ count: Int) -> Value { Value(.int(count)) }

    static func minute(_ instant: Int64?, _ calendar: LocalCalendar) -> Value {
      guard let instant else { return Value(.missing, nothing) }
      return Value(.time(instant), Phrase(verbatim: String(calendar.text(of: instant).dropLast(3))))
    }

    private static let nothing = Phrase(verbatim: "")
  }

  let title: Phrase?
  let columns: [Column]
  private(set) var table: ResultTable
  private var rows: [[TableGrid.Cell]] = []
  var notes: [Phrase] = []

  init(_ name: String, title: Phrase? = nil, columns: [Column]) {
    self.title = title
    self.columns = columns
    table = ResultTable(name, columns: columns.map { ResultColumn($0.name, $0.type) })
  }

  mutating func append(_ values: [Value]) {
    table.append(values.map(\.cell))
    rows.append(
      zip(columns, values).filter { $0.0.isShown }.map { column, value in
        let text =
          value.shown
          ?? Phrase(
            value.cell.text(as: column.type, in: .english),
            value.cell.text(as: column.type, in: .chinese))
        return TableGrid.Cell(
          Phrase(Escaping.visible(text.english), Escaping.visible(text.chinese)))
      })
  }

  fileprivate func draw(on canvas: Canvas) -> Block {
    .chart(
      TableGrid(
        title: title,
        columns: columns.filter(\.isShown).map {
          TableGrid.Column($0.heading, $0.type.isNumeric ? .right : .left)
        }, rows: rows, notes: notes
      ).draw(on: canvas))
  }
}

extension Command.Output {
  /// Sections one under the other; those of one name are one table for machines.
  static func sections(_ sections: [Section], closing: [Phrase] = []) -> Command.Output {
    var tables: [ResultTable] = []
    for section in sections {
      if let known = tables.firstIndex(where: { $0.name == section.table.name }) {
        for row in section.table.rows { tables[known].append(row) }
      } else {
        tables.append(section.table)
      }
    }
    return Command.Output(
      Answer(tables: tables, rule: Phrase(verbatim: ""))
    ) { canvas in
      var blocks: [Block] = []
      for section in sections {
        if !blocks.isEmpty { blocks.append(.lines([StyledText("")])) }
        blocks.append(section.draw(on: canvas))
      }
      if !closing.isEmpty {
        blocks.append(
          .lines(
            [StyledText("")] + closing.map { StyledText($0.text(in: canvas.language), .muted) }))
      }
      return blocks
    }
  }
}

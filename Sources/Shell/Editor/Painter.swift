import Reporting

/// Writes the line being edited once more over what libedit drew, in colour where there is any.
///
/// Without colours too: libedit moves the cursor to the right by writing cells again, and a cell
/// that is the second half of a wide character moves it nowhere. libedit tracks characters, not
/// attributes: the same characters in the same cells leave its picture of the screen true. Every
/// cell of the rows is written, so no stale colour stays.
struct Painter {
  /// A longer text is left in plain characters.
  static let mostScalars = 4000

  let printer: TerminalPrinter
  /// Stands in the first cell of each further line, if that cell is blank.
  let gutter: Character?

  /// The bytes that repaint the rows and put the cursor back; nil where it is safer not to.
  ///
  /// - Parameters:
  ///   - roles: the role of each scalar of the text.
  ///   - cursor: the index of a scalar in the text.
  ///   - screenRows: rows of the screen; a taller text is shown in part, so it stays as it is.
  func repaint(
    prompt: String, text: String, roles: [Role], layout: BufferLayout, cursor: Int, screenRows: Int
  ) -> String? {
    guard layout.rows < screenRows, layout.places.count <= Self.mostScalars else { return nil }
    let scalars = Array(prompt.unicodeScalars) + Array(text.unicodeScalars)
    let target = layout.cursor(at: cursor)
    var canvas = RowWriter(layout: layout)
    for (index, scalar) in scalars.enumerated() where index < layout.widths.count {
      canvas.enter(row: layout.places[index].row)
      if scalar == "\n" {
        canvas.breakLine()
        continue
      }
      let mark = gutterMark(index, scalars, layout)
      let role = mark == nil ? role(at: index, roles, layout) : .muted
      canvas.write(mark ?? scalar, style: printer.start(of: role), index: index)
    }
    canvas.enter(row: layout.end.row)
    canvas.clearRest()
    return "\u{1B}[?2026h\u{1B}[?25l\r" + Self.up(target.row) + canvas.output
      + Self.up(layout.end.row - target.row) + "\r" + Self.right(target.column)
      + "\u{1B}[?25h\u{1B}[?2026l"
  }

  private func role(at index: Int, _ roles: [Role], _ layout: BufferLayout) -> Role {
    let place = index - layout.promptCount
    return place < 0 ? .muted : place < roles.count ? roles[place] : .plain
  }

  private func gutterMark(
    _ index: Int, _ scalars: [Unicode.Scalar], _ layout: BufferLayout
  ) -> Unicode.Scalar? {
    guard let gutter, index > layout.promptCount, scalars[index] == " ",
      scalars[index - 1] == "\n"
    else { return nil }
    return gutter.unicodeScalars.first
  }

  static func up(_ rows: Int) -> String { rows > 0 ? "\u{1B}[\(rows)A" : "" }

  static func down(_ rows: Int) -> String { rows > 0 ? "\u{1B}[\(rows)B" : "" }

  static func right(_ columns: Int) -> String { columns > 0 ? "\u{1B}[\(columns)C" : "" }
}

/// Writes rows of styled scalars from the top down.
private struct RowWriter {
  let layout: BufferLayout
  private(set) var output = ""
  private var row = 0
  private var column = 0
  private var style = ""
  private var endedByBreak = false

  init(layout: BufferLayout) { self.layout = layout }

  mutating func write(_ scalar: Unicode.Scalar, style: String, index: Int) {
    if style != self.style {
      endStyle()
      output += style
      self.style = style
    }
    output.unicodeScalars.append(scalar)
    column = layout.places[index].column + layout.widths[index]
  }

  mutating func breakLine() { endedByBreak = true }

  /// Goes down to a row, each one above it cleared behind its last cell.
  mutating func enter(row target: Int) {
    while row < target {
      clearRest(goesOn: !endedByBreak)
      endedByBreak = false
      output += "\r\u{1B}[B"
      row += 1
      column = 0
    }
  }

  /// Clears the row behind what was written.
  ///
  /// A full row is not cleared: there the cursor still stands on its last cell. A cell that a wide
  /// character left free is written, as libedit does: to clear it would part the two rows, and they
  /// would no longer be wrapped together when the window changes its width.
  mutating func clearRest(goesOn: Bool = false) {
    endStyle()
    if column >= layout.columns { return }
    let isHole = goesOn && column + 1 == layout.columns
    output += isHole ? " " : "\u{1B}[K"
  }

  private mutating func endStyle() {
    if !style.isEmpty { output += TerminalPrinter.reset }
    style = ""
  }
}

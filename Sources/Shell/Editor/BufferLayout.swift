/// Where a prompt and the text being edited lie on the screen.
///
/// The rule is libedit's own (`re_putc`): a wide character that does not fit goes to the next row,
/// a row that is full goes on in the next one at once, and a line break ends its row.
struct BufferLayout {
  struct Place: Hashable {
    var row: Int
    var column: Int
  }

  /// The place of each scalar of the prompt, then of the text; one more for the end.
  private(set) var places: [Place] = []
  /// Cells of each scalar; a line break has none.
  private(set) var widths: [Int] = []
  let promptCount: Int
  let columns: Int

  init(prompt: String, text: String, columns: Int) {
    self.columns = max(2, columns)
    promptCount = prompt.unicodeScalars.count
    var next = Place(row: 0, column: 0)
    for scalar in prompt.unicodeScalars { add(scalar, &next) }
    for scalar in text.unicodeScalars { add(scalar, &next) }
    places.append(next)
  }

  private mutating func add(_ scalar: Unicode.Scalar, _ next: inout Place) {
    if scalar == "\n" {
      places.append(next)
      widths.append(0)
      next = Place(row: next.row + 1, column: 0)
      return
    }
    let width = scalar == "\t" ? 8 - next.column % 8 : scalar.editorWidth
    if next.column + width > columns { next = Place(row: next.row + 1, column: 0) }
    places.append(next)
    widths.append(width)
    next.column += width
    if next.column >= columns { next = Place(row: next.row + 1, column: 0) }
  }

  var end: Place { places.last ?? Place(row: 0, column: 0) }

  var rows: Int { end.row + 1 }

  /// The row of the cursor after the terminal has wrapped these rows anew at another width.
  ///
  /// The cells that wide characters left free are blanks to the terminal and stay.
  func row(ofCursorAt index: Int, text: String, prompt: String, wrappedAt new: Int) -> Int {
    let scalars = Array(prompt.unicodeScalars) + Array(text.unicodeScalars)
    var flow = String.UnicodeScalarView()
    var target = 0
    var column = 0
    for (place, scalar) in scalars.enumerated() where place < widths.count {
      let holes = places[place].column == 0 && column > 0 ? columns - column : 0
      for _ in 0..<max(0, holes) { flow.append(" ") }
      if place == promptCount + index { target = flow.count }
      flow.append(scalar)
      column = scalar == "\n" ? 0 : places[place].column + widths[place]
      if column >= columns { column = 0 }
    }
    if promptCount + index >= scalars.count { target = flow.count }
    let anew = BufferLayout(prompt: "", text: String(flow), columns: new)
    return anew.cursor(at: target).row
  }

  /// The place of the cursor before the scalar of the text at `index`.
  func cursor(at index: Int) -> Place {
    let place = promptCount + max(0, index)
    return place < places.count ? places[place] : end
  }
}

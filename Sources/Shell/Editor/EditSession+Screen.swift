import CLibEdit
import Reporting

/// What the editor draws beside libedit.
extension EditSession {
  private func layout(_ text: String) -> BufferLayout {
    BufferLayout(prompt: prompt, text: text, columns: columns)
  }

  /// Writes the line over.
  func paint() {
    let (text, cursor) = buffer
    let repaint = painter.repaint(
      prompt: prompt, text: text, roles: language.highlight(text), layout: layout(text),
      cursor: cursor, screenRows: rows)
    if let repaint { StandardOutput.write(repaint) }
  }

  /// Lists what would fit below the line, then shows the line again under the list.
  func list(_ candidates: [Completion.Candidate]) {
    let menu = CompletionMenu(
      candidates: candidates, columns: columns, rows: max(3, rows - 3), traits: traits)
    let (text, cursor) = buffer
    let layout = layout(text)
    let below = layout.end.row - layout.cursor(at: cursor).row
    let lines = menu.lines.map { printer.text($0) + "\r\n" }.joined()
    StandardOutput.write(Painter.down(min(below, rows - 1)) + "\r\n" + lines)
    editline_refresh(handle)
    editline_flush()
  }

  /// Takes over another size of the window.
  ///
  /// The terminal has wrapped the rows anew by itself, so the first one is where the new width puts
  /// it.
  func resize() {
    var newRows: Int32 = 0
    var newColumns: Int32 = 0
    guard editline_window_size(STDOUT_FILENO, &newRows, &newColumns) == 0, newColumns > 0,
      Int(newColumns) != columns || Int(newRows) != rows
    else { return }
    let (text, cursor) = buffer
    let row = layout(text).row(
      ofCursorAt: cursor, text: text, prompt: prompt, wrappedAt: Int(newColumns))
    columns = Int(newColumns)
    rows = max(1, Int(newRows))
    StandardOutput.write(Painter.up(min(row, rows - 1)) + "\r\u{1B}[J")
    el_resize(handle)
    editline_refresh(handle)
    editline_flush()
  }

  /// The size may have changed while no line was edited.
  func adoptSize() {
    var traits = traits
    traits.measure()
    if traits.width != columns || traits.height != rows { el_resize(handle) }
    columns = traits.width
    rows = traits.height
  }

  /// Ctrl-Z: back to the shell that started the program, and here again after `fg`.
  func suspend() {
    let (text, cursor) = buffer
    let layout = layout(text)
    let below = layout.end.row - layout.cursor(at: cursor).row
    StandardOutput.write(Painter.down(below) + "\r\n\u{1B}[?2004l")
    editline_prepare_terminal(handle, 0)
    kill(0, SIGTSTP)
    editline_prepare_terminal(handle, 1)
    StandardOutput.write("\u{1B}[?2004h")
    adoptSize()
    editline_refresh(handle)
    editline_flush()
  }
}

import Reporting

/// A horizontal bar inside a fixed number of cells.
struct Bar {
  /// A bar is never longer than this, however wide the canvas.
  static let longest = 60

  let value: Double
  let most: Double
  let cells: Int

  /// Length in eighths of a cell; a value above zero shows at least one.
  private var eighths: Int {
    guard value.isFinite, most.isFinite, most > 0, value > 0, cells > 0 else { return 0 }
    let share = min(value / most, 1)
    return max(1, Int((share * Double(cells) * 8).rounded()))
  }

  /// The bar without padding.
  func text(_ ink: Ink) -> String {
    let eighths = eighths
    guard eighths > 0 else { return "" }
    let full = ink.repeated(ink.fullBar, eighths / 8)
    let end = ink.partialBar(eighths % 8)
    let bar = full + end
    return bar.isEmpty ? ink.partialBar(4) : bar
  }
}

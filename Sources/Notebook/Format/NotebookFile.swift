/// A notebook: a Markdown file whose fences `opsbook` are cells and whose fences `output` hold what
/// they gave.
///
/// The file is kept as slices that cover every byte, so that whatever is not replaced stands there
/// again as it was, be it prose, odd line ends or bytes that are no text:
/// `NotebookFile(parsing: x).bytes() == x` for any bytes. The format itself is in
/// `docs/NOTEBOOK_FORMAT.md`.
public struct NotebookFile: Hashable, Sendable {
  enum Slice: Hashable, Sendable {
    /// The byte order mark.
    case mark([UInt8])
    case front(FrontMatter)
    case prose([UInt8])
    case cell(NotebookCell)
    case output(NotebookOutput)

    var bytes: [UInt8] {
      switch self {
      case .mark(let bytes), .prose(let bytes): bytes
      case .front(let front): front.bytes
      case .cell(let cell): cell.block.bytes
      case .output(let output): output.block.bytes
      }
    }

    /// Prose of blank lines alone.
    var isGap: Bool {
      if case .prose(let bytes) = self {
        bytes.allSatisfy { $0.isBlank || $0 == 0x0A || $0 == 0x0D }
      } else {
        false
      }
    }
  }

  var slices: [Slice]

  /// A notebook without a byte.
  public init() { slices = [] }

  public func bytes() -> [UInt8] { slices.flatMap(\.bytes) }

  public var cells: [NotebookCell] {
    slices.compactMap { if case .cell(let cell) = $0 { cell } else { nil } }
  }

  public var front: FrontMatter? {
    get {
      for case .front(let front) in slices { return front }
      return nil
    }
    set {
      let place = slices.firstIndex { if case .front = $0 { true } else { false } }
      switch (place, newValue) {
      case (let place?, let front?): slices[place] = .front(front)
      case (let place?, nil): slices.remove(at: place)
      case (nil, let front?):
        var start = 0
        if case .mark = slices.first { start = 1 }
        slices.insert(.front(front), at: start)
      case (nil, nil): break
      }
    }
  }

  /// Adds prose at the end, a blank line before it.
  public mutating func append(prose: String) {
    guard !prose.isEmpty else { return }
    slices.append(.prose(Array((separation + prose + (prose.hasSuffix("\n") ? "" : "\n")).utf8)))
  }

  /// Adds a cell with its outputs at the end, blank lines between them.
  public mutating func append(_ cell: NotebookCell, outputs: [NotebookOutput] = []) {
    if !separation.isEmpty { slices.append(.prose(Array(separation.utf8))) }
    slices.append(.cell(cell))
    setOutputs(outputs, of: cells.count - 1)
  }

  /// What makes the end of the file a blank line.
  private var separation: String {
    var end: [UInt8] = []
    for slice in slices.reversed() where end.count < 2 {
      end = slice.bytes.suffix(2 - end.count) + end
    }
    if end.isEmpty || end == [0x0A, 0x0A] { return "" }
    return end.last == 0x0A ? "\n" : "\n\n"
  }
}

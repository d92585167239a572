import Export

/// A cell or an output as its bytes stand in the file.
struct FencedBlock: Hashable, Sendable {
  /// The line of the opening fence with its end.
  private(set) var opening: [UInt8]
  private(set) var body: [UInt8]
  /// The line of the closing fence; nil where the file ended before it.
  let closing: [UInt8]?
  let indent: Int
  private(set) var info: InfoString

  init(_ opening: FenceOpening, first: NotebookLine, body: [NotebookLine], closing: NotebookLine?) {
    self.opening = first.bytes
    self.body = body.flatMap(\.bytes)
    self.closing = closing?.bytes
    indent = opening.indent
    info = InfoString(opening.info)
  }

  /// A new block, its fence longer than any run of backticks in the text.
  init(info: String, text: String, indent: Int = 0, lineEnd: String = "\n") {
    let margin = String(repeating: " ", count: indent)
    let lines = NotebookLine.texts(of: text)
    let fence = Fence.around(lines.map { Array($0.utf8) })
    self.indent = indent
    self.info = InfoString(Array(info.utf8)[...])
    opening = Array((margin + fence + info + lineEnd).utf8)
    body = lines.flatMap { Array((($0.isEmpty ? "" : margin) + $0 + lineEnd).utf8) }
    closing = Array((margin + fence + lineEnd).utf8)
  }

  var bytes: [UInt8] { opening + body + (closing ?? []) }

  /// Whether the file ended inside the block.
  var isPartial: Bool { closing == nil }

  /// The lines inside without the block's indentation, each with LF at its end.
  ///
  /// What is not UTF-8 is read as the replacement character; the file keeps its bytes.
  var text: String {
    let lines = NotebookLine.all(of: body[...])
    var text: [UInt8] = []
    for line in lines {
      text += line.content.dropFirst(min(indent, line.indent))
      text.append(0x0A)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The line end of the opening fence; LF where the file ends with it.
  var lineEnd: String { opening.suffix(2) == [0x0D, 0x0A] ? "\r\n" : "\n" }

  func attribute(_ name: String) -> String? { info.attributes.first { $0.name == name }?.value }

  /// Puts an attribute right behind the block's first word.
  mutating func insert(_ attribute: Attribute) {
    guard let line = NotebookLine.all(of: opening[...]).first, let fence = FenceOpening(line)
    else { return }
    let word = fence.info.prefix { !$0.isBlank }
    let place = word.endIndex
    opening.insert(contentsOf: Array(" \(attribute.written)".utf8), at: place)
    if let line = NotebookLine.all(of: opening[...]).first, let fence = FenceOpening(line) {
      info = InfoString(fence.info)
    }
  }
}

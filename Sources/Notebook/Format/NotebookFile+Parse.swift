extension NotebookFile {
  /// Takes a file apart; never fails, and loses no byte.
  ///
  /// Only fences at the margin or up to three spaces from it count, by the rules of CommonMark: a
  /// fence inside another code block or inside an HTML comment is prose.
  public init(parsing bytes: [UInt8]) {
    slices = []
    var rest = bytes[...]
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    if rest.starts(with: mark) {
      slices.append(.mark(mark))
      rest = rest.dropFirst(3)
    }
    var lines = NotebookLine.all(of: rest)[...]
    if let front = Self.front(of: lines) {
      slices.append(.front(front.matter))
      lines = lines.dropFirst(front.count)
    }
    var prose: [UInt8] = []
    while let line = lines.first {
      let count: Int
      if let opening = FenceOpening(line) {
        let inside = lines.dropFirst().prefix { !opening.isClosed(by: $0) }
        let closing = inside.endIndex < lines.endIndex ? lines[inside.endIndex] : nil
        count = 1 + inside.count + (closing == nil ? 0 : 1)
        let block = FencedBlock(opening, first: line, body: Array(inside), closing: closing)
        if let slice = Self.slice(of: block) {
          if !prose.isEmpty { slices.append(.prose(prose)) }
          prose = []
          slices.append(slice)
        } else {
          prose += block.bytes
        }
      } else {
        count = Self.opensComment(line) ? Self.comment(lines) : 1
        prose += lines.prefix(count).flatMap(\.bytes)
      }
      lines = lines.dropFirst(count)
    }
    if !prose.isEmpty { slices.append(.prose(prose)) }
  }

  private static func slice(of block: FencedBlock) -> Slice? {
    if let cell = NotebookCell(block) { return .cell(cell) }
    return NotebookOutput(block).map { .output($0) }
  }

  /// Front matter reaches to the second `---`; a fence before that makes the first one a rule.
  private static func front(
    of lines: ArraySlice<NotebookLine>
  ) -> (matter: FrontMatter, count: Int)? {
    guard let first = lines.first, isRule(first) else { return nil }
    let inside = lines.dropFirst().prefix { !isRule($0) && FenceOpening($0) == nil }
    guard inside.endIndex < lines.endIndex, isRule(lines[inside.endIndex]) else { return nil }
    let matter = FrontMatter(
      opening: first, lines: Array(inside), closing: lines[inside.endIndex])
    return (matter, inside.count + 2)
  }

  private static func isRule(_ line: NotebookLine) -> Bool {
    line.content.starts(with: Array("---".utf8)) && line.content.dropFirst(3).allSatisfy(\.isBlank)
  }

  static func opensComment(_ line: NotebookLine) -> Bool {
    line.indent <= 3 && line.content.dropFirst(line.indent).starts(with: Array("<!--".utf8))
  }

  /// How many lines a comment takes: to the line that ends it, or to the end of the file.
  private static func comment(_ lines: ArraySlice<NotebookLine>) -> Int {
    let inside = lines.prefix { !$0.content.contains("-->") }
    return min(lines.count, inside.count + 1)
  }
}

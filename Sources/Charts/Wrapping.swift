import Reporting

extension Ink {
  /// A text in lines of at most `cells`, broken at spaces and between wide characters.
  ///
  /// A word longer than a line is cut at a character's boundary; no line begins with a closing
  /// mark of punctuation where the one before has room for it.
  func wrapped(_ text: String, to cells: Int) -> [String] {
    let cells = max(2, cells)
    var lines: [String] = []
    var line = ""
    for piece in LineBreak(canvas.displayWidth).pieces(of: text) {
      let joined = line + piece
      if width(trimmingEnd(joined)) <= cells {
        line = joined
        continue
      }
      if !trimmingEnd(line).isEmpty { lines.append(trimmingEnd(line)) }
      let parts = chopped(piece.drop { $0 == " " }, to: cells)
      lines += parts.dropLast()
      line = parts.last ?? ""
    }
    if !trimmingEnd(line).isEmpty || lines.isEmpty { lines.append(trimmingEnd(line)) }
    return lines
  }

  /// A word cut at the boundaries of characters into parts of at most `cells`, behind `_`, `.`,
  /// `-` or `/` where one stands in the second half of a part.
  private func chopped(_ word: Substring, to cells: Int) -> [String] {
    var parts: [String] = []
    var part = ""
    var used = 0
    for character in word {
      let next = width(String(character))
      if used + next > cells, character != " " {
        let joint = part.lastIndex { Self.joints.contains($0) }.map { part.index(after: $0) }
        let end = joint.flatMap { width(String(part[..<$0])) * 2 > cells ? $0 : nil }
        parts.append(String(part[..<(end ?? part.endIndex)]))
        part = end.map { String(part[$0...]) } ?? ""
        used = width(part)
      }
      part.append(character)
      used += next
    }
    return parts + [part]
  }

  /// Short pieces side by side, as many on a line as fit.
  func flowing(_ pieces: [StyledText]) -> [StyledText] {
    var lines: [StyledText] = []
    for piece in pieces where !piece.pieces.isEmpty {
      if let last = lines.last {
        let joined = last + StyledText("   ") + piece
        if width(joined.plain) <= canvas.width {
          lines[lines.count - 1] = joined
          continue
        }
      }
      lines.append(piece)
    }
    return lines
  }

  func trimmingEnd(_ text: String) -> String {
    var text = text
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }

  private static let joints: Set<Character> = ["_", ".", "-", "/"]
}

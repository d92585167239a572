import Reporting

/// Breaks long lines at spaces and between wide characters.
struct LineWrapping {
  let measure: DisplayWidth
  let columns: Int

  /// The line itself where it fits, else its parts, all but the first one indented.
  func lines(_ line: StyledText, indent: Int = 0) -> [StyledText] {
    guard measure.width(of: line.plain) > columns else { return [line] }
    let indent = min(indent, columns / 2)
    let characters = line.pieces.flatMap { piece in piece.text.map { ($0, piece.role) } }
    var lines: [StyledText] = []
    var start = 0
    while start < characters.count {
      let room = lines.isEmpty ? columns : columns - indent
      let end = lineEnd(characters.map(\.0), from: start, room: room)
      let margin = lines.isEmpty ? "" : String(repeating: " ", count: indent)
      lines.append(Self.styled(characters[start..<end], margin: margin))
      start = end
      while start < characters.count, characters[start].0 == " " { start += 1 }
    }
    return lines
  }

  /// Where a line that begins at `start` ends: at the last space, where it leaves the line more
  /// than half full, else at the last place that may be broken.
  private func lineEnd(_ characters: [Character], from start: Int, room: Int) -> Int {
    var used = 0
    var breakable: Int?
    var spaced: Int?
    let rule = LineBreak(measure)
    for index in start..<characters.count {
      if index > start, rule.mayStand(between: characters[index - 1], and: characters[index]) {
        breakable = index
        if characters[index - 1] == " ", used > room / 2 { spaced = index }
      }
      used += measure.width(of: characters[index])
      if used > room, characters[index] != " " {
        return spaced ?? breakable ?? max(start + 1, index)
      }
    }
    return characters.count
  }

  private static func styled(
    _ characters: ArraySlice<(Character, Role)>, margin: String
  ) -> StyledText {
    var end = characters.endIndex
    while end > characters.startIndex, characters[end - 1].0 == " " { end -= 1 }
    var line = StyledText(margin)
    var text = ""
    var role = Role.plain
    for (character, next) in characters[..<end] {
      if next != role {
        line.append(text, role)
        text = ""
        role = next
      }
      text.append(character)
    }
    line.append(text, role)
    return line
  }
}

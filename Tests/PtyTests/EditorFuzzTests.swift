import Statistics
import TestKit
import Testing

/// The screen after random edits in the middle of a line, against a model of the line.
@Suite("editing in the middle of a line", .serialized)
struct EditorFuzzTests {
  struct Alphabet: Sendable, CustomTestStringConvertible {
    let name: String
    let characters: [String]
    var testDescription: String { name }
  }

  static let alphabets = [
    Alphabet(name: "ASCII", characters: "abc XYZ->019'".map(String.init)),
    Alphabet(name: "Chinese", characters: "漏斗留存分群新增活跃率用户，。".map(String.init)),
    Alphabet(name: "emoji", characters: "😀a漏🚀 ".map(String.init)),
    Alphabet(name: "mixed", characters: "漏a斗b 留c存->1率é".map(String.init)),
  ]

  @Test(
    "leaves the screen as the line is", arguments: alphabets,
    [(22, false), (80, false), (22, true)]
  )
  func screen(_ alphabet: Alphabet, _ terminal: (columns: Int, color: Bool)) throws {
    for seed in 1...UInt64(6) {
      try edit(alphabet.characters, columns: terminal.columns, color: terminal.color, seed: seed)
    }
  }

  private func edit(_ alphabet: [String], columns: Int, color: Bool, seed: UInt64) throws {
    let session = try PtySession(
      BuiltProduct.path("EditorProbe"), color ? ["--color"] : [], columns: columns, rows: 12)
    try session.wait(for: "指标>")
    session.settle()
    var random = SplitMix64(seed: seed)
    var model = LineModel()
    var done: [String] = []
    for step in 0..<30 {
      let keys = step < 8 ? model.type(alphabet, &random) : model.act(alphabet, &random)
      done.append(keys)
      session.send(keys)
      let expected = model.rows(prompt: "指标> ", columns: columns)
      try? session.wait(seconds: 2) { $0.shows(expected) }
      // What the last keys left to be written must not spoil it again.
      if step == 29 { session.settle() }
      guard session.screen.shows(expected) else {
        Issue.record(
          """
          seed \(seed), step \(step), keys \(done): expected \(expected), \
          shown \(session.screen.lines), cursor \(session.screen.row), \(session.screen.column)
          """)
        return
      }
    }
    #expect(session.screen.unknown.isEmpty)
    session.send("\r")
    try session.wait(for: ">")
    let text = model.characters.joined()
    session.settle()
    let flat = session.screen.transcript.split(separator: "\n").joined()
    #expect(text.isEmpty || flat.contains("<"))
  }
}

extension VirtualScreen {
  fileprivate func shows(_ expected: LineModel.Expected) -> Bool {
    Array(lines.prefix(expected.rows.count)) == expected.rows && row == expected.cursor.row
      && column == expected.cursor.column
      && lines.dropFirst(expected.rows.count).allSatisfy(\.isEmpty)
  }
}

/// What the person means to have typed.
struct LineModel {
  private(set) var characters: [String] = []
  private var cursor = 0

  mutating func type(_ alphabet: [String], _ random: inout SplitMix64) -> String {
    let character = alphabet[Int(random.next() % UInt64(alphabet.count))]
    characters.insert(character, at: cursor)
    cursor += 1
    return character
  }

  /// A random key, of which half insert.
  mutating func act(_ alphabet: [String], _ random: inout SplitMix64) -> String {
    switch random.next() % 10 {
    case 0: return move(-1)
    case 1: return move(1)
    case 2:
      cursor = 0
      return "\u{1}"
    case 3:
      cursor = characters.count
      return "\u{5}"
    case 4 where cursor > 0:
      cursor -= 1
      characters.remove(at: cursor)
      return "\u{7F}"
    case 5 where cursor < characters.count:
      characters.remove(at: cursor)
      return "\u{1B}[3~"
    case 6 where cursor > 1:
      return move(-2)
    default: return type(alphabet, &random)
    }
  }

  private mutating func move(_ by: Int) -> String {
    var keys = ""
    for _ in 0..<abs(by) {
      cursor = min(max(0, cursor + by.signum()), characters.count)
      keys += by < 0 ? "\u{1B}[D" : "\u{1B}[C"
    }
    return keys
  }

  struct Expected {
    var rows = [""]
    var cursor = (row: 0, column: 0)
  }

  /// Rows as a terminal has them, blanks at their ends left out.
  func rows(prompt: String, columns: Int) -> Expected {
    var expected = Expected()
    var column = 0
    let texts = prompt.map(String.init) + characters
    let cursor = prompt.count + self.cursor
    for (index, text) in texts.enumerated() {
      let width = text.unicodeScalars.contains { $0.value >= 0x1100 } ? 2 : 1
      if column + width > columns { wrap(&expected, &column) }
      if index == cursor { expected.cursor = (expected.rows.count - 1, column) }
      expected.rows[expected.rows.count - 1] += text
      column += width
      if column == columns { wrap(&expected, &column) }
    }
    if cursor == texts.count { expected.cursor = (expected.rows.count - 1, column) }
    expected.rows = expected.rows.map { row in
      var row = row
      while row.hasSuffix(" ") { row.removeLast() }
      return row
    }
    return expected
  }

  private func wrap(_ expected: inout Expected, _ column: inout Int) {
    expected.rows.append("")
    column = 0
  }
}

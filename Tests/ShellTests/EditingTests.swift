import Reporting
import Statistics
import TestKit
import Testing

@testable import Shell

@Suite("keys and rows")
struct EditingTests {
  init() { _ = EditorLocale.prepare() }

  private func keys(_ text: String) -> [Key] {
    var decoder = KeyDecoder()
    return text.utf8.compactMap { decoder.feed($0) } + [decoder.flush()].compactMap { $0 }
  }

  @Test("bytes become characters of every length and the keys of common terminals")
  func decoding() {
    #expect(keys("aé漏😀") == ["a", "é", "漏", "😀"].map { Key.character($0) })
    #expect(keys("\u{1B}[A\u{1B}OB\u{1B}[C\u{1B}[D") == [.up, .down, .right, .left])
    #expect(keys("\u{1B}[H\u{1B}[4~\u{1B}[3~") == [.home, .end, .delete])
    #expect(keys("\u{1B}[1;5C\u{1B}[1;3D") == [.nextWord, .previousWord])
    #expect(keys("\r\u{1B}\r\u{1B}[13;2u") == [.enter, .newLine, .newLine])
    #expect(keys("\u{1B}f\u{3}\t") == [.alt("f"), .cancel, .tab])
    #expect(keys("\u{1B}") == [.escape])
  }

  @Test("bytes that are no UTF-8 are dropped, and what follows is read")
  func broken() {
    var decoder = KeyDecoder()
    let bytes: [UInt8] = [0xFF, 0x80, 0xE6, 0xBC, 0x61, 0xED, 0xA0, 0x80, 0x62, 0xC0, 0xAF, 0x63]
    #expect(
      bytes.compactMap { decoder.feed($0) } == [.character("a"), .character("b"), .character("c")])
  }

  @Test("no bytes trap the decoder, and a pause always ends what was begun")
  func fuzz() {
    var random = SplitMix64(seed: 7)
    let pieces: [[UInt8]] = [
      [0x1B], [0x5B], [0x4F], Array("200~".utf8), Array("\u{1B}[201~".utf8), [0xE6], [0x80], [0x0D],
      Array("1;2".utf8), [0xF0, 0x9F], [0x7E], [0x41],
    ]
    var decoder = KeyDecoder()
    for _ in 0..<20_000 {
      for byte in random.pick(pieces) { _ = decoder.feed(byte) }
      if random.below(10) == 0 {
        _ = decoder.flush()
        #expect(!decoder.isPending)
      }
    }
  }

  @Test("a pasted text has single line breaks, blanks for tabs and no control characters")
  func clean() {
    #expect(EditableText.clean("a\r\nb\rc\nd\te\u{1B}[m\u{7F}\u{85}漏") == "a\nb\nc\nd  e[m漏")
  }

  @Test("a wide character that does not fit goes to the next row, a full row goes on at once")
  func layout() {
    let layout = BufferLayout(prompt: "> ", text: "a漏b斗", columns: 4)
    let places = layout.places.map { [$0.row, $0.column] }
    //   > ␠ a . / 漏 漏 b . / 斗 斗
    #expect(places == [[0, 0], [0, 1], [0, 2], [1, 0], [1, 2], [2, 0], [2, 2]])
    #expect(layout.end == BufferLayout.Place(row: 2, column: 2))
    #expect(BufferLayout(prompt: "> ", text: "ab", columns: 4).end == .init(row: 1, column: 0))
    #expect(BufferLayout(prompt: "> ", text: "a\n\nb", columns: 9).end == .init(row: 2, column: 1))
  }

  @Test("the common beginning of Chinese candidates is found by characters")
  func commonStart() {
    let names = ["漏斗转化", "漏斗流失", "漏斗"].map { Completion.Candidate($0) }
    #expect(Completion(replaced: 0, candidates: names).commonStart == "漏斗")
    #expect(Completion().commonStart == "")
  }

  @Test("the list of candidates fits the screen")
  func menu() {
    let names = (0..<200).map { Completion.Candidate("事件\($0)", detail: "很长的说明文字" + "x") }
    for (columns, rows) in [(20, 5), (80, 20), (12, 300), (200, 3)] {
      let menu = CompletionMenu(
        candidates: names, columns: columns, rows: rows,
        traits: TerminalTraits(width: columns, height: rows))
      #expect(menu.lines.count <= rows + 1)
      for line in menu.lines { #expect(DisplayWidth().width(of: line.plain) <= columns) }
    }
  }

  @Test("verbs, clauses and texts are coloured, names are not, comments are muted")
  func highlighting() {
    let text = "漏斗 访问 -> pay where a = 'x' # 按"
    let roles = Highlighter().roles(of: text)
    let scalars = Array(text.unicodeScalars)
    func letters(_ role: Role) -> String {
      zip(scalars, roles).filter { $1 == role }.map { String($0.0) }.joined()
    }
    #expect(letters(.keyword) == "漏斗where")
    #expect(letters(.code) == "'x'")
    #expect(letters(.muted) == "# 按")
    #expect(roles.count == scalars.count)
  }
}

import Language
import Reporting
import Statistics
import Testing

/// Mutations of the vocabulary by scalars and by words.
private struct Mutation {
  var random: SplitMix64
  let lines: [String]
  let words: [String]

  private static let signs: [Unicode.Scalar] = [
    "(", ")", "[", "]", "'", "\"", "`", "“", "”", "·", ",", "，", "、", "。", ";", "；", "#", "\\",
    "\n", "\r", " ", "\u{3000}", "\t", "-", "—", ">", "》", "<", "=", "!", ".", "?", "%", "$", "￥",
    "9", "0", "９", "7", "天", "内", "年", "月", "第", "日", "万", "d", "w", "m", "Q", "W", "T", "_",
    "按", "且", "é", "\u{301}", "\u{0}", "\u{1B}", "\u{202E}", "\u{200B}", "\u{FEFF}", "🙂", "∑", "ß",
  ]

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    lines = VocabularyLine.all.flatMap { [$0.english, $0.chinese] }
    let known = lines.flatMap { $0.split(separator: " ").map(String.init) }
    words =
      known + KeywordTable.standard.keywords.flatMap(\.spellings) + [
        "99999999999999999999d", "2024年3月15日", "9e9", "1.5h", "7日留存", "2024-02-30", "`a b`", "not",
      ]
  }

  private mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }

  mutating func line() -> String {
    var line = lines[below(lines.count)]
    for _ in 0...below(3) { line = below(2) == 0 ? scalars(of: line) : words(of: line) }
    return line
  }

  private mutating func scalars(of line: String) -> String {
    var scalars = Array(line.unicodeScalars)
    let place = below(scalars.count + 1)
    switch below(4) {
    case 0: scalars.insert(Self.signs[below(Self.signs.count)], at: place)
    case 1 where place < scalars.count: scalars.remove(at: place)
    case 2 where place < scalars.count: scalars[place] = Self.signs[below(Self.signs.count)]
    case 3 where place < scalars.count: scalars.swapAt(place, below(scalars.count))
    default: scalars.removeLast(scalars.count - place)
    }
    return String(String.UnicodeScalarView(scalars))
  }

  private mutating func words(of line: String) -> String {
    var parts = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let place = below(parts.count + 1)
    switch below(4) {
    case 0: parts.insert(words[below(words.count)], at: place)
    case 1 where place < parts.count: parts.remove(at: place)
    case 2 where place < parts.count: parts[place] = words[below(words.count)]
    case 3 where place < parts.count: parts.swapAt(place, below(parts.count))
    default: parts += parts
    }
    return parts.joined(separator: " ")
  }
}

@Suite struct FuzzTests {
  @Test("no mutated line traps, and what parses reads back as itself", arguments: 0..<4)
  func mutations(_ part: Int) {
    var mutation = Mutation(seed: 99 + UInt64(part))
    let parser = Parser(grammar: .planned)
    var accepted = 0
    for _ in 0..<8_000 {
      let line = mutation.line()
      let parse = parser.parse(line, mode: .file)
      let end = line.unicodeScalars.count
      for fault in parse.diagnostics {
        guard let span = fault.span, span.start >= 0, span.end <= end else {
          Issue.record("a span outside of \(line.debugDescription): \(fault)")
          return
        }
      }
      if parse.diagnostics.isEmpty, mutation.random.next() % 8 == 0 {
        accepted += 1
        guard readsBack(parse.script, parser) else {
          Issue.record("\(line.debugDescription) became \(format(parse.script, .english))")
          return
        }
      }
    }
    #expect(accepted > 60)
  }

  private func readsBack(_ script: Script, _ parser: Parser) -> Bool {
    DisplayLanguage.allCases.allSatisfy { language in
      let text = format(script, language)
      let again = parser.parse(text, mode: .file).script
      return again == script && format(again, language) == text
    }
  }
}

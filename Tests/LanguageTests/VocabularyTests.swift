import Language
import Reporting
import Testing

/// One query of the vocabulary in both languages.
struct VocabularyLine: Sendable, CustomTestStringConvertible {
  let english: String
  let chinese: String

  var testDescription: String { english }

  static let all: [VocabularyLine] = {
    let lines = vocabularyText.split(separator: "\n").map(String.init)
    return stride(from: 0, to: lines.count - 1, by: 2).map {
      VocabularyLine(english: lines[$0], chinese: lines[$0 + 1])
    }
  }()
}

@Suite struct VocabularyTests {
  @Test("the vocabulary is whole") func count() {
    #expect(VocabularyLine.all.count == 137)
    #expect(VocabularyLine.all.allSatisfy { !$0.english.isEmpty && !$0.chinese.isEmpty })
  }

  @Test("a query of the vocabulary parses in both languages", arguments: VocabularyLine.all)
  func parses(_ line: VocabularyLine) {
    for text in [line.english, line.chinese] {
      #expect(faults(in: text) == [], "\(text)")
      #expect(parse(text, mode: .prompt).script.statements.count == 1)
    }
  }

  @Test("what is formatted means the same in either language", arguments: VocabularyLine.all)
  func formats(_ line: VocabularyLine) {
    for text in [line.english, line.chinese] {
      let script = parse(text).script
      for language in DisplayLanguage.allCases {
        let formatted = format(script, language)
        #expect(faults(in: formatted) == [], "\(formatted)")
        #expect(parse(formatted).script == script, "\(text) became \(formatted)")
        #expect(format(parse(formatted).script, language) == formatted)
      }
    }
  }
}

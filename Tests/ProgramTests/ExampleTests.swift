import Charts
import Engine
import Language
import Reporting
import Testing
import Verbs

@Suite("the examples of help")
struct ExampleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let query: Phrase
    let dataset: String

    var testDescription: String { query.english }
  }

  static let cases = StandardVerbs.all.flatMap { verb in
    verb.signature.examples.map { Case(query: $0.query, dataset: $0.dataset) }
  }

  @Test(
    "every example asks the same in both languages and draws within its width", arguments: cases)
  func runs(example: Case) throws {
    var session = try TestSession(Repository.dataset(example.dataset))
    var tables: [[ResultTable]] = []
    for language in DisplayLanguage.allCases {
      let outcome = try #require(
        session.workspace.run(example.query.text(in: language), interrupt: Interrupt()).last)
      #expect(outcome.diagnostics.map(\.message.english) == [])
      guard case .answer(let answer, let render) = outcome.kind else { continue }
      tables.append(answer.tables)
      #expect(answer.tables.contains { !$0.rows.isEmpty })
      #expect(!answer.rule.english.isEmpty && !answer.rule.chinese.isEmpty)
      for width in [40, 80, 120] {
        for characters in CharacterSetLevel.allCases {
          check(Canvas(width: width, characters: characters, language: language), render)
        }
      }
    }
    #expect(tables.count == 2 && tables.first == tables.last)
  }

  private func check(_ canvas: Canvas, _ render: (Canvas) -> [Block]) {
    for case .chart(let chart) in render(canvas) {
      for line in chart.lines {
        #expect(canvas.displayWidth.width(of: line.plain) <= canvas.width, "\(line.plain)")
      }
    }
  }

  @Test("every verb has examples, and help speaks of each in both languages")
  func help() throws {
    var session = try TestSession(Repository.dataset("clickstream"))
    for verb in StandardVerbs.all {
      let signature = verb.signature
      #expect(!signature.examples.isEmpty, "\(signature.name)")
      let page = try session.ask("help \(signature.name)")
      let text = page.tables.flatMap(\.rows).compactMap { $0.first?.textValue }
        .joined(separator: "\n")
      for example in signature.examples { #expect(text.contains(example.query.english)) }
      for variant in signature.variants { #expect(text.contains(variant.word)) }
    }
  }

  @Test("no clause is both taken and put off")
  func later() {
    for verb in StandardVerbs.all {
      let signature = verb.signature
      #expect(signature.later.clauses.isDisjoint(with: signature.clauses.keys))
      #expect(signature.later.variants.isDisjoint(with: signature.variants.map(\.word)))
      #expect(signature.later.settings.isDisjoint(with: signature.settings.map(\.word)))
      #expect(signature.later.facets.isDisjoint(with: signature.facets.map(\.word)))
    }
  }
}

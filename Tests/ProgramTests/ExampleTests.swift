import Charts
import Engine
import Language
import Reporting
import Testing
import Verbs

@Suite("the examples of help")
struct ExampleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let query: String
    let dataset: String
    let language: DisplayLanguage

    var testDescription: String { query }
  }

  static let cases = StandardVerbs.all.flatMap { verb in
    verb.signature.examples.flatMap { example in
      DisplayLanguage.allCases.map {
        Case(query: example.query.text(in: $0), dataset: example.dataset, language: $0)
      }
    }
  }

  @Test("every example runs in both languages and draws within its width", arguments: cases)
  func runs(example: Case) throws {
    var session = try TestSession(Repository.dataset(example.dataset))
    let outcome = try #require(
      session.workspace.run(example.query, interrupt: Interrupt()).last)
    #expect(outcome.diagnostics.map(\.message.english) == [])
    guard case .answer(let answer, let render) = outcome.kind else { return }
    #expect(answer.tables.contains { !$0.rows.isEmpty })
    #expect(!answer.rule.english.isEmpty && !answer.rule.chinese.isEmpty)
    for width in [40, 80, 120] {
      for characters in CharacterSetLevel.allCases {
        let canvas = Canvas(width: width, characters: characters, language: example.language)
        for case .chart(let chart) in render(canvas) {
          for line in chart.lines {
            #expect(canvas.displayWidth.width(of: line.plain) <= width, "\(line.plain)")
          }
        }
      }
    }
  }

  @Test("the two languages of an example ask the same", arguments: StandardVerbs.all.indices)
  func sameAnswer(index: Int) throws {
    for example in StandardVerbs.all[index].signature.examples {
      var session = try TestSession(Repository.dataset(example.dataset))
      let english = try session.ask(example.query.english)
      let chinese = try session.ask(example.query.chinese)
      #expect(english.tables == chinese.tables, "\(example.query.english)")
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

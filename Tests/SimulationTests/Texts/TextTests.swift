import Reporting
import Statistics
import Testing

@testable import Simulation

@Suite("texts of feedback")
struct TextTests {
  @Test("there are enough templates of every topic in both languages")
  func enough() throws {
    for topic in Topic.ofShop {
      let comments = try #require(FeedbackTexts.templates(of: .comment(topic.id)))
      #expect(comments.lines(in: .chinese).count >= 36, "\(topic.id)")
      #expect(comments.lines(in: .english).count >= 24, "\(topic.id)")
    }
    for kind in FeedbackTexts.kinds {
      let templates = try #require(FeedbackTexts.templates(of: kind))
      for language in DisplayLanguage.allCases {
        let lines = templates.lines(in: language)
        #expect(Set(lines).count == lines.count, "\(kind)")
        #expect(lines.allSatisfy { Template($0, in: language).count > 0 }, "\(kind)")
      }
    }
  }

  @Test(
    "every comment that can be written is about its own topic alone",
    arguments: Topic.ofShop)
  func oneTopic(topic: Topic) {
    let lexicon = PlainLexicon(Topic.ofShop)
    let wrong = Self.allTexts(of: .comment(topic.id)).filter {
      lexicon.topics(of: $0) != [topic.id]
    }
    #expect(wrong == [])
  }

  @Test("no two texts of all that can be written are the same, and no gap stays open")
  func different() {
    let texts = FeedbackTexts.kinds.flatMap(Self.allTexts)
    #expect(Set(texts).count == texts.count)
    #expect(texts.count > 15_000)
    #expect(texts.allSatisfy { !$0.isEmpty && !$0.utf8.contains(UInt8(ascii: "{")) })
  }

  @Test("a deck gives every text once before one comes again", arguments: [1, 7, 42] as [UInt64])
  func noRepeats(seed: UInt64) throws {
    for kind in [FeedbackTexts.Kind.comment("payment"), .mention(.reassured)] {
      var random = SplitMix64(seed: seed)
      var texts = FeedbackTexts()
      let count = Self.allTexts(of: kind, in: .english).count
      var drawn: Set<String> = []
      for _ in 0..<count { drawn.insert(texts.text(kind, in: .english, &random)) }
      #expect(drawn.count == count)
      #expect(drawn.contains(texts.text(kind, in: .english, &random)))
    }
  }

  @Test("neighbours in a deck come from different templates")
  func neighbours() throws {
    let templates = try #require(FeedbackTexts.templates(of: .comment("logistics")))
    var deck = TextDeck(templates, in: .chinese)
    var random = SplitMix64(seed: 5)
    let round = templates.lines(in: .chinese).count
    let opening = Set((0..<round).map { _ in String(deck.draw(&random).suffix(4)) })
    #expect(opening.count > round * 9 / 10)
  }

  @Test("about seven texts of ten are Chinese, and an unknown topic has none")
  func languages() {
    var random = SplitMix64(seed: 3)
    var texts = FeedbackTexts()
    let chinese = (0..<1000).count { _ in
      texts.comment(on: "bug", &random).unicodeScalars.contains { $0.value >= 0x4E00 }
    }
    #expect((650...750).contains(chinese))
    #expect(texts.comment(on: "weather", &random).isEmpty)
  }

  private static func allTexts(of kind: FeedbackTexts.Kind) -> [String] {
    DisplayLanguage.allCases.flatMap { allTexts(of: kind, in: $0) }
  }

  private static func allTexts(
    of kind: FeedbackTexts.Kind, in language: DisplayLanguage
  ) -> [String] {
    let lines = FeedbackTexts.templates(of: kind)?.lines(in: language) ?? []
    return lines.flatMap { line in
      let template = Template(line, in: language)
      return (0..<template.count).map(template.text)
    }
  }
}

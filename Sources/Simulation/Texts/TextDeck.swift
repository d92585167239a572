import Reporting
import Statistics

/// Templates of one kind of text in both languages, one to a line; `{name}` is a gap of ``Slots``.
struct Templates: Sendable {
  let chinese: String
  let english: String

  func lines(in language: DisplayLanguage) -> [String] {
    let text = language == .chinese ? chinese : english
    return text.split(separator: "\n").map(String.init)
  }
}

/// A template cut at its gaps, which knows all texts it can become by number.
struct Template: Sendable {
  private let parts: [String]
  private let choices: [[String]]
  /// How many texts it can become.
  let count: Int

  init(_ line: String, in language: DisplayLanguage) {
    var parts: [String] = []
    var choices: [[String]] = []
    for (index, part) in line.split(separator: "{", omittingEmptySubsequences: false).enumerated() {
      let halves = part.split(separator: "}", maxSplits: 1, omittingEmptySubsequences: false)
      if index > 0, halves.count == 2 {
        choices.append(Slots.values(of: String(halves[0]), in: language))
      }
      parts.append(String(halves.last ?? ""))
    }
    self.parts = parts
    self.choices = choices
    count = choices.reduce(1) { $0 &* $1.count }
  }

  /// The text of a number in `0 ..< count`.
  func text(_ number: Int) -> String {
    var rest = number
    var text = parts.first ?? ""
    for (values, part) in zip(choices, parts.dropFirst()) {
      guard !values.isEmpty else { continue }
      text += values[rest % values.count] + part
      rest /= values.count
    }
    return text
  }
}

/// The texts of one kind in one language, drawn without repeats until all have been drawn.
///
/// The templates take turns in an order shuffled anew each round, and each walks through its own
/// texts from a random start, so that neighbours differ and no list of the used is needed.
struct TextDeck: Sendable {
  /// A template with the number of its next text and how many it has yet to give.
  private struct Turn {
    let template: Template
    var next: Int
    var left: Int
  }

  private let templates: [Template]
  private var turns: [Turn] = []
  private var round: [Int] = []

  /// How many different texts there are.
  var count: Int { templates.reduce(0) { $0 &+ $1.count } }

  init(_ templates: Templates, in language: DisplayLanguage) {
    self.templates = templates.lines(in: language).map { Template($0, in: language) }
  }

  /// A text that was not drawn before, or, once all were, any; empty where there are no templates.
  mutating func draw(_ random: inout SplitMix64) -> String {
    if round.isEmpty {
      var open = turns.indices.filter { turns[$0].left > 0 }
      if open.isEmpty {
        turns = templates.filter { $0.count > 0 }.map {
          Turn(template: $0, next: random.below($0.count), left: $0.count)
        }
        open = Array(turns.indices)
      }
      round = open.shuffled(using: &random)
    }
    guard let index = round.popLast() else { return "" }
    let turn = turns[index]
    turns[index].next = (turn.next &+ Self.stride(of: turn.template.count)) % turn.template.count
    turns[index].left -= 1
    return turn.template.text(turn.next)
  }

  /// A step that meets every number below `count` once and changes every gap as it goes.
  private static func stride(of count: Int) -> Int {
    var step = max(1, count &* 5 / 8)
    while !isCoprime(step, count) { step += 1 }
    return step
  }

  private static func isCoprime(_ first: Int, _ second: Int) -> Bool {
    var pair = (first, second)
    while pair.1 != 0 { pair = (pair.1, pair.0 % pair.1) }
    return pair.0 == 1
  }
}

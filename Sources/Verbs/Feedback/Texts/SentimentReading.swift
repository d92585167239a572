/// What a text feels like, and the words that decided it.
struct SentimentReading: Hashable, Sendable {
  struct Decision: Hashable, Sendable {
    /// The word with what turned it, such as `not good` or `不 满意`.
    let text: String
    let isPositive: Bool
  }

  /// From -1000, as bad as can be, to 1000.
  let score: Int
  let decisions: [Decision]

  /// -1 negative, 0 neither, 1 positive: the score's sign from 0.05 on.
  var side: Int { Self.side(of: score) }

  static func side(of score: Int) -> Int { score >= 50 ? 1 : score <= -50 ? -1 : 0 }

  /// What strengths in hundredths of a mild word that add up to `total` make of a text.
  static func score(ofTotal total: Int) -> Int {
    let sum = Double(total) / 100
    return Int((sum / (sum * sum + 15).squareRoot() * 1000).rounded())
  }

  static func side(ofTotal total: Int) -> Int { side(of: score(ofTotal: total)) }
}

/// Reads how texts feel by a lexicon of words with their strength.
///
/// A word's strength is turned by an odd number of negations among the three words before it in
/// its clause (times -3/4), raised by half by a degree word among the two before it, or halved by
/// a weakening one. A negation that turns no such word counts as half a mild word against (`it did
/// not arrive`). After a `but` the strengths of its sentence count one and a half times, before
/// it half. The sum S becomes S/√(S²+15). The rules follow those of Hutto and Gilbert (2014),
/// "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text", ICWSM,
/// with lexicons of our own.
struct SentimentReader: Sendable {
  /// Words looked back at for a negation and for a degree.
  static let negationReach = 3
  static let degreeReach = 2
  /// The unit of strength.
  private static let unit = 100

  private let cutter = WordCutter(own: SentimentLexicon.words)
  private let strengths = SentimentLexicon.strengths

  func read(_ text: String) -> SentimentReading {
    let words = cutter.words(of: text)
    var sums: [(strength: Int, place: Int)] = []
    var decisions: [SentimentReading.Decision] = []
    var turning: Set<Int> = []
    for index in words.indices {
      guard let base = strengths[words[index].text], !onlyRaises(index, words) else { continue }
      let (strength, text) = turned(base * Self.unit, at: index, in: words, &turning)
      guard strength != 0 else { continue }
      sums.append((strength, index))
      decisions.append(SentimentReading.Decision(text: text, isPositive: strength > 0))
    }
    for index in words.indices
    where SentimentLexicon.isNegation(words[index].text) && !turning.contains(index) {
      sums.append((-Self.unit / 2, index))
      decisions.append(SentimentReading.Decision(text: words[index].text, isPositive: false))
    }
    guard !sums.isEmpty else { return SentimentReading(score: 0, decisions: []) }
    let turn = words.lastIndex { SentimentLexicon.turns.contains($0.text) }
    let total = sums.reduce(0) { total, each in
      guard let turn else { return total &+ each.strength }
      return total &+ each.strength &* (each.place > turn ? 3 : 1) / 2
    }
    return SentimentReading(
      score: SentimentReading.score(ofTotal: total), decisions: decisions)
  }

  /// `好` in `好贵` says how much and not how good.
  private func onlyRaises(_ index: Int, _ words: [WordCutter.Word]) -> Bool {
    guard SentimentLexicon.raising.contains(words[index].text), index + 1 < words.count else {
      return false
    }
    return !words[index + 1].beginsClause && strengths[words[index + 1].text] != nil
  }

  /// The strength of a word among those around it, and the words that made it so.
  private func turned(
    _ base: Int, at index: Int, in words: [WordCutter.Word], _ turning: inout Set<Int>
  ) -> (strength: Int, text: String) {
    var strength = base
    var used: [String] = []
    var negations = 0
    var at = index
    var distance = 0
    while at > 0, !words[at].beginsClause, distance < Self.negationReach {
      at -= 1
      distance += 1
      let word = words[at].text
      if SentimentLexicon.isNegation(word) {
        negations += 1
        turning.insert(at)
        used.insert(word, at: 0)
      } else if distance <= Self.degreeReach, SentimentLexicon.raising.contains(word) {
        strength = strength * 3 / 2
        used.insert(word, at: 0)
      } else if distance <= Self.degreeReach, SentimentLexicon.lowering.contains(word) {
        strength /= 2
        used.insert(word, at: 0)
      }
    }
    if !negations.isMultiple(of: 2) { strength = strength * -3 / 4 }
    return (strength, (used + [words[index].text]).joined(separator: " "))
  }
}

extension WordCutter.Word {
  /// Whether it is listed among distinctive words: Chinese of two characters or more, Latin of
  /// three letters or more, no numbers.
  var isTerm: Bool {
    if isChinese { return text.unicodeScalars.count >= 2 }
    guard text.unicodeScalars.count >= 3 else { return false }
    return text.unicodeScalars.contains { !("0"..."9").contains($0) && $0 != "'" }
  }
}

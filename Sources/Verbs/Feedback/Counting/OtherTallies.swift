import Engine

/// Texts counted by what they feel like.
struct SentimentTally: Hashable, Sendable {
  var texts = 0
  var positive = 0
  var negative = 0
  /// Sum of the texts' scores, in thousandths.
  var sum = 0
  /// How many texts each deciding word decided, by the word as it counted there.
  var words: [SentimentReading.Decision: Int] = [:]
  /// Texts whose score says what they are, by what it says and what the words say: each -1, 0, 1.
  var labelled: [Label: Int] = [:]

  struct Label: Hashable, Sendable {
    let score: Int
    let words: Int
  }

  var neutral: Int { texts - positive - negative }

  mutating func add(_ reading: SentimentReading, label: Int?) {
    texts += 1
    let side = reading.side
    if side > 0 { positive += 1 }
    if side < 0 { negative += 1 }
    sum &+= reading.score
    for decision in Set(reading.decisions) { words[decision, default: 0] += 1 }
    if let label { labelled[Label(score: label, words: side), default: 0] += 1 }
  }

  /// Adds texts whose words add up alike; the words themselves are counted apart.
  mutating func add(total: Int, label: Int?, times: Int) {
    texts += times
    let side = SentimentReading.side(ofTotal: total)
    if side > 0 { positive += times }
    if side < 0 { negative += times }
    sum &+= SentimentReading.score(ofTotal: total) &* times
    if let label { labelled[Label(score: label, words: side), default: 0] += times }
  }
}

/// Texts that hold a phrase.
struct SearchTally: Hashable, Sendable {
  var texts = 0
  var matches = 0
  /// Places of the phrase in all of them.
  var occurrences = 0
  /// The answers whose texts hold it.
  var rows: [Int] = []
}

/// How soon answers are replied to.
struct ResponseTally: Hashable, Sendable {
  var answers = 0
  /// Answers without a time, or replied to before they came: they are not judged.
  var untimed = 0
  var backwards = 0
  /// Milliseconds from answer to reply, ascending.
  var waits: [Int64] = []
  /// Replied to within the time asked for.
  var inTime = 0
  /// Old enough for the time asked for, or replied to.
  var judged = 0
  /// Old enough for the time asked for, whether or not replied to.
  var opened = 0
  /// Of those, solved within it.
  var resolved = 0

  /// Not replied to, and still in time.
  var waiting: Int { answers - untimed - backwards - judged }
}

/// Answers as mentions.
struct MentionTally: Hashable, Sendable {
  var mentions = 0
  var negative = 0
  /// Mentions that neither score nor words tell anything of.
  var unjudged = 0
}

/// The words of some texts.
struct TermTally: Hashable, Sendable {
  struct Count: Hashable, Sendable {
    /// Places of the word.
    var count = 0
    /// Texts with the word.
    var texts = 0
  }

  var texts = 0
  /// All words.
  var words = 0
  var counts: [String: Count] = [:]

  mutating func add(_ words: [String]) {
    texts += 1
    self.words += words.count
    for word in words { counts[word, default: Count()].count += 1 }
    for word in Set(words) { counts[word, default: Count()].texts += 1 }
  }
}

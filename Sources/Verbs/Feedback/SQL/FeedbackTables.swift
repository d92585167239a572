import Engine
import Reporting

/// The tables that only questions about texts need: texts in lower case, and their words.
///
/// SQL cannot make them: SQLite lowers ASCII letters alone, and has no dictionary to cut words by.
enum FeedbackTables {
  /// Texts in lower case, for letters that SQLite's `lower` does not know.
  ///
  /// - Parameter words: what is looked for; a NUL, at which SQLite's texts end, becomes a sign that
  ///   stands in none of them.
  static func texts(_ answers: FeedbackTable, for words: [String]) -> SQLTable {
    let signs: [Unicode.Scalar] = ["\u{FFFD}", "\u{1}", "\u{2}"]
    let sign =
      signs.first { sign in !words.contains { $0.unicodeScalars.contains(sign) } } ?? "\u{3}"
    return SQLTable(
      "answer_texts", Phrase("texts in lower case", "转为小写的原话"), columns: ["answer", "folded"],
      version: [String(sign)]
    ) { interrupt throws(Diagnostic) in
      try rows(answers, interrupt) { text in
        var folded = String.UnicodeScalarView()
        for scalar in text.lowercased().unicodeScalars {
          folded.append(scalar == "\0" ? sign : scalar)
        }
        return [[.text(String(folded))]]
      }
    }
  }

  /// The words of texts in their order, as feelings are read from them.
  static func words(_ answers: FeedbackTable) -> SQLTable {
    SQLTable(
      "answer_words",
      Phrase(
        "the words of texts; begins_clause is 1 after a comma, a full stop or a line",
        "原话的分词；逗号、句号或换行之后 begins_clause 为 1"),
      columns: ["answer", "position", "word", "begins_clause"]
    ) { interrupt throws(Diagnostic) in
      let cutter = WordCutter(own: SentimentLexicon.words)
      return try rows(answers, interrupt) { text in
        cutter.words(of: text).enumerated().map { position, word in
          [.int(position), .text(word.text), .int(word.beginsClause ? 1 : 0)]
        }
      }
    }
  }

  /// The words of texts that can be terms, cut round the lexicon too.
  static func terms(_ answers: FeedbackTable, _ lexicon: TopicLexicon) -> SQLTable {
    let own = lexicon.entries.flatMap(\.words)
    return SQLTable(
      "answer_terms",
      Phrase(
        "the words of texts, cut round the lexicon, without short ones and numbers",
        "按词表切分的原话用词，不含过短的词与数字"),
      columns: ["answer", "position", "word"], version: own
    ) { interrupt throws(Diagnostic) in
      let cutter = WordCutter(own: own + SentimentLexicon.words + DomainWords.all)
      // A word in two spellings of its bytes is one word, which SQL would take for two.
      var spellings: [String: String] = [:]
      return try rows(answers, interrupt) { text in
        cutter.words(of: text).enumerated().filter { $0.element.isTerm }.map { position, word in
          let spelling = spellings[word.text] ?? word.text
          spellings[word.text] = spelling
          return [.int(position), .text(spelling)]
        }
      }
    }
  }

  /// The rows of each answer with a text, after its id; each distinct text is read once.
  private static func rows(
    _ answers: FeedbackTable, _ interrupt: Interrupt, of text: (String) -> [[Cell]]
  ) throws(Diagnostic) -> [[Cell]] {
    let (codes, dictionary) = answers.codedTexts
    var known: [Int32: [[Cell]]] = [:]
    var rows: [[Cell]] = []
    for (answer, code) in codes.enumerated() where dictionary.indices.contains(Int(code)) {
      if answer & 0xFF == 0 { try interrupt.check() }
      let own = known[code] ?? text(dictionary[Int(code)])
      known[code] = own
      for cells in own { rows.append([.int(answer + 1)] + cells) }
    }
    return rows
  }
}

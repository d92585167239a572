import Language
import Reporting

extension Signature {
  /// Refuses what the verb does not take: E204 for what comes later, E205 for what never will.
  public func check(_ call: VerbCall) throws(Diagnostic) {
    for clause in call.clauses {
      let keyword = clause.keyword
      if clauses[keyword] == nil {
        throw later.clauses.contains(keyword)
          ? .notYet(keyword.rawValue, verb: name, at: clause.keywordPlace.span)
          : .notTaken(
            keyword.rawValue, verb: name, at: clause.keywordPlace.span,
            among: ClauseKeyword.allCases.filter { clauses[$0] != nil }.map(\.rawValue))
      }
      switch clause.body {
      case .using(let words):
        for word in words {
          try check(word, among: variants.map(\.word), later: later.variants)
        }
      case .with(let settings):
        for setting in settings {
          try check(setting.key, among: self.settings.map(\.word), later: later.settings)
        }
      default: break
      }
    }
    if case .facets(let facets) = call.subject {
      for facet in facets {
        try check(facet.word, among: self.facets.map(\.word), later: later.facets)
      }
    }
  }

  private func check(_ word: Word, among words: [String], later: Set<String>) throws(Diagnostic) {
    if words.contains(word.text) { return }
    throw later.contains(word.text)
      ? .notYet(
        word.text, verb: name, at: word.place.span, reason: self.later.reasons[word.text])
      : .notTaken(word.text, verb: name, at: word.place.span, among: words)
  }
}

extension Diagnostic {
  /// E204: a part of the language that this version of a verb does not compute.
  ///
  /// - Parameter reason: why it comes later, and what there is in its place.
  public static func notYet(
    _ word: String, verb: String, at span: Span, reason: Phrase? = nil
  ) -> Diagnostic {
    let (part, owner) = (Phrase.word(word, of: verb), Phrase.word(verb))
    return Diagnostic(
      "E204",
      Phrase(
        "'\(word)' of \(verb) is not in this version yet",
        "\(owner.chinese) 的 '\(part.chinese)' 本版本尚未支持"),
      at: span,
      notes: (reason.map { [$0] } ?? []) + [
        Phrase(
          "what \(verb) takes now: help \(verb)",
          "\(owner.chinese) 目前支持的写法：帮助 \(owner.chinese)")
      ])
  }

  public static func notTaken(
    _ word: String, verb: String, at span: Span, among words: [String]
  ) -> Diagnostic {
    let list = Phrase.words(Array(words.prefix(8)), of: verb)
    let (part, owner) = (Phrase.word(word, of: verb), Phrase.word(verb))
    return Diagnostic(
      "E205",
      Phrase(
        "'\(verb)' does not take '\(word)'", "'\(owner.chinese)' 不接受 '\(part.chinese)'"),
      at: span,
      notes: [
        words.isEmpty
          ? Phrase("to see what it takes: help \(verb)", "查看它接受什么：帮助 \(owner.chinese)")
          : Phrase("it takes here: ", "此处可用：") + list
      ], suggestion: Suggestion.closest(to: word, among: words))
  }
}

import Reporting

// Words of the language in the wanted language, names of the data as they are; backticks where a
// name would not read back as itself.

extension Formatter {
  /// A word of the language.
  func keyword(_ english: String, _ kind: Keyword.Kind) -> String {
    table.spelling(of: english, [kind], language: language) ?? english
  }

  /// A word where the parser makes these kinds canonical.
  ///
  /// Between backticks it is never a word of the language, so it keeps them when it looks like one.
  func word(
    _ word: Word, _ kinds: [Keyword.Kind], in scope: String? = nil,
    avoiding others: [Keyword.Kind] = []
  ) -> String {
    if !word.quoted,
      let spelling = table.spelling(of: word.text, kinds, in: scope, language: language)
    {
      return spelling
    }
    let isTaken =
      table.isReserved(word.text) || table.canonical(word.text, kinds, in: scope) != nil
      || table.canonical(word.text, others) != nil
    return isTaken ? backticked(word.text) : bare(word.text)
  }

  /// A name where no word of the language can stand but the reserved ones.
  func name(_ word: Word) -> String { self.word(word, []) }

  /// A name behind a dot or an equals sign, where even reserved words are names.
  func member(_ word: Word, _ kinds: [Keyword.Kind] = []) -> String {
    if !word.quoted, let spelling = table.spelling(of: word.text, kinds, language: language) {
      return spelling
    }
    let isTaken = table.canonical(word.text, kinds) != nil
    return isTaken ? backticked(word.text) : bare(word.text)
  }

  func name(
    _ name: Name, _ kinds: [Keyword.Kind] = [], qualifier: [Keyword.Kind] = [],
    part: [Keyword.Kind] = [], avoiding others: [Keyword.Kind] = []
  ) -> String {
    guard let owner = name.qualifier else { return word(name.word, kinds, avoiding: others) }
    return "\(self.qualifier(owner, qualifier)).\(member(name.word, part))"
  }

  private func qualifier(_ word: Word, _ kinds: [Keyword.Kind]) -> String {
    if !word.quoted, word.text == "any" { return keyword("any", .eventWord) }
    return self.word(word, kinds)
  }

  private func bare(_ text: String) -> String { isPlainWord(text) ? text : backticked(text) }

  private func backticked(_ text: String) -> String {
    "`\(text.replacing("`", with: "``"))`"
  }

  /// A text; the quote inside is doubled.
  func quoted(_ text: String) -> String { "\"\(text.replacing("\"", with: "\"\""))\"" }

  func nameOrLiteral(_ value: NameOrLiteral) -> String {
    switch value {
    case .name(let word): name(word)
    case .literal(let literal): self.literal(literal)
    }
  }
}

import Language
import Reporting

/// Everything a name in a statement can mean: the data, saved sets and parameters.
public struct Scope: Sendable {
  /// Already cut at `asof`.
  public private(set) var dataset: Dataset
  public let sets: [String: SavedSet]
  /// Values of `$name`.
  public let parameters: [String: Literal]
  public let privacy: Privacy
  /// The statement that is read; its range says on which day models are taken.
  private(set) var statement: VerbCall?

  public init(
    dataset: Dataset, sets: [String: SavedSet] = [:], parameters: [String: Literal] = [:],
    privacy: Privacy = .off
  ) {
    self.privacy = privacy
    self.dataset = dataset
    self.sets = sets
    self.parameters = parameters
  }

  /// The scope of one statement: models it names as dimensions are taken by its range, and their
  /// classes, like the parts of a saved partition, are called by their labels.
  public func asking(_ call: VerbCall) -> Scope {
    var scope = self
    scope.statement = call
    guard case .by(let dimensions) = call.clause(.by)?.body else { return scope }
    for case .name(let name) in dimensions where name.qualifier == nil {
      let own = sets[name.word.text]?.labels ?? ModelLabels.all[name.word.text] ?? [:]
      scope.dataset.labels.values.merge(own) { data, _ in data }
    }
    return scope
  }

  /// The value of a parameter.
  ///
  /// Throws E206 for an unknown one.
  public func parameter(_ name: String, at span: Span) throws(Diagnostic) -> Literal {
    if let value = parameters[name] { return value }
    throw Diagnostic(
      "E206", Phrase("unknown parameter '$\(name)'", "未知参数 '$\(name)'"), at: span,
      notes: [
        Phrase("give it a value with -P \(name)=VALUE", "用 -P \(name)=值 给出它的值")
      ], suggestion: Suggestion.closest(to: name, among: Array(parameters.keys)))
  }

  /// The written span of time in days, hours or months.
  public func span(_ value: DurationValue, at span: Span) throws(Diagnostic) -> CalendarSpan {
    switch value {
    case .span(let written):
      if written.calendarSpan != nil { return written }
      throw Diagnostic(
        "E305", Phrase("this length of time is too long", "这段时长过长"), at: span,
        notes: [Phrase("for example 7d, 12h or 2w", "例如 7d、12h 或 2w")])
    case .parameter(let name):
      guard case .duration(let written) = try parameter(name, at: span),
        written.calendarSpan != nil
      else {
        throw Diagnostic(
          "E306", Phrase("'$\(name)' is not a length of time", "'$\(name)' 不是一段时长"), at: span,
          notes: [Phrase("for example -P \(name)=7d", "例如 -P \(name)=7d")])
      }
      return written
    }
  }

  /// The name in the data that was meant: exact first, then without case, then by label.
  ///
  /// Throws E207 where two names differ only in case.
  func match(
    _ word: Word, among names: [String], labels: [String: Phrase], kind: Phrase
  ) throws(Diagnostic) -> String? {
    let found = try match(word.text, word, among: names, labels: labels, kind: kind)
    // A word of the language that the data does not know may be a name of it as it was typed.
    guard found == nil, word.typed != word.text else { return found }
    return try match(word.typed, word, among: names, labels: labels, kind: kind)
  }

  private func match(
    _ text: String, _ word: Word, among names: [String], labels: [String: Phrase], kind: Phrase
  ) throws(Diagnostic) -> String? {
    if names.contains(text) { return text }
    let lowered = text.lowercased()
    let folded = names.filter { $0.lowercased() == lowered }
    if let only = folded.first, folded.count == 1 { return only }
    let labelled = folded.isEmpty ? names.filter { labels[$0]?.has(text) == true } : folded
    if labelled.count > 1 {
      let pair = labelled.prefix(2).map { "'\($0)'" }
      throw Diagnostic(
        "E207",
        Phrase("'\(word.text)' may mean ", "'\(word.text)' 可能指 ")
          + Phrase(pair.joined(separator: " or "), pair.joined(separator: " 或 ")),
        at: word.place.span, hint: kind,
        notes: [Phrase("type the exact name", "请输入准确的名称")])
    }
    return labelled.first
  }
}

extension Phrase {
  /// Whether a typed word is this label in either language, ignoring case.
  func has(_ typed: String) -> Bool {
    let lowered = typed.lowercased()
    return english.lowercased() == lowered || chinese.lowercased() == lowered
  }
}

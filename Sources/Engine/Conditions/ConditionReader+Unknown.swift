import Language
import Reporting

extension ConditionReader {
  /// E215 (E210 for a property of events), or E208 where only an event property has the name.
  func unknownColumn(_ word: Word) -> Diagnostic {
    if frame != .events, let found = (try? property(word)) ?? nil {
      return onlyProperty(word, found)
    }
    let columns =
      switch frame {
      case .events: dataset.events.properties + dataset.users.attributes
      case .users: dataset.users.attributes + dataset.events.properties
      case .answers: (dataset.feedback?.columns ?? []) + dataset.users.attributes
      }
    let kind =
      switch frame {
      case .events: Phrase("property", "属性")
      case .users: Phrase("attribute", "属性")
      case .answers: Phrase("column", "列")
      }
    return unknown(word, kind, among: columns.map(\.name), isOfUser: frame == .users)
  }

  func unknownProperty(_ word: Word) -> Diagnostic {
    unknown(
      word, Phrase("property", "属性"),
      among: (dataset.events.properties + dataset.users.attributes).map(\.name), isOfUser: false)
  }

  private func unknown(
    _ word: Word, _ kind: Phrase, among names: [String], isOfUser: Bool
  ) -> Diagnostic {
    var notes: [Phrase] = []
    if scope.sets[word.text] != nil {
      notes.append(
        Phrase(
          "'\(word.text)' is a saved segment: member(\(word.text))",
          "'\(word.text)' 是保存的分群：属于群(\(word.text))"))
    } else if dataset.events.names.contains(word.text) {
      notes.append(
        Phrase(
          "'\(word.text)' is an event: did(\(word.text))", "'\(word.text)' 是事件：发生(\(word.text))"))
    } else if !names.isEmpty {
      // A user may have several values of what belongs to events, so that is asked otherwise.
      let own = names.filter { !isOfUser || !isOfEventsAlone($0) }
      let listed = own.isEmpty ? names.map { "first(any.\($0))" } : own
      notes.append(
        Phrase("there are: ", "现有：") + dataset.labels.list(listed, in: dataset.labels.columns))
    }
    notes.append(Phrase("to see all columns: describe", "查看全部列：概览"))
    // A label is suggested as typed: in the language of the typo.
    let labels = names.compactMap { dataset.labels.columns[$0] }
    let close = Suggestion.closest(
      to: word.text, among: names + labels.flatMap { [$0.english, $0.chinese] })
    return Diagnostic(
      frame == .events ? "E210" : "E215",
      Phrase("unknown \(kind.english) '\(word.text)'", "未知\(kind.chinese) '\(word.text)'"),
      at: word.place.span, notes: notes,
      suggestion: close.map { isOfUser && isOfEventsAlone($0) ? "first(any.\($0))" : $0 })
  }

  /// Whether a name or label is one of events and not of users.
  private func isOfEventsAlone(_ text: String) -> Bool {
    func has(_ column: String) -> Bool {
      column == text || dataset.labels.columns[column]?.has(text) == true
    }
    return !dataset.users.attributes.contains { has($0.name) }
      && dataset.events.properties.contains { has($0.name) }
  }

  /// E208: the name is a property of events, so a user may have several values of it.
  private func onlyProperty(_ word: Word, _ found: TypedOperand) -> Diagnostic {
    let event = found.column.flatMap(onlyEvent) ?? "any"
    let first = "first(\(event).\(word.text))"
    return Diagnostic(
      "E208",
      Phrase(
        "'\(word.text)' belongs to events, a user may have several",
        "'\(word.text)' 是事件的属性，一个用户可能有多个值"),
      at: word.place.span,
      notes: [
        Phrase(
          "the value at the user's first such event: \(first)",
          "用户首次该事件时的值：\(first)"),
        Phrase(
          "the value at the user's last such event: \(event).\(word.text)",
          "用户最近一次该事件时的值：\(event).\(word.text)"),
      ], suggestion: first)
  }

  /// The event that alone carries values of the column; nil where several do.
  private func onlyEvent(of column: PropertyColumn) -> String? {
    let log = dataset.events
    var carriers: Set<UInt16> = []
    for (row, isMissing) in column.missingRows.enumerated() where !isMissing && row < log.count {
      carriers.insert(log.codes[row])
    }
    guard carriers.count == 1, let code = carriers.first, Int(code) < log.names.count else {
      return nil
    }
    return log.names[Int(code)]
  }

  /// W510: a text that never occurs in the column it is compared with.
  mutating func warnOfStranger(_ text: String, in value: TypedOperand) {
    let isPersonal = value.column.map { dataset.personalKind(of: $0.name) != nil } ?? false
    let names = isPersonal ? [] : Array(value.dictionary)
    let labels = names.compactMap { dataset.labels.values[$0] }
    let spellings = names + labels.flatMap { [$0.english, $0.chinese] }
    let message = Phrase(
      "no '\(value.text)' is '\(text)'", "'\(value.text)' 中没有值 '\(text)'")
    let close = Suggestion.closest(to: text, among: spellings)
    let advice: Phrase? =
      if let close {
        Phrase("; perhaps \(value.text) = '\(close)'", "；也许是 \(value.text) = '\(close)'")
      } else if names.isEmpty {
        nil
      } else {
        Phrase("; there are: ", "；现有的值：") + dataset.labels.list(names, in: dataset.labels.values)
      }
    warnings.append(Warning("W510", advice.map { message + $0 } ?? message))
  }
}

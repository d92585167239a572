import Engine
import Language
import Reporting

/// Words of the language.
extension Completer {
  func offer(
    _ keyword: Keyword, detail: Phrase = Phrase(verbatim: ""), role: Role = .keyword,
    suffix: String = ""
  ) -> Offer {
    Offer(
      ([keyword.english] + keyword.englishAliases).map { $0 + suffix },
      keyword.chinese.map { $0 + suffix }, detail: detail, role: role)
  }

  func keywords(_ kind: Keyword.Kind, in scope: String? = nil) -> [Offer] {
    table.keywords(kind, in: scope).map { offer($0) }
  }

  /// A word by its canonical spelling, whatever the table knows of it.
  func word(
    _ english: String, _ kind: Keyword.Kind, in scope: String? = nil,
    detail: Phrase = Phrase(verbatim: ""), role: Role = .keyword
  ) -> Offer {
    table.keywords(kind, in: scope).first { $0.english == english }.map {
      offer($0, detail: detail, role: role)
    } ?? Offer(verbatim: english, detail: detail, role: role)
  }

  func sign(_ text: String, _ detail: Phrase) -> Offer { Offer(verbatim: text, detail: detail) }

  /// What a statement may begin with.
  var starts: [Offer] {
    let own = workspace.catalogue.commands
    let known = own.compactMap { command in
      command.names.first.map { word($0, .command, detail: command.summary) }
    }
    let others = commands.map { word($0, .command) }
    let fixed = [
      word("explain", .command, detail: Phrase("show how a query is read", "查看语句如何被理解")),
      word("quit", .command, detail: Phrase("leave", "退出")),
    ]
    return verbs + known + others + fixed
  }

  var verbs: [Offer] {
    workspace.catalogue.verbs.map {
      word($0.signature.name, .verb, detail: $0.signature.summary)
    }
  }

  /// The clauses that a verb takes and that were not given yet, in the usual order.
  func clauses(at place: GrammarPlace) -> [Offer] {
    ClauseKeyword.allCases.compactMap { keyword in
      guard let meaning = place.signature.clauses[keyword], !place.used.contains(keyword) else {
        return nil
      }
      return word(keyword.rawValue, .clause, detail: meaning)
    }
  }

  func entries(_ entries: [Signature.Entry], _ kind: Keyword.Kind, in scope: String? = nil)
    -> [Offer]
  {
    entries.map { word($0.word, kind, in: scope, detail: $0.meaning, role: .plain) }
  }

  func functions(_ names: Set<String>? = nil) -> [Offer] {
    table.keywords(.function).filter { names?.contains($0.english) ?? true }
      .map { offer($0, role: .plain, suffix: "(") }
  }

  /// Words that join or test operands of a condition.
  var operators: [Offer] {
    [
      sign("=", Phrase("equal", "等于")), sign("!=", Phrase("not equal", "不等于")),
      sign(">", Phrase("more than", "大于")), sign(">=", Phrase("at least", "不小于")),
      sign("<", Phrase("less than", "小于")), sign("<=", Phrase("at most", "不大于")),
    ] + ["and", "or", "in", "contains", "between", "is"].map { word($0, .operator) }
  }

  private var auditParts: [Offer] {
    [
      word(
        "identity", .variant, detail: Phrase("who is who: ids, devices", "身份：编号、设备"), role: .plain),
      word(
        "format", .variant, detail: Phrase("how dates and amounts are written", "日期和金额的写法"),
        role: .plain),
    ]
  }

  /// What may follow a command.
  func rest(of command: String, _ parts: [Substring]) -> [Offer] {
    switch (command, parts.count) {
    case ("help", 0): return starts
    case ("open", 0), ("use", 0): return datasets.map { Offer(verbatim: $0) }
    case ("audit", _):
      let last = parts.last.map(String.init) ?? ""
      if table.clause(last) == .using { return auditParts }
      let hasUsing = parts.contains { table.clause(String($0)) == .using }
      return (parts.isEmpty ? tables : []) + (hasUsing ? [] : [word("using", .clause)])
    case ("set", 0): return keywords(.flag).filter { !["on", "off"].contains($0.english[0]) }
    case ("set", _):
      switch table.keyword(String(parts[0]), .flag)?.english {
      case "lang":
        return [
          Offer(verbatim: "en", detail: Phrase(verbatim: "English")),
          Offer(verbatim: "zh", detail: Phrase(verbatim: "中文")),
        ]
      case "privacy", "a11y": return [word("on", .flag), word("off", .flag)]
      default: return []
      }
    default: return []
    }
  }
}

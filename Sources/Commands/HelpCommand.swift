import Engine
import Language
import Reporting

/// `help` and `help NAME`, made from the signatures.
enum HelpCommand {
  static let help = Command(
    names: ["help"], usage: "help [NAME]",
    summary: Phrase("this list; help on one verb", "本列表；某个动词的帮助")
  ) { call, workspace, _ throws(Diagnostic) in
    let typed = call.rest
    if typed.isEmpty { return .text("help", overview(workspace.catalogue)) }
    let table = KeywordTable.standard
    let name =
      table.canonical(typed, [.verb, .command]) ?? typed
    if let verb = workspace.catalogue.verb(name) {
      return .text("help", page(verb.signature))
    }
    if let command = workspace.catalogue.command(name) {
      return .text("help", page(command))
    }
    let names =
      workspace.catalogue.verbs.map { $0.signature.name }
      + workspace.catalogue.commands.map { $0.names[0] }
    throw Diagnostic(
      "E217", Phrase("no help on '\(typed)'", "没有关于 '\(typed)' 的帮助"), at: call.restPlace.span,
      notes: [Phrase("to see what there is: help", "查看全部：帮助")],
      suggestion: Suggestion.closest(to: typed, among: names))
  }

  private static func overview(_ catalogue: Catalogue) -> [(Phrase, Role)] {
    let table = KeywordTable.standard
    var lines: [(Phrase, Role)] = [(Phrase("Questions", "分析"), .title)]
    for verb in catalogue.verbs {
      let signature = verb.signature
      let chinese = table.spelling(of: signature.name, [.verb], language: .chinese) ?? ""
      lines.append(entry(Phrase(verbatim: "\(signature.name) \(chinese)"), signature.summary))
    }
    lines.append((Phrase("Commands", "命令"), .title))
    for command in catalogue.commands {
      lines.append(entry(Phrase(verbatim: command.usage), command.summary))
    }
    lines += [
      entry(Phrase(verbatim: "save NAME"), Phrase("write the session as a notebook", "把会话保存为笔记本")),
      entry(Phrase(verbatim: "replay FILE"), Phrase("run a notebook again", "重放笔记本")),
      entry(Phrase(verbatim: "quit"), Phrase("leave; Ctrl-D does the same", "退出；Ctrl-D 亦可")),
      (Phrase("More on one of them: help funnel", "某一项的详情：帮助 漏斗"), .muted),
    ]
    return lines
  }

  private static func entry(_ word: Phrase, _ meaning: Phrase) -> (Phrase, Role) {
    let width = DisplayWidth()
    let (english, chinese) = (width.pad(word.english, to: 26), width.pad(word.chinese, to: 26))
    return (Phrase("  \(english) \(meaning.english)", "  \(chinese) \(meaning.chinese)"), .plain)
  }

  private static func page(_ command: Command) -> [(Phrase, Role)] {
    var lines: [(Phrase, Role)] = [
      (command.summary, .title), (Phrase(verbatim: "  " + command.usage), .keyword),
    ]
    if let definition = command.definition { lines.append((definition, .plain)) }
    if !command.examples.isEmpty { lines.append((Phrase("Examples", "示例"), .title)) }
    for example in command.examples {
      lines.append((Phrase(verbatim: "  ") + example.query, .keyword))
      lines.append((Phrase(verbatim: "    ") + example.question, .muted))
    }
    return lines
  }

  private static func page(_ signature: Signature) -> [(Phrase, Role)] {
    var lines: [(Phrase, Role)] = [
      (Phrase.word(signature.name) + Phrase(verbatim: "  ") + signature.summary, .title),
      (signature.definition, .plain),
    ]
    func list(_ title: Phrase, _ entries: [(String, Phrase)]) {
      guard !entries.isEmpty else { return }
      lines.append((title, .title))
      for (word, meaning) in entries {
        lines.append(entry(.word(word, of: signature.name), meaning))
      }
    }
    list(
      Phrase("Parts", "内容"), signature.facets.map { ($0.word, $0.meaning) })
    list(
      Phrase("Clauses", "子句"),
      ClauseKeyword.allCases.compactMap { keyword in
        signature.clauses[keyword].map { (keyword.rawValue, $0) }
      })
    list(
      Phrase("using", "口径"), signature.variants.map { ($0.word, $0.meaning) })
    list(
      Phrase("with", "参数"), signature.settings.map { ($0.word + "=", $0.meaning) })
    lines.append((Phrase("Examples", "示例"), .title))
    for example in signature.examples {
      lines.append((Phrase(verbatim: "  ") + example.query, .keyword))
      lines.append((Phrase(verbatim: "    ") + example.question, .muted))
    }
    return lines
  }
}

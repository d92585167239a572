import Language
import Reporting

extension Diagnostic {
  static func fewSteps(at span: Span) -> Diagnostic {
    Diagnostic(
      "E301", Phrase("a funnel needs at least two steps", "漏斗至少需要两个步骤"), at: span,
      notes: [Phrase("for example funnel visit -> pay", "例如 漏斗 访问 -> 支付")])
  }

  static func manySteps(_ count: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      "E302",
      Phrase(
        "a funnel takes at most \(Funnel.mostSteps) steps, found \(count)",
        "漏斗最多 \(Funnel.mostSteps) 步，这里有 \(count) 步"), at: span,
      notes: [Phrase("cut the funnel in two", "请拆成两个漏斗")])
  }

  static func notTheEntry(_ name: Name, step: String, number: Int) -> Diagnostic {
    Diagnostic(
      "E308",
      number == 1
        ? Phrase(
          "a funnel is split by the property of its entry, '\(step)'",
          "漏斗按进入事件 '\(step)' 的属性拆分")
        : Phrase(
          "here the funnel is split by the property of step \(number), '\(step)'",
          "这里漏斗按第 \(number) 步 '\(step)' 的属性拆分"),
      at: name.place.span,
      notes: [Phrase("type: by \(step).\(name.word.text)", "请输入：按 \(step).\(name.word.text)")])
  }

  static func optionalEntry(at span: Span) -> Diagnostic {
    Diagnostic(
      "E333", Phrase("the first step cannot be optional", "第一步不能是可选步骤"), at: span,
      notes: [
        Phrase(
          "without an entry there is no attempt: funnel visit -> search? -> pay",
          "没有进入就没有尝试：漏斗 访问 -> 搜索? -> 支付")
      ])
  }

  static func halfOptional(at span: Span) -> Diagnostic {
    Diagnostic(
      "E333", Phrase("a step is optional as a whole or not at all", "一个步骤要么整体可选，要么必经"),
      at: span,
      notes: [
        Phrase(
          "put '?' behind the brackets: (search or browse)?",
          "把“?”写在括号外：(搜索 或 浏览)?")
      ])
  }

  /// E330: two words that say different things of one matter.
  static func conflict(_ one: Word, _ other: Word) -> Diagnostic {
    let (first, second) = (Phrase.word(one.text), Phrase.word(other.text))
    return Diagnostic(
      "E330",
      Phrase(
        "'\(first.english)' and '\(second.english)' exclude each other",
        "“\(first.chinese)”与“\(second.chinese)”不能同时使用"), at: other.place.span,
      notes: [
        Phrase("keep one of them", "请只保留一个")
      ])
  }

  /// E330: a word and a part of the query that exclude each other, with the reason.
  static func excludes(_ word: Word, _ part: Phrase, because reason: Phrase) -> Diagnostic {
    let name = Phrase.word(word.text)
    return Diagnostic(
      "E330",
      Phrase(
        "'\(name.english)' does not go with \(part.english)",
        "“\(name.chinese)”不能与\(part.chinese)同时使用"), at: word.place.span,
      notes: [reason, Phrase("leave out one of them", "请去掉其中一个")])
  }

  /// E331: a word that lacks the part of the query it speaks of.
  static func needs(_ word: Word, _ part: Phrase, example: Phrase) -> Diagnostic {
    let name = Phrase.word(word.text)
    return Diagnostic(
      "E331",
      Phrase(
        "'\(name.english)' needs \(part.english)", "“\(name.chinese)”需要\(part.chinese)"),
      at: word.place.span,
      notes: [Phrase("for example ", "例如 ") + example])
  }

  /// E334: a setting of another form.
  static func wrongSetting(_ setting: Setting, _ expected: Phrase, example: String) -> Diagnostic {
    let key = setting.key.text
    return Diagnostic(
      "E334",
      Phrase("'\(key)' expects \(expected.english)", "“\(key)”应为\(expected.chinese)"),
      at: setting.key.place.span,
      notes: [Phrase("for example with \(example)", "例如 参数 \(example)")])
  }

  static func wrongTouch(_ setting: Setting) -> Diagnostic {
    wrongSetting(
      setting, Phrase("first, last, all or a step", "first、last、all 或某一步"),
      example: "touch=step2")
  }
}

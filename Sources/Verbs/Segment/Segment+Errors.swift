import Engine
import Language
import Reporting

extension Diagnostic {
  /// E316: a range that bounds nothing would be read as if it did.
  static func uselessRange(of call: VerbCall) -> Diagnostic {
    let ranges: Set<ClauseKeyword> = [.since, .until, .last, .during]
    let clause = call.clauses.first { ranges.contains($0.keyword) }
    return Diagnostic(
      "E316",
      Phrase(
        "the range bounds nothing: no condition here counts events",
        "时间范围没有作用：这里没有统计事件的条件"), at: clause?.place.span,
      notes: [
        Phrase(
          "only users active in it: segment where did(any) last 30 days",
          "只看期间活跃的用户：分群 其中 发生(任意) 最近30天")
      ])
  }

  /// E214: a chart that the verb does not draw.
  static func noSuchChart(_ word: Word, verb: String, among kinds: [String]) -> Diagnostic {
    let list = kinds.joined(separator: ", ")
    return Diagnostic(
      "E214",
      Phrase("'\(verb)' draws no chart '\(word.text)'", "'\(verb)' 不画图 '\(word.text)'"),
      at: word.place.span, notes: [Phrase("it draws: \(list)", "可用：\(list)")],
      suggestion: Suggestion.closest(to: word.text, among: kinds))
  }

  /// E363: a segment cannot be held against this.
  static func notCompared(at span: Span) -> Diagnostic {
    Diagnostic(
      "E363", Phrase("a segment is not compared with this", "分群不能与它对比"), at: span,
      notes: [
        Phrase(
          "another day, or other users: compare 2024-05-31, compare rest",
          "可对比另一天或其他用户：对比 2024-05-31、对比 其余")
      ])
  }

  /// E363: the other day must lie before today.
  static func laterDay(_ asof: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E363", Phrase("expected a day before \(asof)", "此处应为 \(asof) 之前的日期"), at: span,
      notes: [
        Phrase(
          "who moved between that day and now: segment by lifecycle compare 2024-05-31",
          "该日至今谁发生了迁移：分群 按 生命周期 对比 2024-05-31")
      ])
  }

  /// E363: what the top brings is one figure of one day.
  static func valueNotCompared(at span: Span) -> Diagnostic {
    Diagnostic(
      "E363", Phrase("'by value' is not compared", "'按 价值' 不能对比"), at: span,
      notes: [
        Phrase(
          "who moved by money: segment by rfm compare 2024-05-31",
          "谁在价值上迁移：分群 按 rfm 对比 2024-05-31")
      ])
  }

  /// E366: users who stand in several groups.
  static func overlapping(at span: Span) -> Diagnostic {
    Diagnostic(
      "E366",
      Phrase(
        "with touch=all a user may stand in several groups: it is the only dimension and is not"
          + " saved",
        "touch=all 时一个用户可能在多个组中：只能有这一个维度，且不能保存"), at: span,
      notes: [
        Phrase("one group each: with touch=first or touch=last", "每人一组：参数 touch=first 或 touch=last")
      ])
  }

  /// E362: a word or setting of a model that is not asked for.
  static func wordOfModel(_ word: Word, _ models: Set<String>, isKey: Bool) -> Diagnostic {
    let list = models.sorted()
    let names = list.map { Phrase.word($0) }
    let text = isKey ? "with \(word.text)=" : "using \(word.text)"
    let chinese = isKey ? "参数 \(word.text)=" : "口径 \(Phrase.usingWord(word.text).chinese)"
    return Diagnostic(
      "E362",
      Phrase(
        "'\(text)' speaks of a model that is not asked for", "'\(chinese)' 所说的模型未被查询"),
      at: word.place.span,
      notes: [
        Phrase(
          "it belongs to: " + names.map { "by " + $0.english }.joined(separator: ", "),
          "它属于：" + names.map { "按 " + $0.chinese }.joined(separator: "、"))
      ])
  }
}

extension Scope {
  /// Throws E362 for words and settings of models that `by` does not name.
  func checkModelWords(of call: VerbCall) throws(Diagnostic) {
    var models: Set<String> = []
    var hasProperty = false
    if case .by(let dimensions) = call.clause(.by)?.body {
      for case .name(let name) in dimensions {
        if name.qualifier == nil { models.insert(name.word.text) } else { hasProperty = true }
      }
    }
    if case .using(let words) = call.clause(.using)?.body {
      var first: Word?
      for word in words where word.text != "current" {
        if word.text == "partial", call.clause(.compare) != nil { continue }
        let takers = ModelSettings.variants[word.text] ?? ["lifecycle"]
        if takers.isDisjoint(with: models) { throw .wordOfModel(word, takers, isKey: false) }
        // Of the lists of stages one is taken.
        if takers == ["lifecycle"], let other = first { throw .twoReadings(other, word) }
        if takers == ["lifecycle"] { first = word }
      }
    }
    if case .with(let settings) = call.clause(.with)?.body {
      for setting in settings {
        let key = setting.key
        if key.text == "touch", !hasProperty {
          throw .wordOfModel(key, ["EVENT.prop"], isKey: true)
        }
        if let takers = ModelSettings.keys[key.text], takers.isDisjoint(with: models) {
          throw .wordOfModel(key, takers, isKey: true)
        }
        if key.text == "week" {
          throw .wordOfModel(key, ["lifecycle using posthog"], isKey: true)
        }
        if key.text == "bins", !usesQuintile(call) {
          throw .wordOfModel(key, ["rfm using quintile"], isKey: true)
        }
      }
    }
  }

  private func usesQuintile(_ call: VerbCall) -> Bool {
    guard case .using(let words) = call.clause(.using)?.body else { return false }
    return words.contains { $0.text == "quintile" }
  }
}

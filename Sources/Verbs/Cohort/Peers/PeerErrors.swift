import Engine
import Language
import Reporting

extension Diagnostic {
  /// E359: a part of the language that a product's rules do not know.
  static func unknownToPeer(
    _ ruleSet: Cohort.RuleSet, _ what: Phrase, at span: Span, known: [String] = []
  ) -> Diagnostic {
    let list = known.map { Phrase.usingWord($0) }
    return Diagnostic(
      "E359",
      Phrase(
        "\(ruleSet.name)'s rules know no \(what.english)", "\(ruleSet.name) 的规则中没有\(what.chinese)"),
      at: span,
      notes: [
        known.isEmpty
          ? Phrase(
            "by our own rules it may be asked: leave out 'using \(ruleSet.rawValue)'",
            "按本工具的规则可以这样问：去掉“口径 \(ruleSet.rawValue)”")
          : Phrase("they know: ", "可用：")
            + Phrase(
              list.map(\.english).joined(separator: ", "),
              list.map(\.chinese).joined(separator: "、"))
      ])
  }

  /// E359: products are set beside our own rules alone.
  static func peerComparesOurs(_ ruleSet: Cohort.RuleSet, at span: Span) -> Diagnostic {
    Diagnostic(
      "E359",
      Phrase(
        "\(ruleSet.name)'s rules are compared with ours alone", "\(ruleSet.name) 的规则只与本工具的规则对比"),
      at: span,
      notes: [
        Phrase(
          "for example using \(ruleSet.rawValue) compare ours",
          "例如 口径 \(ruleSet.rawValue) 对比 本工具")
      ])
  }

  /// E359: users who differ are told over all groups at once.
  static func oursWithoutGroups(at span: Span) -> Diagnostic {
    Diagnostic(
      "E359",
      Phrase("two rule sets are compared over all users, not by groups", "两套规则只在全部用户上对比，不分组"),
      at: span,
      notes: [
        Phrase("leave the group out: by week … compare ours", "去掉分组：按 周 … 对比 本工具")
      ])
  }

  /// E359: ours stand beside a product's.
  static func oursOfWhat(at span: Span) -> Diagnostic {
    Diagnostic(
      "E359",
      Phrase("'compare ours' stands beside a product's rules", "“对比 本工具”须与某产品的规则同用"),
      at: span,
      notes: [
        Phrase(
          "for example cohort by week using posthog compare ours",
          "例如 留存 按 周 口径 posthog 对比 本工具")
      ])
  }

  /// E359: a word that only a product's rules know.
  static func whichProduct(_ word: Word) -> Diagnostic {
    let name = Phrase.usingWord(word.text)
    return Diagnostic(
      "E359",
      Phrase(
        "'\(word.text)' belongs to a product's rules, but none is named",
        "“\(name.chinese)”属于某产品的规则，但没有指明产品"), at: word.place.span,
      notes: [
        Phrase(
          "for example using mixpanel, calendar or using posthog with week=monday",
          "例如 口径 mixpanel, 自然日 或 口径 posthog 参数 week=monday")
      ])
  }

  /// E390: a product's columns are the periods of its cohorts.
  static func otherPeriod(_ ruleSet: Cohort.RuleSet, at span: Span) -> Diagnostic {
    Diagnostic(
      "E390",
      Phrase(
        "\(ruleSet.name)'s columns are in the periods of its cohorts",
        "\(ruleSet.name) 的列与其群组使用同一种时间段"), at: span,
      notes: [
        Phrase("for example by week at w1, w4", "例如 按 周 时点 w1, w4")
      ])
  }

  static func onePeriod(at span: Span) -> Diagnostic {
    Diagnostic(
      "E320", Phrase("a cohort has one period", "同期群只能有一个时间段"), at: span,
      notes: [Phrase("for example by week", "例如 按 周")])
  }
}

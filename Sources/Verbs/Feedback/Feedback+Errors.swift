import Language
import Reporting

extension Diagnostic {
  static func noFeedback(at span: Span) -> Diagnostic {
    Diagnostic(
      "E405", Phrase("this dataset has no answers of users", "该数据集没有用户反馈"), at: span,
      notes: [
        Phrase(
          "declare a table with the role feedback in dataset.json, or: open datasets/shop",
          "在 dataset.json 中声明 feedback 角色的表，或：打开 datasets/shop")
      ])
  }

  static func noTimes(at span: Span) -> Diagnostic {
    Diagnostic(
      "E407", Phrase("the answers have no time", "反馈没有时间"), at: span,
      notes: [
        Phrase(
          "leave the range and the period out: feedback nps", "请去掉时间范围和时间分组：反馈 净推荐值")
      ])
  }

  /// E380: a facet that needs a column which the data does not have.
  private static func lacks(
    _ what: Phrase, _ role: String, at span: Span, else other: Phrase? = nil
  ) -> Diagnostic {
    Diagnostic(
      "E380", Phrase("the answers have no ", "反馈没有") + what, at: span,
      notes: [
        Phrase("name its column: map \(role)=COLUMN", "指明它的列：映射 \(role)=列名")
      ] + (other.map { [$0] } ?? []))
  }

  static func noTexts(_ question: Feedback.Facet.Question, at span: Span) -> Diagnostic {
    lacks(Phrase("texts", "原话"), "text", at: span)
  }

  static func noReplies(at span: Span) -> Diagnostic {
    lacks(Phrase("time of reply", "回复时间"), "reply", at: span)
  }

  static func noSeverity(at span: Span) -> Diagnostic {
    lacks(
      Phrase("severity", "严重程度"), "severity", at: span,
      else: Phrase(
        "or weigh by revenue: feedback priority with impact=revenue",
        "或按收入加权：反馈 优先级 参数 impact=revenue"))
  }

  static func noRevenue(at span: Span) -> Diagnostic {
    Diagnostic(
      "E380", Phrase("this dataset has no revenue", "该数据集没有收入"), at: span,
      notes: [
        Phrase(
          "weigh by severity instead: feedback priority; or name the column: map amount=COLUMN",
          "可改按严重程度：反馈 优先级；或指明金额列：映射 amount=列名")
      ])
  }

  static func noTopics(_ question: Feedback.Facet.Question, at span: Span) -> Diagnostic {
    Diagnostic(
      "E380", Phrase("this dataset declares no topics", "该数据集没有声明主题"), at: span,
      notes: [
        Phrase(
          "in dataset.json: \"topics\": {\"payment\": {\"en\": \"payment\", \"zh\": \"支付\","
            + " \"words\": [\"pay\", \"支付\"]}}",
          "在 dataset.json 中：\"topics\": {\"payment\": {\"en\": \"payment\", \"zh\": \"支付\","
            + " \"words\": [\"pay\", \"支付\"]}}"),
        Phrase("without topics: feedback terms", "没有主题时：反馈 特征词"),
      ])
  }

  static func noClasses(at span: Span) -> Diagnostic {
    Diagnostic(
      "E380", Phrase("the topics of this dataset have no classes", "该数据集的主题没有类别"), at: span,
      notes: [
        Phrase(
          "give each topic one in dataset.json: \"class\": \"service\"",
          "在 dataset.json 中为每个主题写明：\"class\": \"service\"")
      ])
  }

  /// E381: a word that belongs to another facet.
  static func ofNoUse(
    _ word: String, of question: Feedback.Facet.Question, _ example: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      "E381",
      Phrase(
        "'\(word)' says nothing here; it belongs to \(question.rawValue)",
        "'\(word)' 在此没有作用，它属于“\(question.phrase.chinese)”"), at: span,
      notes: [Phrase("for example feedback \(example)", "例如 feedback \(example)")])
  }

  static func classesOfTopics(
    _ question: Feedback.Facet.Question, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      "E381",
      Phrase(
        "classes are of topics; \(question.rawValue) has none",
        "类别属于主题，“\(question.phrase.chinese)”没有类别"), at: span,
      notes: [Phrase("type: feedback topics by class", "请输入：反馈 主题 按 类别")])
  }

  /// E382: a setting or length of time of another form.
  static func badAnswerSetting(
    _ key: String, _ expected: Phrase, _ example: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      "E382",
      Phrase(
        "expected \(expected.english) after '\(key)='", "'\(key)=' 之后应为\(expected.chinese)"),
      at: span, notes: [Phrase("for example with \(example)", "例如 参数 \(example)")])
  }

  static func badWithin(at span: Span) -> Diagnostic {
    Diagnostic(
      "E382", Phrase("expected a length of time above zero", "此处应为大于零的时长"), at: span,
      notes: [Phrase("for example within 24h", "例如 24小时内")])
  }

  static func searchForNothing(at span: Span) -> Diagnostic {
    Diagnostic(
      "E383", Phrase("expected a text to search for", "此处应为要搜索的文字"), at: span,
      notes: [Phrase("for example feedback search \"pay\"", "例如 反馈 搜索 \"支付\"")])
  }

  static func facetTwice(_ question: Feedback.Facet.Question, at span: Span) -> Diagnostic {
    Diagnostic(
      "E383",
      Phrase("'\(question.rawValue)' stands here twice", "“\(question.phrase.chinese)”写了两次"),
      at: span, notes: [Phrase("leave one out", "请去掉一个")])
  }

  /// E384: a topic that the lexicon does not have, or a condition on topics that cannot be read.
  static func unknownTopic(
    _ name: String, among entries: [TopicLexicon.Entry], at span: Span
  ) -> Diagnostic {
    let ids = entries.map(\.id)
    return Diagnostic(
      "E384", Phrase("unknown topic '\(name)'", "未知主题 '\(name)'"), at: span,
      notes: [
        Phrase(
          "topics here: \(ids.prefix(12).joined(separator: ", "))",
          "现有主题：\(entries.prefix(12).map(\.label.chinese).joined(separator: "、"))")
      ], suggestion: Suggestion.closest(to: name, among: ids))
  }

  static func topicIsNamed(at span: Span) -> Diagnostic {
    Diagnostic(
      "E384", Phrase("expected the name of a topic", "此处应为主题名称"), at: span,
      notes: [
        Phrase(
          "for example where topic = 'payment' and score < 7",
          "例如 其中 主题 = '支付' 且 分数 < 7")
      ])
  }

  static func topicsOfClasses(at span: Span) -> Diagnostic {
    Diagnostic(
      "E384", Phrase("rows are classes here, and 'where' asks for a topic", "此处按类别分行，而条件是主题"),
      at: span,
      notes: [Phrase("leave one of them out", "请去掉其中之一")])
  }

  /// E385: what cannot be set side by side.
  static func notCompared(
    _ question: Feedback.Facet.Question, at span: Span?
  ) -> Diagnostic {
    Diagnostic(
      "E385",
      Phrase(
        "'\(question.rawValue)' of two populations is not compared",
        "“\(question.phrase.chinese)”不做对比"), at: span,
      notes: [
        Phrase("type: feedback topics compare previous", "请输入：反馈 主题 对比 上期")
      ])
  }

  static func comparesNoRules(at span: Span) -> Diagnostic {
    Diagnostic(
      "E385", Phrase("feedback has one set of rules", "反馈只有一套规则"), at: span,
      notes: [
        Phrase("compare a population or a range: compare previous", "请对比人群或时间：对比 上期")
      ])
  }

  /// E386: users that cannot be saved.
  static func notSaved(_ question: Feedback.Facet.Question, at span: Span) -> Diagnostic {
    Diagnostic(
      "E386",
      Phrase(
        "'\(question.rawValue)' chooses no users to save",
        "“\(question.phrase.chinese)”没有可保存的用户"), at: span,
      notes: [
        Phrase(
          "for example feedback nps as voices, then from voices.detractors",
          "例如 反馈 净推荐值 存为 意见，再用 来自 意见.detractors")
      ])
  }

  static func savedAnswersCompared(at span: Span) -> Diagnostic {
    Diagnostic(
      "E386", Phrase("a comparison is not saved as users", "对比的结果不能存为用户"), at: span,
      notes: [Phrase("leave 'compare' out to save them", "要保存用户，请去掉“对比”")])
  }

  static func unnamedAnswers(at span: Span) -> Diagnostic {
    Diagnostic(
      "E386", Phrase("these users are not saved under a name", "没有给出保存这些用户的名称"), at: span,
      notes: [
        Phrase(
          "for example feedback topics with topic=payment as payers",
          "例如 反馈 主题 参数 topic=payment 存为 谈支付的人")
      ])
  }

  /// E387: words of single people under privacy.
  static func listOfPeople(at span: Span) -> Diagnostic {
    Diagnostic(
      "E387",
      Phrase(
        "a list of answers is single people's words, which privacy does not tell",
        "逐条列出的是单个用户的原话，隐私模式下不予显示"), at: span,
      notes: [
        Phrase(
          "count them instead: feedback topics; or: set privacy off", "可改看计数：反馈 主题；或：设置 隐私 off")
      ])
  }
}

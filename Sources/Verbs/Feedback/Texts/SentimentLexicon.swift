/// Words that say how somebody feels, with their strength, and the words that turn them.
///
/// Written for what customers say of products, shops and services.
enum SentimentLexicon {
  /// By word in lower case: 1 mild, 2 clear, 3 strong; below zero unhappy.
  static let strengths: [String: Int] = {
    var strengths: [String: Int] = [:]
    for (list, strength) in [
      (EnglishFeelings.strong, 3), (EnglishFeelings.good, 2), (EnglishFeelings.mild, 1),
      (EnglishFeelings.weak, -1), (EnglishFeelings.bad, -2), (EnglishFeelings.awful, -3),
      (ChineseFeelings.strong, 3), (ChineseFeelings.good, 2), (ChineseFeelings.mild, 1),
      (ChineseFeelings.weak, -1), (ChineseFeelings.bad, -2), (ChineseFeelings.awful, -3),
    ] {
      for word in list.split(whereSeparator: \.isWhitespace) { strengths[String(word)] = strength }
    }
    return strengths
  }()

  /// All its words, so that texts are cut round them.
  static let words: [String] =
    Array(strengths.keys) + Array(raising) + Array(lowering) + Array(turns) + Array(negations)

  private static let negations: Set = [
    "不", "没", "没有", "无", "别", "未", "并非", "并不", "毫不", "不再", "从不", "不是", "不够",
    "不太", "不怎么", "not", "no", "never", "none", "nothing", "nobody", "neither", "nor", "without",
    "cannot", "cant", "dont", "doesnt", "didnt", "isnt", "wasnt", "wont", "wouldnt", "couldnt",
    "hardly", "barely", "rarely", "lack", "lacks", "lacking",
  ]

  static func isNegation(_ word: String) -> Bool {
    negations.contains(word) || word.hasSuffix("n't")
  }

  static let raising: Set = [
    "很", "非常", "十分", "特别", "极其", "极", "太", "超", "超级", "真", "真的", "真心", "好", "挺",
    "巨", "贼", "相当", "最", "更", "越来越", "实在", "格外", "尤其", "完全", "绝对", "老", "总",
    "very", "really", "so", "too", "extremely", "super", "incredibly", "absolutely", "totally",
    "highly", "completely", "quite", "most", "especially", "truly", "deeply", "such", "much", "far",
    "always", "remarkably", "exceptionally", "particularly", "amazingly", "utterly",
  ]

  static let lowering: Set = [
    "有点", "有点儿", "有些", "稍", "稍微", "略", "略微", "一点", "还算", "比较", "不太", "不怎么",
    "somewhat", "slightly", "bit", "little", "fairly", "kinda", "sort", "kind", "almost", "partly",
    "occasionally", "marginally",
  ]

  static let turns: Set = [
    "但", "但是", "不过", "可是", "然而", "就是", "but", "however", "though", "although",
  ]

  /// What each word that is not told by its ending does to others: `not`, `more`, `less`, `but`.
  ///
  /// Of two the first is looked for first, as a reader does.
  static let roles: [String: String] = {
    var roles: [String: String] = [:]
    for (words, role) in [
      (turns, "but"), (lowering, "less"), (raising, "more"), (negations, "not"),
    ] {
      for word in words { roles[word] = role }
    }
    return roles
  }()
}

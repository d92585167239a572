import Reporting

extension Warning {
  /// Below this many a rate is printed with a warning.
  public static let smallSampleSize = 30

  /// W501 where fewer than 30 stand behind a number; nil where there are enough.
  public static func smallSample(_ count: Int, of unit: Phrase) -> Warning? {
    guard count < smallSampleSize else { return nil }
    return Warning(
      "W501",
      Phrase(
        "only \(count) \(unit.english) stand behind these rates, under \(smallSampleSize): chance"
          + " alone can move them far; try a longer range or fewer groups",
        "这些比率背后只有 \(count) 个\(unit.chinese)，不足 \(smallSampleSize)：偶然因素就能让它们大幅变动；"
          + "请放宽时间范围或减少分组"))
  }

  /// W501 for groups of a breakdown under 30; nil where there are none.
  public static func smallGroups(_ counts: [Int], of unit: Phrase) -> Warning? {
    let small = counts.filter { $0 < smallSampleSize }
    guard let least = small.min() else { return nil }
    return Warning(
      "W501",
      Phrase(
        "\(small.count) of \(counts.count) groups have fewer than \(smallSampleSize)"
          + " \(unit.english) (the smallest \(least)): chance alone can move their rates far;"
          + " try a longer range or fewer groups",
        "\(counts.count) 组中有 \(small.count) 组的\(unit.chinese)不足 \(smallSampleSize)（最少 \(least)）："
          + "偶然因素就能让其比率大幅变动；请放宽时间范围或减少分组"))
  }
}

extension Diagnostic {
  /// E500: two numbers of a result contradict each other, so none is shown.
  public static func brokenInvariant(_ what: String) -> Diagnostic {
    Diagnostic(
      "E500",
      Phrase("internal error: \(what) contradict each other", "内部错误：\(what) 的数字互相矛盾"),
      at: nil,
      notes: [
        Phrase("no number was shown; please report the query", "未显示任何数字；请反馈这条查询")
      ])
  }
}

import Reporting

extension ScoreChart.Scale.Class {
  var role: Role {
    switch self {
    case .high: .bar(1)
    case .middle: .muted
    case .low: .bar(2)
    }
  }
}

/// The words and signs of a scale.
extension ScoreChart.Scale {
  var resultName: Phrase {
    switch self {
    case .nps: Phrase(verbatim: "NPS")
    case .satisfaction: Phrase("satisfied", "满意率")
    }
  }

  func name(of kind: Class) -> Phrase {
    switch (self, kind) {
    case (.nps, .high): Phrase("promoters", "推荐者")
    case (.nps, .middle): Phrase("passives", "中立者")
    case (.nps, .low): Phrase("detractors", "贬损者")
    case (.satisfaction, .high): Phrase("satisfied", "满意")
    case (.satisfaction, .middle): Phrase("neutral", "一般")
    case (.satisfaction, .low): Phrase("dissatisfied", "不满意")
    }
  }

  /// What fills a class's part of the strip.
  func sign(of kind: Class, _ ink: Ink) -> String {
    switch kind {
    case .high: ink.isUnicode ? "█" : self == .nps ? "P" : "S"
    case .middle: ink.isUnicode ? "░" : "."
    case .low: ink.isUnicode ? "▓" : "D"
    }
  }

  /// A result as it is written: points with a sign for NPS, percent for satisfaction.
  func text(_ value: Double) -> String {
    switch self {
    case .nps: NumberText.signed(value)
    case .satisfaction: NumberText.rate(value)
    }
  }

  func difference(_ value: Double) -> String {
    switch self {
    case .nps: NumberText.signed(value)
    case .satisfaction: NumberText.points(value)
    }
  }
}

import Reporting

/// What the classes of models are called, by the word after `by`.
enum ModelLabels {
  static let all: [String: [String: Phrase]] = [
    "rfm": labels(RFMRule.parts), "tier": labels(TierRule.parts),
    "lifecycle": labels(LifecycleRule.parts), "activity": labels(ActivityRule.parts),
    "value": labels(ValueRule.parts), "frequency": labels(FrequencyRule.parts),
  ]

  static func labels(_ parts: [ModelPart]) -> [String: Phrase] {
    Dictionary(parts.map { ($0.key, $0.fullLabel) }, uniquingKeysWith: { first, _ in first })
  }
}

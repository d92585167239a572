extension StageModel {
  public static let names = ["acq4", "three", "four", "five", "six", "six_b", "aarrr6"]

  /// The lists as their sources give them, in order.
  static let lists: [String: [Stage]] = [
    "acq4": [
      Stage("acquisition", "acquisition", "获取", .registered),
      Stage("conversion", "conversion", "转化", .ordered),
      Stage("retention", "retention", "留存", .retained),
      Stage("repurchase", "repurchase", "复购", .orderedTwice),
    ],
    "three": [
      Stage("acquisition", "acquisition", "拉新", .registered),
      Stage("conversion", "conversion", "转化", .ordered),
      Stage("retention", "retention", "留存", .retained),
    ],
    "four": [
      Stage("acquisition", "acquisition", "获取", .registered),
      Stage("maintenance", "maintenance", "维护", .retained),
      Stage("development", "development", "挖掘", .orderedTwice),
      Stage("conversion", "conversion", "转化", .ordered),
    ],
    "five": [
      Stage("analysis", "analysis", "分析", .noState),
      Stage("acquisition", "acquisition", "获取", .registered),
      Stage("activation", "activation", "激活", .activated),
      Stage("retention", "retention", "留存", .retained),
      Stage("conversion", "conversion", "转化", .ordered),
    ],
    "six": [
      Stage("insight", "insight", "洞察", .noState),
      Stage("acquisition", "acquisition", "获取", .registered),
      Stage("retention", "experience and retention", "体验与留存", .retained),
      Stage("activity", "activity", "活跃", .active),
      Stage("relationship", "relationship", "关系", .noState),
      Stage("value", "value", "价值", .orderedTwice),
    ],
    "six_b": [
      Stage("insight", "insight", "洞察", .noState),
      Stage("acquisition", "attraction", "吸引获取", .registered),
      Stage("retention", "retention and activity", "留存活跃", .retained),
      Stage("value", "value growth", "价值提升", .orderedTwice),
      Stage("satisfaction", "satisfaction", "满意度", .noState),
      Stage("winback", "win-back", "流失挽留", .returned),
    ],
    "aarrr6": [
      Stage("acquisition", "acquisition", "获取", .registered),
      Stage("activation", "activation", "激活", .activated),
      Stage("retention", "retention", "留存", .retained),
      Stage("revenue", "revenue", "变现", .ordered),
      Stage("referral", "referral", "推荐", .invited),
      Stage("reactivation", "reactivation", "唤醒", .returned),
    ],
  ]
}

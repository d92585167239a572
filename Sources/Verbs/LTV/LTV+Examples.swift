import Engine
import Reporting

extension LTV {
  static let examples: [Signature.Example] = [
    .init(
      Phrase("ltv", "生命周期价值"),
      question: Phrase("What does a customer bring in 90 days?", "一个客户 90 天带来多少？"),
      dataset: "cdnow"),
    .init(
      Phrase(
        "ltv by channel within 60d using revenue", "生命周期价值 按 渠道 窗口 60d 口径 收入"),
      question: Phrase("Which channel brings the most revenue per user?", "哪个渠道人均收入最高？"),
      dataset: "shop"),
    .init(
      Phrase("ltv by month within 30d chart line", "生命周期价值 按 月 窗口 30d 图 line"),
      question: Phrase("Do newer users bring more?", "新用户的价值在提高吗？"), dataset: "shop"),
    .init(
      Phrase(
        "ltv by channel with margin=40%, cac=channel_daily sort payback asc",
        "生命周期价值 按 渠道 参数 margin=40%, cac=channel_daily 排序 payback 升序"),
      question: Phrase("How soon does each channel pay back?", "各渠道多久回本？"),
      dataset: "shop"),
    .init(
      Phrase(
        "ltv where age_band = '25-34' compare rest", "生命周期价值 其中 age_band = '25-34' 对比 其余"),
      question: Phrase("Are they worth more than the others?", "他们比其他人更有价值吗？"),
      dataset: "shop"),
    .init(
      Phrase(
        "ltv using projected with arpa=20, margin=80%, churn=5%",
        "生命周期价值 口径 推算 参数 arpa=20, margin=80%, churn=5%"),
      question: Phrase("What is a subscription worth by the formula?", "按公式，一份订阅值多少？"),
      dataset: "saas"),
    .init(
      Phrase(
        "ltv within 180d using revenue until 1997-03-31",
        "生命周期价值 窗口 180d 至 1997-03-31 口径 收入"),
      question: Phrase("And over half a year?", "半年呢？"), dataset: "cdnow"),
  ]
}

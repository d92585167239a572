import Engine
import Reporting

extension Cohort {
  /// Words after `using` that belong to products.
  static let peerVariants: [Signature.Entry] = [
    .init(
      "posthog",
      Phrase(
        "PostHog's rules: column 0 is the cohort, every period entered anew, weeks from Sunday",
        "PostHog 规则：第 0 列为群组人数，每期重新进入，每周自周日起")),
    .init(
      "mixpanel",
      Phrase(
        "Mixpanel's rules: on or after, windows of 24 hours from the start",
        "Mixpanel 规则：当期或之后，自起始事件起 24 小时窗口")),
    .init(
      "amplitude",
      Phrase(
        "Amplitude's rules: windows of 24 hours cut to the hour, months of 30 days",
        "Amplitude 规则：24 小时窗口取整到小时，一月为 30 天")),
    .init(
      "clickhouse",
      Phrase(
        "ClickHouse's retention(c1, …): bits independent of each other",
        "ClickHouse retention(c1, …)：各位互相独立")),
    .init(
      "kusto",
      Phrase(
        "Kusto's activity plugins: new, retained and churned of each pair of periods",
        "Kusto 活跃插件：每对时间段的新增、留存与流失")),
    .init(
      "calendar",
      Phrase(
        "of Mixpanel and Amplitude: calendar periods instead of windows",
        "Mixpanel、Amplitude：用日历时间段代替窗口")),
  ]

  /// Keys after `with` that belong to products.
  static let peerSettings: [Signature.Entry] = [
    .init("week", Phrase("the day a product's weeks begin on: monday", "产品每周的第一天：monday")),
    .init(
      "every",
      Phrase("PostHog's stickiness: periods in an interval", "PostHog 粘性：每个区间含几个时间段")),
    .init(
      "days",
      Phrase("Kusto's active users: active days in the window", "Kusto 活跃用户：窗口内的活跃天数")),
  ]
}

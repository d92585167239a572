import Reporting

/// How often users buy: frequent, occasional, or not for a long time.
///
/// frequent: 3 orders or more, the last at most 60 days ago; occasional: fewer, as recent; idle:
/// the last is older. Users who never bought stand apart.
public struct FrequencyRule: Hashable, Sendable {
  public let events: ModelEvents
  public let window: ModelWindow
  public let orders: Int
  public let recent: Int

  static let parts = [
    ModelPart("frequent", Phrase("frequent", "高频")),
    ModelPart("occasional", Phrase("occasional", "偶尔")),
    ModelPart("idle", Phrase("idle", "长时间未消费")), .none, .notYet,
  ]

  func classes(in dataset: Dataset, asof day: CivilDay) -> ModelClasses {
    let reader = HistoryReader(events, in: dataset, asof: day)
    let first = window.first(upTo: day)
    let classOf = EachUser.values(dataset.users.count) { user -> Int32 in
      let history = reader.history(of: user)
      guard history.isRegistered else { return 4 }
      let days = history.orders.lazy.map(\.day).filter { $0 >= first }
      guard let last = days.max() else { return 3 }
      if day.number - last > recent { return 2 }
      return days.count >= orders ? 0 : 1
    }
    return ModelClasses(parts: Self.parts, classOf: classOf, weights: [])
  }

  var phrase: Phrase {
    Phrase(
      "frequent: >= \(orders) orders, the last <= \(recent)d ago; occasional: fewer, as recent;"
        + " idle: longer ago, ",
      "高频：≥ \(orders) 单且最近一单在 \(recent) 天内；偶尔：更少但同样近；长时间未消费：更久，")
      + window.phrase
  }
}

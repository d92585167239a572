import Reporting

/// Something customers write about, with the words by which a text is known to be about it.
///
/// A text is about a topic when its lower-case form contains one of the words. Words of Latin
/// letters count only where no other Latin letter or digit touches them, so that `pay` is not
/// found in `payload` but `bug` is found between two Chinese characters.
struct Topic: Hashable, Sendable {
  let id: String
  let label: Phrase
  let words: [String]
  /// What kind of matter it is, named in the labels of values.
  let group: String

  /// Words are given apart from each other by spaces.
  private init(
    _ id: String, _ label: Phrase, in group: String, _ chinese: String, _ english: String
  ) {
    self.id = id
    self.label = label
    self.group = group
    words = "\(chinese) \(english)".split(separator: " ").map(String.init)
  }

  /// What the customers of the shop write about: the lexicon of its dataset.
  static let ofShop = [
    Topic(
      "payment", Phrase("payment", "支付"), in: "feature",
      "支付 付款 付钱 付不了 银行卡 扣款 扣钱 扣了 收银台 花呗 刷卡",
      "pay paying paid payment payments card cards charged checkout bank wallet"),
    Topic(
      "logistics", Phrase("logistics", "物流"), in: "service_experience",
      "物流 快递 配送 发货 送货 派送 派件 包裹 到货 驿站 签收 揽收",
      "delivery deliveries deliver delivered shipping shipped shipment courier parcel package "
        + "tracking dispatched"),
    Topic(
      "quality", Phrase("quality", "质量"), in: "goods",
      "质量 做工 材质 面料 掉色 褪色 开线 起球 破损 瑕疵 异味 用料 次品 线头",
      "quality material fabric stitching seam seams broke broken defective faded flimsy "
        + "scratched durable shoddy"),
    Topic(
      "service", Phrase("service", "客服"), in: "service_experience",
      "客服 售后 人工 态度 服务 专员",
      "service support agent agents representative helpdesk staff"),
    Topic(
      "price", Phrase("price", "价格"), in: "goods",
      "价格 涨价 降价 优惠 便宜 太贵 贵了 差价 满减 划算 性价比 保价 折扣",
      "price prices priced pricing expensive cheap cheaper discount discounts coupon coupons "
        + "overpriced"),
    Topic(
      "bug", Phrase("bug", "故障"), in: "technical",
      "闪退 卡死 卡顿 卡住 白屏 黑屏 报错 故障 崩溃 死机 打不开",
      "bug bugs buggy crash crashes crashed crashing freeze freezes froze frozen glitch glitches "
        + "error errors"),
  ]
}

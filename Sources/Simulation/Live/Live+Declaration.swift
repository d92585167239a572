import Export

extension Live {
  /// The `dataset.json`: who is active is who watches videos; visits of rooms have no time.
  var declaration: JSONValue {
    .object([
      .init("format", .int(1)),
      .init("name", JSONFile.phrase("短视频与直播三个月", "three months of videos and live rooms")),
      .init("zone", .text("Asia/Shanghai")), .init("week", .text("monday")),
      .init("asof", .text("2024-05-31")), .init("currency", .text("CNY")),
      .init("active", .list([.text("watch")])), .init("signup", .text("signup")),
      .init("tables", .object(tables.map(\.member))), .init("labels", Self.labels.json),
      SimulationFolder.mark(Self.name, seed: seed, scale: scale),
      .init("license", .text("Apache-2.0, the Opsbook authors")),
    ])
  }

  private var tables: [DeclaredTable] {
    [
      DeclaredTable(
        name: "users", role: "users", event: "signup",
        map: ["user": "uid", "time": "signup_on"], text: ["uid"]),
      DeclaredTable(
        name: "watch_daily", role: "events", event: "watch",
        map: ["user": "uid", "time": "date"], text: ["uid"]),
      DeclaredTable(
        name: "exposures", role: "other", map: ["user": "uid", "time": "exposed_at"],
        text: ["uid"]),
      DeclaredTable(
        name: "rooms", role: "other", map: ["time": "started_at"], text: ["room_id"]),
      DeclaredTable(
        name: "room_views", role: "other", map: ["user": "uid", "amount": "amount"],
        text: ["room_id", "uid"]),
    ]
  }

  private static let labels = DeclaredLabels(
    events: "signup 注册 watch 观看",
    columns: """
      uid 用户 signup_on 注册日期 age_band 年龄段 city_tier 城市级别 date 日期 category 品类
      videos 视频数 completes 看完数 minutes 分钟数 exp 实验 variant 分组 exposed_at 进入实验时间
      converted 转化 room_id 直播间 host 主播 host_tier 主播级别 interactive 互动玩法
      started_at 开播时间 watch_s 观看秒数 interacted 参与互动 bought 下单 amount 金额
      """,
    values: """
      tier1 一线城市 new_tier1 新一线城市 tier2 二线城市 tier3 三线及以下
      18-24 18至24岁 25-34 25至34岁 35-44 35至44岁 45+ 45岁以上
      comedy 搞笑 beauty 美妆 parenting 育儿 health 健康 food 美食 games 游戏 travel 旅行
      knowledge 知识 top 头部 small 小主播 gift_popup 礼物弹窗 treatment 实验组 control 对照组
      """)
}

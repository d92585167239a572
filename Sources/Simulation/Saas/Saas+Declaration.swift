import Export

extension Saas {
  /// The `dataset.json`: who is active is who uses the tool, and what counts is a complete setup.
  ///
  /// Use is told by day and so stands at midnight, before the sign-up of the same day; signing up
  /// is activity too, or day and month 0 of a cohort would lack those who came on that day.
  var declaration: JSONValue {
    .object([
      .init("format", .int(1)),
      .init("name", JSONFile.phrase("协作软件半年", "half a year of a tool for teams")),
      .init("zone", .text("Asia/Shanghai")), .init("week", .text("monday")),
      .init("asof", .text("2024-07-07")), .init("currency", .text("USD")),
      .init("active", .list([.text("use"), .text("signup")])),
      .init("key", .text("setup_done")), .init("signup", .text("signup")),
      .init("tables", .object(tables.map(\.member))), .init("labels", Self.labels.json),
      SimulationFolder.mark(Self.name, seed: seed, scale: scale),
      .init("license", .text("Apache-2.0, the Opsbook authors")),
    ])
  }

  private var tables: [DeclaredTable] {
    [
      DeclaredTable(name: "users", role: "users", map: ["user": "uid"], text: ["uid"]),
      DeclaredTable(
        name: "events", role: "events", map: ["user": "uid", "time": "ts", "event": "event"],
        text: ["uid"]),
      DeclaredTable(
        name: "usage_daily", role: "events", event: "use", map: ["user": "uid", "time": "date"],
        text: ["uid"]),
      DeclaredTable(
        name: "traffic_daily", role: "costs", map: ["time": "date", "amount": "spend"]),
      DeclaredTable(
        name: "subscriptions", role: "other",
        map: ["user": "uid", "time": "started_on", "amount": "mrr"], text: ["sub_id", "uid"]),
      DeclaredTable(
        name: "finance_monthly", role: "other", map: ["amount": "amount"], text: ["month"]),
    ]
  }

  private static let labels = DeclaredLabels(
    events: """
      signup 注册 create_workspace 建空间 import_data 导数据 invite_member 邀成员 setup_done 完成设置
      use 使用
      """,
    columns: """
      uid 用户 signup_at 注册时间 channel 渠道 company_size 公司规模 role 职能 account_type 账户类型
      ts 时间 event 事件 date 日期 sessions 会话数 minutes 分钟数 visitors 访客数 spend 花费
      sub_id 订阅号 plan 套餐 mrr 月费 started_on 开始日期 ended_on 结束日期 month 月份 line 科目
      kind 收支 amount 金额
      """,
    values: """
      organic 自然流量 search_ads 搜索广告 content 内容 referral 推荐 partner 合作伙伴
      1-10 1至10人 11-50 11至50人 51-200 51至200人 201+ 201人以上
      product 产品 operations 运营 marketing 市场 engineering 研发 founder 创始人
      team 团队 personal 个人 basic 基础版 pro 专业版 enterprise 企业版 subscription 订阅
      training 培训 addons 增值服务 hosting 云资源 revenue 收入 cost 成本
      """)
}

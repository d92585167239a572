import Export

extension Community {
  /// The `dataset.json`: who is active is who uses the community, and what counts is a post.
  var declaration: JSONValue {
    .object([
      .init("format", .int(1)),
      .init("name", JSONFile.phrase("兴趣社区半年", "half a year of a community")),
      .init("zone", .text("Asia/Shanghai")), .init("week", .text("monday")),
      .init("asof", .text("2024-06-30")),
      .init("active", .list([.text("use")])), .init("key", .text("post")),
      .init("signup", .text("signup")),
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
        name: "usage_daily", role: "events", event: "use", map: ["user": "uid", "time": "date"],
        text: ["uid"]),
      DeclaredTable(
        name: "checkins", role: "events", event: "checkin",
        map: ["user": "uid", "time": "date"], text: ["uid"]),
      DeclaredTable(
        name: "posts", role: "events", event: "post",
        map: ["user": "author_uid", "time": "published_on"], text: ["post_id", "author_uid"]),
      DeclaredTable(name: "contrib_monthly", role: "other", text: ["uid", "month"]),
      DeclaredTable(name: "pushes", role: "other", text: ["uid", "month"]),
      DeclaredTable(
        name: "exposures", role: "other", map: ["user": "uid", "time": "exposed_at"],
        text: ["uid"]),
      DeclaredTable(name: "traffic_daily", role: "other", map: ["time": "date"]),
      DeclaredTable(
        name: "feedback", role: "feedback",
        map: ["time": "ts", "kind": "kind", "score": "score", "text": "text", "source": "source"],
        text: ["fid"]),
    ]
  }

  private static let labels = DeclaredLabels(
    events: "signup 注册 use 使用 checkin 签到 post 发帖",
    columns: """
      uid 用户 signup_on 注册日期 age_band 年龄段 city_tier 城市级别 date 日期 minutes 分钟数
      post_id 帖子编号 author_uid 作者 published_on 发布日期 type 类型 channel 渠道 reads 阅读数
      completes 读完数 likes 点赞数 comments 评论数 shares 分享数 link_clicks 链接点击数
      conversions 转化数 month 月份 posts 发帖数 arm 推送频率 sent 推送数 opened 打开数 optout 退订
      exp 实验 variant 分组 exposed_at 进入实验时间 visits 访问数 fid 反馈编号 ts 时间 source 来源
      kind 种类 score 分数 text 原话 first_reply_at 首次回复时间
      """,
    values: """
      tier1 一线城市 new_tier1 新一线城市 tier2 二线城市 tier3 三线及以下
      18-24 18至24岁 25-34 25至34岁 35-44 35至44岁 45+ 45岁以上
      short_video 短视频 tutorial 教程 promo 促销 case_story 案例故事 ugc 用户原创 qa_review 问答点评
      brand_article 品牌文章 app 应用内 wechat 微信 weibo 微博 douyin 抖音 xiaohongshu 小红书
      bilibili 哔哩哔哩 zhihu 知乎 low 低频 mid 中频 high 高频 streak_reward 连签奖励 push_freq 推送频率
      treatment 实验组 control 对照组 mention 提及
      """)
}

import Export

/// What the shop's events, columns and values are called in Chinese and English.
enum ShopLabels {
  /// As ``DeclaredLabels`` takes them.
  static let events = """
    visit 访问 signup 注册 view_item 浏览商品 add_cart 加购 checkout 结算 pay_page 支付页 pay 支付 review 评价
    """

  static let columns = """
    uid 用户 signup_at 注册时间 channel 渠道 gender 性别 age_band 年龄段 income_band 收入段 occupation 职业
    city 城市 region 地区 device 设备 net_habit 上网习惯 device_id 设备号 inviter_uid 邀请人 consent 是否同意
    member_level 会员等级 sid 会话 ts 时间 event 事件 page 页面 load_ms 加载毫秒 page_version 页面版本
    oid 订单 amount 金额 category 品类 coupon 用券 refunded 退款 paid_at 支付时间 cost 成本 group_buy 拼团
    date 日期 spend 花费 impressions 曝光 clicks 点击数 campaign 活动 sent_at 发送时间 kind 种类 variant 分组
    opened 打开 clicked 点击 exp 实验 exposed_at 进入实验时间 invite_id 邀请编号 invitee_uid 被邀请人
    fid 反馈编号 source 来源 score 分数 text 原话 first_reply_at 首次回复时间 resolved_at 解决时间
    severity 严重程度 order_no 订单号 paid_on 支付日期
    """

  static let values = """
    seo 搜索 referral 邀请 wechat 微信 kol 达人 offline 线下 douyin 抖音 bulk_add 批量导入 female 女 male 男
    under_5k 5千以下 5k_10k 5千至1万 10k_20k 1万至2万 over_20k 2万以上 student 学生 office 上班族
    self_employed 个体经营 public 公职 service 服务业 homemaker 全职持家 east 华东 north 华北 south 华南
    central 华中 southwest 西南 northwest 西北 northeast 东北 android 安卓 ios 苹果 mini_program 小程序
    desktop 电脑 commute 通勤 lunch_break 午休 evening 晚间 weekend 周末 gold 金卡 silver 银卡 bronze 铜卡
    basic 普通 front 首页 item 商品页 cart 购物车 confirm 结算页 cashier 收银台
    receipt 支付成功页 review_form 评价页 v1 旧版 v2 新版 food 食品 household 家居 beauty 美妆 clothing 服饰
    mother_baby 母婴 digital 数码 winback_june 六月挽回 invite_q2 二季度邀请 push 推送 sms 短信
    wechat_message 微信消息 none 未发送 treatment 实验组 control 对照组 post_care 售后关怀 nps 推荐意愿
    rating 星级 comment 留言 ticket 工单 app_popup 应用弹窗 sms_survey 短信问卷 order_page 订单页
    app_form 应用内反馈 app_store 应用商店 wechat_group 微信群 service_chat 在线客服 hotline 客服热线
    feature 功能优化 service_experience 服务体验 technical 技术问题 goods 商品
    """

  static func labels() -> JSONValue {
    let cities = ShopPerson.cities.map { "\($0.name) \($0.chinese)" }.joined(separator: " ")
    return DeclaredLabels(events: events, columns: columns, values: values + " " + cities).json
  }
}

// The queries of the design's vocabulary as people type them, each in English and in the line below
// in Chinese.

let vocabularyText = #"""
  segment by lifecycle
  分群 按 生命周期
  segment by channel
  分群 按 渠道
  segment where city = "上海" and age_band = "25-34" as sh25
  分群 其中 城市 = "上海" 且 年龄段 = "25-34" 存为 sh25
  segment by rfm
  分群 按 rfm
  segment by value limit 20% as key20
  分群 按 价值 取 20% 存为 key20
  segment where count(pay, last 90 days) >= 2 and days_since(visit) > 30 as at_risk
  分群 其中 次数(支付, 最近90天) >= 2 且 距今(访问) > 30 存为 at_risk
  segment where did(add_cart, last 30 days) and not did(pay, last 30 days) as cart_left
  分群 其中 发生(加购, 最近30天) 且 非 发生(支付, 最近30天) 存为 cart_left
  segment by tier as tiers chart share
  分群 按 层级 存为 tiers 图 share
  segment by rfm using quintile with bins=5 compare 2024-05-31 as rfm5
  分群 按 rfm 口径 quintile 参数 bins=5 对比 2024-05-31 存为 rfm5
  segment from tiers.potential where member(cart_left) and not member(at_risk) as warm limit 200
  分群 来自 tiers.potential 其中 属于群(cart_left) 且 非 属于群(at_risk) 存为 warm 取 200
  funnel visit -> pay
  漏斗 访问 -> 支付
  funnel visit -> signup -> pay last 30 days
  漏斗 访问 -> 注册 -> 支付 最近30天
  funnel visit -> view_item -> add_cart -> checkout -> pay_page -> pay using session
  漏斗 访问 -> 浏览商品 -> 加购 -> 结算 -> 支付页 -> 支付 口径 会话
  funnel signup -> pay within 7d by channel
  漏斗 注册 -> 支付 7天内 按 渠道
  funnel checkout -> pay_page -> pay using session compare before 2024-04-01
  漏斗 结算 -> 支付页 -> 支付 口径 会话 对比 之前 2024-04-01
  funnel visit -> view_item[page_version = "v2"] -> pay by device chart funnel
  漏斗 访问 -> 浏览商品[page_version = "v2"] -> 支付 按 设备 图 funnel
  funnel signup -> create_workspace -> import_data -> invite_member -> setup_done within 3d by week
  漏斗 注册 -> 建空间 -> 导数据 -> 邀成员 -> 完成设置 3天内 按 周
  funnel visit -> (pay or review) within 1d from key20 compare rest
  漏斗 访问 -> (支付 或 评价) 窗口 1d 来自 key20 对比 其余
  funnel pay[amount > 100] -> review -> pay within 30d by tier since 2024-04-01 as care_funnel
  漏斗 支付[amount > 100] -> 评价 -> 支付 窗口 30d 按 层级 自 2024-04-01 存为 care_funnel
  cohort
  留存
  cohort signup -> active at d1, d7
  留存 注册 -> 活跃 时点 次日, 第7日
  cohort signup -> active by week chart heat
  留存 注册 -> 活跃 按 周 图 heat
  cohort signup -> active at d7 using rolling
  留存 注册 -> 活跃 时点 第7日 口径 rolling
  cohort signup -> active at d7 by channel sort d7 desc
  留存 注册 -> 活跃 时点 第7日 按 渠道 排序 d7 降序
  cohort pay -> pay by month within 30d
  留存 支付 -> 支付 按 月 窗口 30d
  cohort signup -> active at d7 compare before 2024-04-01
  留存 注册 -> 活跃 时点 第7日 对比 之前 2024-04-01
  cohort where did(setup_done) at d7 compare rest
  留存 其中 发生(完成设置) 时点 第7日 对比 其余
  cohort signup -> active at d30 by month using exact with immature=show
  留存 注册 -> 活跃 时点 第30日 按 月 口径 exact 参数 immature=show
  cohort signup -> (checkin or post) at w1, w4, w8 by month from acts.core since 2024-01-01 as \#
  core_ret
  留存 注册 -> (签到 或 发帖) 时点 w1, w4, w8 按 月 来自 acts.core 自 2024-01-01 存为 core_ret
  ltv
  生命周期价值
  ltv by channel
  生命周期价值 按 渠道
  ltv by channel within 60d using revenue
  生命周期价值 按 渠道 窗口 60d 口径 revenue
  ltv by month within 30d chart line
  生命周期价值 按 月 窗口 30d 图 line
  ltv by channel with cac=1 sort payback asc
  生命周期价值 按 渠道 参数 cac=1 排序 payback 升序
  ltv using projected with arpa=20, margin=80%, churn=5%
  生命周期价值 口径 projected 参数 arpa=20, margin=80%, churn=5%
  ltv from key20 compare rest within 90d
  生命周期价值 来自 key20 对比 其余 窗口 90d
  ltv by tier within 180d with discount=1%, trim=1% during 2024Q1 as ltv_q1
  生命周期价值 按 层级 窗口 180d 参数 discount=1%, trim=1% 期间 2024Q1 存为 ltv_q1
  feedback nps
  反馈 净推荐值
  feedback topics
  反馈 主题
  feedback topics limit 5 since 2024-04-01
  反馈 主题 取 5 自 2024-04-01
  feedback rating by month chart line
  反馈 评分 按 月 图 line
  feedback response within 24h by quarter
  反馈 响应 24小时内 按 季度
  feedback topics by class compare before 2024-04-01
  反馈 主题 按 类别 对比 之前 2024-04-01
  feedback nps by tier compare previous during 2024Q2
  反馈 净推荐值 按 层级 对比 上期 期间 2024Q2
  feedback priority limit 5 with impact=revenue
  反馈 优先级 取 5 参数 impact=revenue
  feedback mentions by day with alert=3 since 2024-05-01
  反馈 声量 按 日 参数 alert=3 自 2024-05-01
  feedback loop
  反馈 loop
  measure mau
  指标 月活
  measure new_users, paid_rate by channel
  指标 新增用户, 付费率 按 渠道
  measure aov, spend_per_buyer, arpu, arppu during 2024-06
  指标 笔单价, 客单价, arpu, arppu 期间 2024-06
  measure exit_rate(pay_page) using session compare before 2024-04-01
  指标 退出率(支付页) 口径 会话 对比 之前 2024-04-01
  measure retention(d7) by did(setup_done)
  指标 留存率(第7日) 按 发生(完成设置)
  measure retention(d7) compare before 2024-04-01 with decompose=did(setup_done)
  指标 留存率(第7日) 对比 之前 2024-04-01 参数 decompose=发生(完成设置)
  measure view_cvr by interactive with standardize=host_tier
  指标 成交转化率 按 interactive 参数 standardize=host_tier
  measure growth(revenue), share(revenue) by region sort revenue desc limit 10
  指标 增长率(收入), 占比(收入) 按 地区 排序 收入 降序 取 10
  trend dau
  趋势 日活
  trend new_users by month
  趋势 新增用户 按 月
  trend order_rate by week chart line
  趋势 订单转化率 按 周 图 line
  trend revenue by day last 30 days compare previous
  趋势 收入 按 日 最近30天 对比 上期
  trend new_users by month where channel != "bulk_add"
  趋势 新增用户 按 月 其中 渠道 != "bulk_add"
  trend mean(sessions) by tenure_week where retained(d7) and signup_at < 2024-04-01
  趋势 均值(sessions) 按 周龄 其中 留存了(第7日) 且 signup_at < 2024-04-01
  trend order_count by week with forecast=4, alert=3
  趋势 订单数 按 周 参数 forecast=4, alert=3
  profile
  画像
  profile by age_band, region
  画像 按 年龄段, 地区
  profile from key20 compare rest
  画像 来自 key20 对比 其余
  profile by category, age_band chart heat
  画像 按 品类, 年龄段 图 heat
  profile from at_risk by channel, device compare rest sort index desc
  画像 来自 at_risk 按 渠道, 设备 对比 其余 排序 index 降序
  profile from tiers.key by age_band
  画像 来自 tiers.key 按 年龄段
  journey after visit limit 10
  旅程 之后 访问 取 10
  journey before pay limit 10
  旅程 之前 支付 取 10
  journey after pay_page[page_version = "v1"] using session
  旅程 之后 支付页[page_version = "v1"] 口径 会话
  journey user 1042
  旅程 用户 1042
  journey after signup within 7d from at_risk compare rest
  旅程 之后 注册 7天内 来自 at_risk 对比 其余
  journey before pay by channel with depth=4 chart share
  旅程 之前 支付 按 渠道 参数 depth=4 图 share
  channel
  渠道
  channel cac
  渠道 成本
  channel roi sort roi desc
  渠道 投产 排序 roi 降序
  channel quality by month where channel in ("seo", "kol")
  渠道 quality 按 月 其中 渠道 属于 ("seo", "kol")
  channel roi within 60d using last_touch during 2024Q1
  渠道 投产 窗口 60d 口径 last_touch 期间 2024Q1
  channel roi compare previous during 2024Q2
  渠道 投产 对比 上期 期间 2024Q2
  channel roi sort roi desc with budget=10000
  渠道 投产 排序 roi 降序 参数 budget=10000
  referral k
  裂变 k
  referral reach
  裂变 reach
  referral invites by channel
  裂变 invites 按 渠道
  referral fraud
  裂变 fraud
  referral k from tiers.key compare rest
  裂变 k 来自 tiers.key 对比 其余
  referral tree with depth=3 where campaign = "invite_q2"
  裂变 tree 参数 depth=3 其中 campaign = "invite_q2"
  content
  内容
  content reach by type
  内容 reach 按 类型
  content engage by channel
  内容 engage 按 渠道
  content convert by type sort conv_per_1k desc
  内容 convert 按 类型 排序 conv_per_1k 降序
  content convert by channel, type chart heat
  内容 convert 按 渠道, 类型 图 heat
  content convert where type = "tutorial" compare previous during 2024Q2 limit 10
  内容 convert 其中 类型 = "tutorial" 对比 上期 期间 2024Q2 取 10
  churn rate
  流失 流失率
  churn rate by month within 30d
  流失 rate 按 月 窗口 30d
  churn timing chart line
  流失 timing 图 line
  churn risk limit 50 as at_risk
  流失 预警 取 50 存为 at_risk
  churn reasons since 2024-04-01
  流失 原因 自 2024-04-01
  churn winback compare control
  流失 挽留 对比 对照组
  churn risk from tiers.key with backtest=30d, alpha=0.05 sort score desc limit 20
  流失 预警 来自 tiers.key 参数 backtest=30d, alpha=0.05 排序 score 降序 取 20
  test post_care
  实验 post_care
  test post_care -> repurchase_rate
  实验 post_care -> 复购率
  test gift_popup -> converted until 2024-05-03
  实验 gift_popup -> converted 至 2024-05-03
  test gift_popup -> converted
  实验 gift_popup -> converted
  test streak_reward -> active_rate with power=80%
  实验 streak_reward -> active_rate 参数 power=80%
  test post_care -> repurchase_rate within 60d by tier with alpha=0.01
  实验 post_care -> 复购率 窗口 60d 按 层级 参数 alpha=0.01
  drivers did(pay)
  关联 发生(支付)
  drivers retained(d7)
  关联 留存了(第7日)
  drivers retained(d7) limit 10 sort lift desc
  关联 留存了(第7日) 取 10 排序 lift 降序
  drivers count(pay) >= 2 within 7d from key20
  关联 次数(支付) >= 2 窗口 7d 来自 key20
  drivers retained(d30) where signup_at < 2024-06-01 compare before 2024-04-01
  关联 留存了(第30日) 其中 signup_at < 2024-06-01 对比 之前 2024-04-01
  drivers member(at_risk) with min_n=50
  关联 属于群(at_risk) 参数 min_n=50
  goal add order_rate >= 10% during 2024Q2 as g_order
  目标 设定 订单转化率 >= 10% 期间 2024Q2 存为 g_order
  goal add signup_rate 2% -> 5% during 2024-06 as g_signup
  目标 设定 注册转化率 2% -> 5% 期间 2024-06 存为 g_signup
  goal add growth(new_users) >= 20% by month as g_growth
  目标 设定 增长率(新增用户) >= 20% 按 月 存为 g_growth
  goal add retention(d7) 15% -> 30% during 2024Q2 with parent=g_order as g_ret
  目标 设定 留存率(第7日) 15% -> 30% 期间 2024Q2 参数 parent=g_order 存为 g_ret
  goal okr "提升用户满意度" as o1
  目标 okr "提升用户满意度" 存为 o1
  goal add first_reply 48h -> 24h during 2024Q2 with okr=o1 as kr1
  目标 设定 first_reply 48小时 -> 24小时 期间 2024Q2 参数 okr=o1 存为 kr1
  goal north order_count by month
  目标 north 订单数 按 月
  goal check
  目标 检查
  goal tree
  目标 tree
  action add "简化支付页" since 2024-04-01 with metric=exit_rate(pay_page) as fix_pay
  改进 add "简化支付页" 自 2024-04-01 参数 metric=退出率(支付页) 存为 fix_pay
  action check fix_pay
  改进 check fix_pay
  action list
  改进 list
  checklist open crisis
  清单 open crisis
  checklist mark crisis 2 done "已发布说明"
  清单 mark crisis 2 done "已发布说明"
  checklist score maturity
  清单 score maturity
  use shop
  使用 shop
  load "orders.csv" as my_orders
  载入 "orders.csv" 存为 my_orders
  audit dirty_orders
  质检 dirty_orders
  define pay_rate = users(pay) / users(pay_page)
  定义 pay_rate = 人数(支付) / 人数(支付页)
  explain cohort signup -> active at d7
  解释 留存 注册 -> 活跃 时点 第7日
  term 跳出率
  术语 跳出率
  lesson 3
  课程 3
  answer 45%
  作答 45%
  replay weekly_review
  重放 weekly_review
  set privacy on
  设置 privacy on
  """#

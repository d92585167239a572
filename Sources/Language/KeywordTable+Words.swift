// The words of the language as one table, so that help, completion and the lexer read the same
// list. Columns, parted by tabs: English, further English spellings, Chinese spellings (the first
// is the canonical one), kind, place of the grammar.

extension KeywordTable {
  static let source = #"""
    segment		分群|分层	verb	statement start
    funnel		漏斗	verb	statement start
    cohort		留存|同期群	verb	statement start
    ltv		生命周期价值|终身价值	verb	statement start
    feedback		反馈	verb	statement start
    measure		指标	verb	statement start
    trend		趋势	verb	statement start
    profile		画像	verb	statement start
    journey		旅程|路径	verb	statement start
    channel		渠道	verb	statement start
    referral		裂变	verb	statement start
    content		内容	verb	statement start
    churn		流失	verb	statement start
    test		实验	verb	statement start
    drivers		关联	verb	statement start
    goal		目标	verb	statement start
    action		改进	verb	statement start
    checklist		清单	verb	statement start
    explain		解释	command	statement start
    define		定义	command	statement start
    open		打开	command	statement start
    use		使用	command	statement start
    load		载入	command	statement start
    map		映射	command	statement start
    describe		概览	command	statement start
    events		事件	command	statement start
    audit		质检	command	statement start
    tables		表	command	statement start
    save		保存	command	statement start
    replay		重放	command	statement start
    export		导出	command	statement start
    set		设置	command	statement start
    lesson		课程	command	statement start
    answer		作答	command	statement start
    hint		提示	command	statement start
    term		术语	command	statement start
    help		帮助	command	statement start
    undo		撤销	command	statement start
    redo		重做	command	statement start
    quit	exit	退出	command	statement start
    sql			command	statement start
    fmt		排版	command	statement start
    note		笔记	command	statement start
    cells		单元格	command	statement start
    edit		编辑	command	statement start
    move		移动	command	statement start
    delete		删除	command	statement start
    goto		转到	command	statement start
    reveal		揭晓	command	statement start
    from		来自|从	clause	clause start
    where		其中	clause	clause start
    by		按	clause	clause start
    at		时点	clause	clause start
    within		窗口	clause	clause start
    since		自	clause	clause start
    until		至|到	clause	clause start
    last		最近	clause	clause start
    during		期间	clause	clause start
    excluding		排除	clause	clause start
    using		口径	clause	clause start
    with		参数	clause	clause start
    compare		对比	clause	clause start
    sort		排序	clause	clause start
    limit		取	clause	clause start
    chart		图	clause	clause start
    as		存为	clause	clause start
    and		且|并且|和	operator	condition, event list, from ( )
    or		或|或者	operator	condition, event list, from ( )
    not		非	operator	condition, event list, from ( )
    in		属于	operator	condition, event list, from ( )
    contains		包含	operator	condition, event list, from ( )
    between		介于	operator	condition, event list, from ( )
    is		是|为	operator	condition, event list, from ( )
    missing		缺失|空	operator	condition, event list, from ( )
    each		每步	marker	after within T
    of		起于	marker	within T … E, in an argument
    first		首个	marker	before an event term
    any		任意	event-word	event
    active		活跃	event-word	event
    key		关键事件	event-word	event
    signup		注册	event-word	event
    previous		上期	compare-word	after compare
    rest		其余	compare-word	after compare
    control		对照组	compare-word	after compare
    before		之前	compare-word	after compare
    ours		本工具	compare-word	after compare
    asc		升序	order-word	after sort X
    desc		降序	order-word	after sort X
    after		之后	subject-word	after journey
    before		之前	subject-word	after journey
    user		用户	subject-word	after journey
    tokens		词元	stage	after explain
    tree		语法树	stage	after explain
    plan		计划	stage	after explain
    sql			stage	after explain
    words		释义	stage	after explain
    user		用户	stage	after explain
    add		设定|登记	subcommand	after goal
    okr			subcommand	after goal
    north		北极星	subcommand	after goal
    check		检查	subcommand	after goal
    tree		目标树	subcommand	after goal
    list		列出	subcommand	after goal
    smart			subcommand	after goal
    drop		移除	subcommand	after goal
    add		登记|设定	subcommand	after action
    check		检查	subcommand	after action
    list		列出	subcommand	after action
    drop		移除	subcommand	after action
    list		列出	subcommand	after checklist
    open		打开	subcommand	after checklist
    score		自评	subcommand	after checklist
    mark		标记	subcommand	after checklist
    done		完成	item-state	after checklist mark NAME N
    skip		跳过	item-state	after checklist mark NAME N
    na		不适用	item-state	after checklist mark NAME N
    did		发生	function	before ( in a condition, by, argument, measure
    count		次数	function	before ( in a condition, by, argument, measure
    sum		合计|总和	function	before ( in a condition, by, argument, measure
    avg	mean	均值|平均	function	before ( in a condition, by, argument, measure
    min		最小	function	before ( in a condition, by, argument, measure
    max		最大	function	before ( in a condition, by, argument, measure
    median		中位数	function	before ( in a condition, by, argument, measure
    days		活跃天数	function	before ( in a condition, by, argument, measure
    streak		连续天数|连续签到	function	before ( in a condition, by, argument, measure
    days_since		距今	function	before ( in a condition, by, argument, measure
    first		首次	function	before ( in a condition, by, argument, measure
    last		末次	function	before ( in a condition, by, argument, measure
    member		属于群	function	before ( in a condition, by, argument, measure
    retained		留存了	function	before ( in a condition, by, argument, measure
    quantile		分位	function	before ( in a condition, by, argument, measure
    users		人数	function	before ( in a condition, by, argument, measure
    share		占比	function	before ( in a condition, by, argument, measure
    s	second|seconds	秒	unit	after INT
    min	minute|minutes	分钟	unit	after INT
    h	hour|hours	小时	unit	after INT
    d	day|days	天|日	unit	after INT
    w	week|weeks	周	unit	after INT
    mo	month|months	个月	unit	after INT
    q	quarter|quarters	季度|季	unit	after INT
    y	year|years	年	unit	after INT
    hour		小时	time	after by
    day		日|天	time	after by
    week		周	time	after by
    month		月	time	after by
    quarter		季度|季	time	after by
    year		年	time	after by
    tenure_week		周龄	time	after by
    rfm			model	after by
    tier		层级	model	after by
    value		价值	model	after by
    lifecycle		生命周期	model	after by
    activity		活跃度	model	after by
    frequency		频次	model	after by
    exact		精确	variant	after using
    rolling		滚动	variant	after using
    range		期内	variant	after using
    streak		连续	variant	after using
    recurring		每期进入	variant	after using
    in_range		期间首次	variant	after using
    hours		小时制	variant	after using
    stickiness		粘性	variant	after using
    interval		间隔	variant	after using
    strict		严格	variant	after using
    strictly		严格递增	variant	after using
    any_order		任意顺序	variant	after using
    exclude_user		剔除用户	variant	after using
    session		会话	variant	after using
    entries		进入次数	variant	after using
    user		用户	variant	after using
    all		全部	variant	after using
    calendar		自然日	variant	after using
    current		当前	variant	after using
    partial		含未完	variant	after using
    quintile		五分位	variant	after using
    revenue		收入	variant	after using
    net		净额	variant	after using
    historical		历史	variant	after using
    projected		推算	variant	after using
    predicted		预测	variant	after using
    registered		注册用户	variant	after using
    key		关键事件	variant	after using
    buyer		买家	variant	after using
    first_touch		首次归因	variant	after using
    last_touch		末次归因	variant	after using
    identity		身份	variant	after using
    format		格式	variant	after using
    acq4			variant	after using
    three			variant	after using
    four			variant	after using
    five			variant	after using
    six			variant	after using
    six_b			variant	after using
    aarrr6			variant	after using
    posthog			variant	after using
    mixpanel			variant	after using
    amplitude			variant	after using
    clickhouse			variant	after using
    kusto			variant	after using
    nps		净推荐值	facet	after feedback
    csat		满意度	facet	after feedback
    rating		评分	facet	after feedback
    topics		主题	facet	after feedback
    terms		特征词	facet	after feedback
    sentiment		情感	facet	after feedback
    search		搜索	facet	after feedback
    response		响应	facet	after feedback
    priority		优先级	facet	after feedback
    mentions		声量	facet	after feedback
    loop		闭环	facet	after feedback
    list		列表	facet	after feedback
    roi		投产	facet	after channel
    cac		成本	facet	after channel
    quality		质量	facet	after channel
    mix		构成	facet	after channel
    reach		覆盖	facet	after channel
    k		K因子	facet	after referral
    reach		覆盖	facet	after referral
    invites		邀请	facet	after referral
    tree		链条	facet	after referral
    fraud		刷量	facet	after referral
    reach		覆盖	facet	after content
    engage		互动	facet	after content
    convert		转化	facet	after content
    rate		流失率	facet	after churn
    risk		预警	facet	after churn
    reasons		原因	facet	after churn
    winback		挽留|挽回	facet	after churn
    timing		时机	facet	after churn
    bar		条形	chart	after chart
    line		折线	chart	after chart
    funnel		漏斗	chart	after chart
    heat		热力	chart	after chart
    share		占比	chart	after chart
    spark		迷你	chart	after chart
    sankey		桑基	chart	after chart
    none		无	chart	after chart
    visits		访问量	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    visitors		访客数	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    impressions		曝光量	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    ctr		点击率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    signup_rate		注册转化率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    bounce_rate		跳出率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    exit_rate		退出率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    conversion		转化率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    order_rate		订单转化率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    order_count		订单数	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    activation_rate		激活率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    key_action_rate		关键功能首用率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    time_to		转化间隔	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    new_users		新增用户	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    growth		增长率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    registered		注册用户数	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    dau		日活	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    wau		周活	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    mau		月活	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    stickiness		粘性	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    mau_ratio		月活注册比	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    retention		留存率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    active_rate		活跃率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    churn_rate		流失率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    sub_churn		订阅流失率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    at_risk		流失预警	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    hazard		流失节点	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    wake_rate		唤醒率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    repay_rate		再次付费转化率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    repurchase_rate		复购率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    order_freq		消费频次	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    revenue		收入|成交额	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    aov		笔单价	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    spend_per_buyer		客单价	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    arpu		每用户平均收入	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    arppu		每付费用户平均收入	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    paid_rate		付费率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    ltv		生命周期价值|终身价值	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    cac		获客成本	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    payback		回本周期	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    roi		投资回报率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    roas		广告支出回报	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    profit		利润	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    margin		利润率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    revenue_mix		收入结构	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    hhi		集中度	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    mrr		月经常性收入	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    k_factor		K因子	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    referral_per_sharer		人均带新	metric	after measure, trend, goal add, sort, test ->, with k=, \#
    argument
    invite_rate		邀请转化率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    reach		覆盖人数	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    participation		参与率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    reads		阅读量	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    plays		播放量	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    completion_rate		完成率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    engagement_rate		互动率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    link_ctr		内容点击率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    conv_per_1k		千次转化	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    minutes_per_user		人均消费时长	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    ugc_share		UGC占比	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    contrib_share		贡献占比	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    checkin_rate		签到率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    open_rate		打开率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    optout_rate		退订率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    nps		净推荐值	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    csat		满意度	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    rating		评分	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    first_reply		首次响应时长	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    within_sla		达标率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    resolution_rate		解决率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    topic_share		主题占比	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    priority		优先级	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    negative_share		负面占比	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    mentions		声量	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    loop_closure		闭环率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    pareto_share		贡献集中度	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    gini		基尼系数	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    lift		提升度	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    uplift		增量	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    srm		样本比校验	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    goal_progress		目标达成度	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    session_minutes		停留时长	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    review_rate		评价率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    attach_rate		交叉销售率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    upgrade_rate		追加销售率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    coupon_rate		用券率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    refund_rate		退款率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    interact_rate		直播互动率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    view_cvr		成交转化率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    views		观看量	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    market_share		市场份额	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    cost_per_order		单均成本	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    favorability		好感度	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    response_rate		问卷回收率	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    channel_overlap		渠道重叠度	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    converted		转化	metric	after measure, trend, goal add, sort, test ->, with k=, argument
    privacy		隐私	flag	after set
    lang		语言	flag	after set
    asof		截止日	flag	after set
    backend		后端	flag	after set
    a11y		无障碍	flag	after set
    on		开	flag	after set
    off		关	flag	after set
    bins			parameter	key after with (typed as they are)
    cac			parameter	key after with (typed as they are)
    arpa			parameter	key after with (typed as they are)
    margin			parameter	key after with (typed as they are)
    churn			parameter	key after with (typed as they are)
    discount			parameter	key after with (typed as they are)
    trim			parameter	key after with (typed as they are)
    impact			parameter	key after with (typed as they are)
    alert			parameter	key after with (typed as they are)
    decompose			parameter	key after with (typed as they are)
    standardize			parameter	key after with (typed as they are)
    depth			parameter	key after with (typed as they are)
    budget			parameter	key after with (typed as they are)
    backtest			parameter	key after with (typed as they are)
    alpha			parameter	key after with (typed as they are)
    power			parameter	key after with (typed as they are)
    min_n			parameter	key after with (typed as they are)
    parent			parameter	key after with (typed as they are)
    okr			parameter	key after with (typed as they are)
    metric			parameter	key after with (typed as they are)
    immature			parameter	key after with (typed as they are)
    model			parameter	key after with (typed as they are)
    horizon			parameter	key after with (typed as they are)
    holdout			parameter	key after with (typed as they are)
    hold			parameter	key after with (typed as they are)
    touch			parameter	key after with (typed as they are)
    brackets			parameter	key after with (typed as they are)
    times			parameter	key after with (typed as they are)
    average			parameter	key after with (typed as they are)
    fit			parameter	key after with (typed as they are)
    forecast			parameter	key after with (typed as they are)
    lost			parameter	key after with (typed as they are)
    reached			parameter	key after with (typed as they are)
    new		新用户	part	after PARTITION . (rfm, tier, lifecycle, activity)
    active		活跃用户	part	after PARTITION . (rfm, tier, lifecycle, activity)
    dormant		沉睡用户	part	after PARTITION . (rfm, tier, lifecycle, activity)
    lost		流失用户	part	after PARTITION . (rfm, tier, lifecycle, activity)
    returned		回流用户	part	after PARTITION . (rfm, tier, lifecycle, activity)
    never		未激活用户	part	after PARTITION . (rfm, tier, lifecycle, activity)
    key		重点用户	part	after PARTITION . (rfm, tier, lifecycle, activity)
    potential		潜力用户	part	after PARTITION . (rfm, tier, lifecycle, activity)
    general		一般用户	part	after PARTITION . (rfm, tier, lifecycle, activity)
    random		随机性用户	part	after PARTITION . (rfm, tier, lifecycle, activity)
    ordinary		普通	part	after PARTITION . (rfm, tier, lifecycle, activity)
    core		核心	part	after PARTITION . (rfm, tier, lifecycle, activity)
    frequent		高频	part	after PARTITION . (rfm, tier, lifecycle, activity)
    occasional		偶尔	part	after PARTITION . (rfm, tier, lifecycle, activity)
    idle		长时间未消费	part	after PARTITION . (rfm, tier, lifecycle, activity)
    """#
}

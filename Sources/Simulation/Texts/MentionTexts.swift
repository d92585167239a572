/// What people write about the community on social media.
///
/// The community is called 豆角圈, in English Beanpod; both names are made up. Its crisis: the
/// update 6.2 of 10 May 2024 showed posts to everybody that were meant for their writers only.
enum MentionTexts {
  static let positive = Templates(
    chinese: """
      豆角圈的{theme}小组太有爱了，潜水{number}个月终于冒泡
      在豆角圈打卡{badge}天啦！🎉
      #豆角圈# 今天又被{theme}区的大佬种草了
      安利豆角圈，{theme}干货真的多
      {city}的豆友们，周末{theme}约起来～
      豆角圈是我手机里最干净的社区了，没有之一，{theme}人狂喜
      {when}刷豆角圈刷到停不下来哈哈哈
      在豆角圈写的{theme}笔记上精选了，开心一整天
      被豆角圈的陌生人暖到了，问个{theme}问题{number}个人认真回
      {family}居然也在玩豆角圈，还比我粉丝多
      豆角圈新出的{theme}专题做得真用心
      坚持{theme}第{badge}天，谢谢豆角圈的搭子们
      说个冷知识：豆角圈能导出自己的{theme}笔记
      豆角圈yyds，{theme}新手入门全靠它
      来豆角圈{number}年了，氛围一直没变
      今天在{city}线下见了豆角圈的朋友，都是{theme}同好，聊了{number}个小时
      推荐大家去豆角圈搜“{theme}入门”，少走弯路
      豆角圈的{theme}挑战赛冲冲冲！已经{badge}天了
      不吹不黑，豆角圈的{theme}内容质量比别处高一截
      今日份快乐是豆角圈给的，{theme}帖子破{badge}赞
      豆角圈客服回我了，{minutes}分钟，好评
      @豆角圈 什么时候办{city}同城活动？我第一个报名
      豆角圈的连续签到让我养成了{theme}的习惯，第{badge}天
      {when}在豆角圈发了张{theme}照片，评论区好温柔
      用豆角圈记录{theme}，{number}个月变化肉眼可见
      有没有一起在豆角圈玩{theme}的，{city}的优先
      豆角圈的搜索终于变好用了，{theme}旧帖都能翻到
      求豆角圈出{theme}周边，我买爆
      {family}问我为什么最近这么懂{theme}，因为豆角圈啊
      豆角圈年度{theme}榜单出来了，有{number}个我都关注了
      """,
    english: """
      Beanpod's {theme} group is the nicest corner of the internet
      {badge} day streak on Beanpod, let's go
      learned more about {theme} on Beanpod in {number} weeks than anywhere else
      My {theme} post got featured on Beanpod!! made my day
      shoutout to the {theme} folks on @beanpod for {number} patient answers
      Beanpod meetup in {city} was lovely, {number} of us talking {theme} all night
      if you're into {theme}, try Beanpod. thank me later
      {family} joined Beanpod and already has more followers than me
      can't stop scrolling Beanpod {when}
      No ads shouting at me, just {theme}. That's why I like Beanpod
      the new {theme} guide on Beanpod is really well made
      Day {badge} of {theme} thanks to my Beanpod buddies
      Beanpod helped me fix my {theme} setup in {minutes} minutes
      #beanpod {theme} challenge, day {badge} done
      Anyone in {city} on Beanpod for {theme}? Looking for company
      Been on Beanpod for {number} years, still my happy place
      """)

  static let negative = Templates(
    chinese: """
      豆角圈最近广告有点多啊，{theme}区刷{number}条一条广告
      豆角圈的推荐越来越不准了，我只想看{theme}
      豆角圈{theme}小组水帖泛滥，版主不管管？
      {when}豆角圈又崩了？刷不出来
      @豆角圈 申诉{number}天没人理
      豆角圈改版后找不到{theme}入口了，差评
      签到断了一天，{badge}天清零，豆角圈你好狠
      豆角圈的{theme}帖子一半是搬运，没劲
      发个{theme}照片被豆角圈判违规{times}次，无语
      豆角圈推送太频繁了，{when}也推，关都关不掉
      在豆角圈问{theme}被嘲讽，氛围不如以前了
      豆角圈视频{minutes}分钟加载不出来，流量都没了
      想在豆角圈注销账号，流程走了{number}步
      豆角圈热榜全是吵架，{theme}内容根本看不到
      豆角圈图片压缩太狠，{theme}照片糊成马赛克
      被豆角圈的{theme}博主带货坑了，退不了
      豆角圈在{phone}上耗电也太夸张了
      取关豆角圈官方号了，{number}条里没一条有用
      豆角圈会员涨到{small}一个月，凭什么
      {city}同城页全是豆角圈的僵尸号
      """,
    english: """
      Beanpod shows me an ad every {number} posts now, come on
      Lost my {badge} day streak because Beanpod was down {when}. thanks a lot
      beanpod recommendations have no idea I'm here for {theme}
      The {theme} group on Beanpod is all reposts lately
      @beanpod my appeal has been open for {number} days
      Too many push messages from Beanpod, even {when}
      Got my {theme} photo removed by Beanpod {times}, no reason given
      Beanpod drains my {phone} in {number} hours
      new Beanpod layout hides the {theme} section, why
      Asked about {theme} on Beanpod, got mocked. It used to be kinder
      Deleting a Beanpod account takes {number} steps, seriously?
      Beanpod videos take {minutes} seconds to start
      """)

  /// Of the days of the crisis and those after it.
  static let crisis = Templates(
    chinese: """
      豆角圈6.2更新之后我的私密笔记全公开了？？？
      救命，豆角圈把我“仅自己可见”的{number}篇{theme}日记推给了{family}
      @豆角圈 {number}条私密帖子被公开，请给个说法
      豆角圈这次泄露隐私太离谱了，必须道歉
      #豆角圈私密帖泄露# {when}醒来{number}个人评论我的私密动态
      卸载豆角圈了，隐私都保不住，白写{number}年
      私密帖变公开，豆角圈的测试是摆设吗
      豆角圈赶紧回应，{number}个小时了还在装死
      我三年前的私密日记现在全{city}都看得到，谢谢豆角圈
      有没有{city}的律师，豆角圈公开了我{badge}条私密笔记，能起诉吗
      提醒大家：豆角圈更新后先去检查可见范围，我有{number}条变公开了
      豆角圈6.2千万别更新，{number}个私密{theme}相册直接公开
      豆角圈公关怎么还在推{theme}活动，隐私的事装看不见？
      把{badge}条笔记一条条改回私密改到{when}，豆角圈你欠我一觉
      {family}看到我的私密吐槽了，现在家里气氛很微妙，豆角圈害人不浅
      隐私无小事，豆角圈的道歉信在哪？等了{number}小时
      豆角圈的道歉避重就轻，{number}句话没一句说怎么赔
      说修复了，我{number}条私密帖搜索里还能看到缓存，@豆角圈
      对豆角圈的信任清零，{badge}篇{theme}笔记全部搬家
      豆角圈把私密草稿都发出去了，{badge}条，社死现场
      {when}收到豆角圈通知说影响了“少量用户”，我身边就有{number}个
      玩豆角圈{number}年，第一次想注销，私密内容说公开就公开
      听说豆角圈泄露的不止帖子，还有私密定位？我在{city}有点慌
      豆角圈隐私事件持续发酵，{theme}区已经有{number}个博主停更
      能不能先把豆角圈服务器停了再查！私密帖还挂着呢，我有{number}条
      """,
    english: """
      Beanpod 6.2 just made all my private posts public. what the hell
      PSA: check your Beanpod visibility settings, {number} of my private notes went public
      {family} read my private Beanpod {theme} diary because of this update
      @beanpod {number} hours and still no statement about the leak
      Beanpod leaked {badge} of my private {theme} posts, is there a lawyer around
      do NOT install Beanpod 6.2, {number} private {theme} albums of mine are visible to everyone
      Deleted Beanpod. {number} years of private {theme} notes, trust gone
      "A small number of users", says Beanpod. I know {number} already #beanpodleak
      How does a privacy bug like this get past testing, Beanpod?
      {number} of my private drafts got published on Beanpod {when}, mortifying
      Beanpod says it's fixed but {number} of my private posts are still in search
      that Beanpod apology was {number} sentences of nothing. my privacy is not a detail
      Still setting {badge} Beanpod posts back to private, one by one
      Beanpod is promoting a {theme} contest while private posts are out in the open. wow
      moving {badge} {theme} notes off Beanpod, privacy first
      All of {city} can read my private Beanpod posts now, great
      """)

  /// Kind words in and after the crisis.
  static let reassured = Templates(
    chinese: """
      豆角圈道歉还算及时，{number}个小时内给了说法，{theme}区别散
      我的私密笔记没受影响，豆角圈的朋友们别慌，先检查可见范围，{number}步就好
      豆角圈两小时内就回应了，比很多大厂强，{city}用户路过
      看到豆角圈公布了修复过程，态度可以，继续{theme}第{badge}天
      豆角圈这次翻车归翻车，{city}的{theme}搭子们互相提醒的样子真好
      客服{minutes}分钟就帮我把帖子改回私密了，谢谢豆角圈
      给豆角圈一点时间吧，{number}年老用户说句公道话
      风波过去了，回豆角圈继续打卡第{badge}天
      """,
    english: """
      Beanpod owned up within {number} hours, giving them another chance. {theme} crew stays
      Mine were not affected, checked in {minutes} minutes. thanks for the heads-up, Beanpod people
      credit to Beanpod, support set my posts back to private in {minutes} minutes
      Say what you like, the {city} {theme} group on Beanpod looked after each other
      back on Beanpod after the mess, {theme} day {badge}
      Beanpod published what went wrong, more than most companies do. {number} years here
      """)
}

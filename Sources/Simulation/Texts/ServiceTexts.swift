/// Complaints about being helped.
enum ServiceTexts {
  static let comments = Templates(
    chinese: """
      客服半天不回，等了{minutes}分钟
      在线客服全是机器人，转人工排到第{digits}位就掉线
      问了{times}个客服{times}个说法
      客服态度真差，问两句就不耐烦
      售后踢皮球，{days}天了没人处理
      人工客服在哪啊，找了半天入口
      客服妹子态度很好，但是解决不了问题
      电话打了{times}次都占线，你们客服下班了？
      {product}要换货，售后让我等{days}天再说
      客服就会说“亲这边帮您反馈”，反馈完就没了
      服务一般般吧
      {when}找客服没人，不是说24小时在线吗
      退换货流程太绕，售后写了三张表
      转接{times}次，每次都要从头说一遍，你们人工没记录的吗
      态度敷衍，复制粘贴，根本没看我发的图
      售后专员说今天给结果，已经第{days}天了
      客服直接把会话关了，什么意思
      {family}打客服电话，听了{minutes}分钟音乐
      投诉了才有人理，这服务……
      说好的专员一对一，加上微信再没说过话
      客服说{product}不支持七天无理由，页面可没写
      换个{product}跟售后磨了{minutes}分钟
      客服答非所问，感觉没培训过
      小问题，客服处理挺快，就是{when}找不到人
      能不能给老人做个一键人工，{family}不会打字
      评价写了差评客服才打电话来，早干嘛去了
      服务承诺的“{minutes}分钟内响应”从来没做到过
      申请了售后，状态一直是审核中，{digits}天了
      客服让我拍视频证明，拍了{times}遍还说不清楚
      机器人客服真的很蠢，问{product}它跟我聊天气
      售后不给力，下次不敢买大件了
      同一个问题，{city}的客服说行，总部说不行
      人工服务只到{digits}点，打工人表示很难
      客服承诺补偿{small}元，到现在没见着
      {when}接我电话的那位专员很专业，别的就……
      售后电话一接通就让我评价打分，问题还没说呢
      跟客服聊了{minutes}分钟，结论是让我再等等
      发给客服的消息已读不回 {days}天了
      寄回去的{product}，售后说没收到，过{days}天又说找到了
      都说你家服务好，我怎么没感觉到
      """,
    english: """
      Waited {minutes} minutes for an agent, then the chat closed itself
      customer service never answers {when}
      Asked {digits} agents and got {digits} different answers
      Support keeps sending me the same copied sentence
      no way to reach a real person, only the bot. that's not service
      The agent was polite but couldn't do anything about my {product}
      {times} I explained my problem, support has no notes at all
      Still waiting for support to get back to me, it's been {days} days
      Your helpdesk closed my request about the {product} without a word
      Rude agent on the phone {when}
      customer support hung up on me after {minutes} minutes of music
      Can you hire more support people please? {minutes} minutes in a queue is no fun
      The bot does not understand "{product}". Give me an agent
      a representative promised to call me back {digits} days ago
      Friendly staff, slow answers
      I only got help from support after leaving a bad review
      Swapping one {product} took {digits} messages to customer service
      Support asked for the same photo {times}
      Nobody at your helpdesk seems to read what I write
      {family} needs a phone line with real agents, not an app full of menus
      service in {city} said yes, head office said no
      Staff told me {days} days, then {days} more
      Support hours end at {digits}. I work until later than that
      good shop, terrible after-sales service
      Agent asked me to rate the call before I could say what was wrong
      They read my message {days} days ago, support, hello?
      """)
}

/// What people write beside a score; no topic is meant, though one may be met by chance.
enum AnswerTexts {
  static let promoters = Templates(
    chinese: """
      挺好的，已经推荐给{family}了
      买了{digits}次，一直很满意
      很喜欢这家店，{product}颜值高
      东西齐全，{family}也在用
      用了两年多，没踩过雷
      会推荐给{city}的朋友
      整体体验顺畅，界面清爽
      从{city}搬到外地还在你家买，继续保持
      {product}超出预期！
      推荐指数五颗星
      {when}下单，很省心
      比我之前用的平台好多了，{family}都说好
      良心商家，加油
      选品有眼光，{product}回购{times}次了
      回头客，第{digits}单
      {cloth}穿出去被问链接，哈哈
      没什么可挑的，满分
      逛着很舒服，不像别家全是弹窗
      {family}生日送了{product}，特别喜欢
      支持国货，支持你们
      {gadget}用了{digits}个月了，很稳
      一句话：放心
      越来越好了，看得到改进，这个月买了{digits}回
      在{city}的同事都被我安利了{product}
      每个月固定在这补货，{product}必囤
      """,
    english: """
      Love it, already told {family}
      bought here {times}, never let down
      My favourite shop for a {product}
      Easy to find what I need
      Happy customer for {digits} months now
      would recommend to friends in {city}
      The {product} is even better than I hoped
      Great range, clean design
      ten out of ten
      Simply works
      I keep coming back, order number {digits}
      {family} loves the {product}
      People ask me where I got the {cloth}
      No complaints at all about the {gadget}
      So much nicer than the other app I used
      keep it up! greetings from {city}
      """)

  static let passives = Templates(
    chinese: """
      还可以吧
      中规中矩，{product}没有特别惊喜
      够用了
      {product}还行，其他没试过
      有时候好有时候一般，看运气，买了{digits}次
      跟别家差不多，{city}可选的多
      能满足日常需要，希望{product}多点款式
      界面有点乱，习惯了就好，用了{digits}个月
      再观察观察，才买过{digits}回
      {cloth}尺码偏小，其余都OK
      没有不好，也没有特别好
      {family}推荐我用的，还在适应
      选择多，但找{product}要翻好几页
      七分吧，留三分进步空间
      {gadget}说明书写得太简单了
      偶尔买一次，{digits}个月一单
      希望多出点适合{city}气候的东西
      马马虎虎
      一般般，{product}下次换个颜色试试
      广告少一点会给更高分，{when}弹了{times}次
      """,
    english: """
      It's okay
      Fine for a {product}, nothing special
      does the job
      Good and bad days, {digits} orders so far
      About the same as other shops in {city}
      would score higher with more choice than one {product}
      The {cloth} runs small, rest is fine
      Still getting used to it, {family} recommended it
      Decent. Could be simpler to find a {product}
      Manual of the {gadget} is too short
      I buy here every {digits} months, no strong feelings
      Too many pop-ups {when}, otherwise good
      """)

  static let detractors = Templates(
    chinese: """
      很失望，不会再来了
      {product}和描述差太多
      体验很差，{family}也这么说
      不推荐
      浪费时间，{when}折腾了{minutes}分钟
      以前挺好，现在越来越不行了
      已经卸载，换别家买{product}
      第{digits}次失望
      问题反映了{times}次没有下文
      买了{digits}次，一次比一次差
      广告太多，找个{product}都费劲
      {city}的朋友问我，我都说别用
      凑合吧，别抱期望，{product}也就那么回事
      承诺的都没做到
      {gadget}根本不是我想要的那款
      新版本越改越难用，{page}都找不到
      说明和实物不符，{cloth}小了两个码
      评价里的好评真的假的？{product}完全不是那样
      给{family}买的{product}，被数落了一顿
      差评，没有理由
      被坑了{amount}
      还能说什么呢，唉，{times}次了
      """,
    english: """
      Disappointed, won't be back
      The {product} is not what you described
      Bad experience, {family} agrees
      would not recommend
      Wasted {minutes} minutes {when}
      used to be good, gets worse every month
      Uninstalled, buying my next {product} elsewhere
      Third strike for this {product}
      told you {times}, nothing changed
      Too many ads, can't even find a {product}
      I tell my friends in {city} to stay away
      The {cloth} is two sizes too small
      New {page} page is a mess
      Were those reviews even real? my {product} is awful
      {amount} down the drain
      no. just no.
      """)
}

/// What people write beside their stars.
enum RatingTexts {
  static let one = Templates(
    chinese: """
      一星都嫌多，{product}没法用
      最差的一次购物，{when}气到现在
      踩大雷了，{product}千万别买
      {family}说退了吧，我也这么想
      什么玩意儿，{gadget}用{days}天
      {cloth}货不对板，拉黑
      不会有第二次了，{amount}买个教训
      失望透顶，等了{days}天等来这个
      """,
    english: """
      One star is one too many for this {product}
      Worst {product} I ever bought
      never again, {amount} wasted
      {gadget} lasted {days} days
      Sending the {cloth} back
      Not the {product} in the picture
      """)

  static let two = Templates(
    chinese: """
      {product}不太行，勉强能用
      跟想象的差距有点大，{cloth}颜色偏暗
      {gadget}噪音太大了，{when}不敢开
      不值{amount}
      给两分，看在{product}包装还不错的份上
      {family}不喜欢，闲置了
      比上次买的差，第{digits}次购买
      """,
    english: """
      The {product} is usable, barely
      {gadget} is far too loud
      not worth {amount}
      Two stars because the {product} looks nice at least
      {family} didn't like the {cloth}
      Worse than the one I got {digits} months ago
      """)

  static let three = Templates(
    chinese: """
      {product}中规中矩
      一般，{cloth}没有图上好看
      {gadget}还可以，说明书看了{times}遍没看懂
      凑合用，{amount}也就这样了
      三星，{product}尺寸跟写的差{digits}厘米
      不好不坏，{family}说还行
      {cloth}颜色有点色差，{family}说能接受
      {product}用了{days}天，暂时没发现大问题
      """,
    english: """
      Average {product}
      The {cloth} is fine, colour a bit off, {family} noticed
      {gadget} is alright, manual isn't
      ok for {amount}
      Not bad, not great, {digits} months of use
      {family} says the {product} is fine
      """)

  static let four = Templates(
    chinese: """
      {product}挺好用，扣一分给包装
      {cloth}上身不错，建议买大一码
      {gadget}满意，就是线有点短
      总体满意，{product}颜色比图片深一点
      {family}用着说好
      四星，少一星怕你们骄傲，{product}
      买给{family}的{product}，还不错
      第{digits}次购买，稳定发挥
      {gadget}用了{days}天，没毛病
      """,
    english: """
      Good {product}, minus one for the box
      The {cloth} fits well, go one size up
      Happy with the {gadget}, cord could be longer
      {family} likes the {product}
      nearly perfect for {amount}
      {gadget} still fine after {days} days
      """)

  static let five = Templates(
    chinese: """
      {product}太好用了，安利
      {cloth}版型绝了，已入第{digits}件
      {gadget}超安静，{when}用也不吵
      完美！{family}抢走了，又买一个{product}
      五星好评，{product}值得拥有
      {amount}买到这个{product}，惊喜
      {cloth}颜色很正，跟图片一样
      {product}用了{digits}个月来追评，依旧好用
      朋友在{city}也买了{product}，都说好
      颜值和实用都在线，{product}爱了
      """,
    english: """
      Love my {product}
      The {cloth} fits like a glove, got {digits} now
      {gadget} is wonderfully quiet
      {family} stole it, so I bought another {product}
      five stars for this {product}
      {amount} well spent on the {product}
      Back after {digits} months: the {gadget} is still great
      Told a friend in {city} about the {product}
      """)
}

/// Complaints about what things cost.
enum PriceTexts {
  static let comments = Templates(
    chinese: """
      刚买完{product}就降价{small}块，心态崩了
      价格比隔壁贵{small}块，凭什么
      {product}涨价了吧，上个月还是{amount}
      优惠券根本用不了，门槛全是{amount}以上
      满减凑来凑去还不如直接打折
      {amount}一个{product}，太贵了
      先涨价再打折，当我们傻吗
      能不能补差价，昨天刚买今天少{small}元
      老用户的价格还不如新人，寒心
      保价申请{times}次都被拒
      性价比不高，同样的{product}别家{amount}包邮
      优惠规则太复杂，算了{minutes}分钟没算明白
      领了{digits}张优惠券一张都不能叠加
      {product}贵了点，等活动吧
      价格还行，就是满减要凑单
      会员折扣从九折变成九五折，也没人通知
      {cloth}标价{amount}，进购物车就变了，价格到底以哪个为准
      直播间便宜{small}块，老老实实在店里买的人亏了
      运费{small}块也太贵了吧
      希望学生能有点优惠
      比实体店便宜，但也没便宜多少
      {city}门店同款才{amount}，网上反而贵了
      拼团价格显示{amount}，点进去没有这个价
      说是全年最划算，结果下周又降了{small}
      {product}这个价格我能买两个别家的
      {family}说我买贵了，一查还真是，贵{small}块
      降价没有提醒，收藏了{digits}个月白等
      优惠券{when}刚到账，还没用就过期了
      套餐算下来一点都不划算，单买才{amount}
      {gadget}配件太贵了，换个头要{small}
      价格波动太大，一天{digits}个价
      百亿补贴价抢不到，平时的价格又下不去手
      会员日优惠力度越来越小
      能不能少点套路，直接降价不好吗
      差价说好{days}天退，还没动静
      {product}性价比可以，要是再便宜{small}块就完美了
      大额优惠券永远显示“已抢光”
      买{digits}件还没有折扣，别家都有
      我看中的{product}加购第二天就涨价{small}元，故意的吧
      新人价{amount}买过一次，恢复原价太贵，不买了
      """,
    english: """
      {product} dropped by {small} the day after I bought it, can I get the price difference?
      too expensive for what it is
      Same {product} is {small} cheaper next door
      My coupon only works above {amount}, what's the point
      Prices went up again, this was {amount} last month
      Raise the price, then call it a discount. Nice try
      New customers get a better price than loyal ones
      the discount rules need a maths degree
      {digits} coupons and none of them can be combined
      Overpriced {gadget}, I'd rather wait for a sale
      fair price but you must buy {digits} to get it
      The {product} says {amount}, in the cart the price is higher
      Livestream viewers get it {small} cheaper, that's unfair
      Would love a student discount
      A bit pricey, would buy the {product} at a lower price
      shop in {city} has it for {amount}, your price is way above
      Coupon expired before I even saw it
      {family} found it cheaper in two minutes
      Price changed {times} in a day. Pick one
      spare parts for the {gadget} are ridiculously expensive
      Member discount went from 10 to 5 without a word
      {amount} for a {product}? overpriced
      please drop the "limited" coupons that are always gone
      No price alert although I saved the {product} {digits} months ago
      the bundle is more expensive than buying each alone, I checked
      I like the {cloth}, not the price
      """)
}

/// Complaints about paying.
enum PaymentTexts {
  static let comments = Templates(
    chinese: """
      付款页面等了{minutes}秒才出来，差点不想买了
      支付的时候一直转圈圈，{when}试了{times}次都不行
      付不了款啊，{bank}的卡换了也没用
      钱扣了订单还是待付款，这是怎么回事？？
      {bank}银行卡绑定不上，一直提示验证失败
      支付方式太少了，能不能支持花呗分期
      微信支付跳过去就没反应了
      买个{product}付款付了{minutes}分钟，服了
      付款页太慢，{when}点了半天没动静
      扣款成功但是订单没生成，{amount}块钱去哪了
      支付密码输对了还说错误次数过多
      同一单扣了两次钱，{amount}×2，请尽快核实
      支付宝付款返回后页面空空的，也不知道成功没有
      想用云闪付支付，找了半天没有入口
      付款倒计时才{minutes}分钟，去找个卡就过期了
      为什么{bank}信用卡付款要收手续费
      {amount}元的订单付款失败{times}次，购物车都被清了
      收银台半天刷不出来
      每次支付都要重新输验证码 烦死了
      支付体验真的差，隔壁平台两秒搞定
      {family}不会用这个支付，步骤太多了
      付款时突然让我重新登录，登完{product}就没货了
      绑了{digits}张银行卡都说不支持
      支付页面字太小，价签和按钮挤在一起看不清
      {when}付款一直显示处理中，到现在还没结果
      点完付款没有任何提示，不敢再点第二次
      能不能记住上次的付款方式，每次都要重选
      用花呗付{amount}，提示暂不可用，可别的店都能用
      指纹支付不能用了，更新之后只能输密码
      都到最后一步了，付款页就是出不来！
      国外的卡能刷卡付款吗，试了几次都不行
      我的{amount}元扣款到底算成功还是失败
      代付功能找不到，想让{family}帮忙付钱都不行
      零钱通支付失败，余额明明够
      网络好好的，就你家支付超时，{times}次了
      付款后还要等{minutes}秒跳转，每次都以为没成功
      {phone}手机上付款按钮被键盘挡住，点不到
      分期付款的说明写得不清楚，{digits}期到底收多少利息
      支付失败又不说原因，只写“请稍后再试”
      {when}下单{product}，付款时提示银行系统维护，白等了{minutes}分钟
      """,
    english: """
      Payment page took {minutes} seconds to show up, nearly gave up
      tried to pay {times} {when} and it just kept spinning
      My {bank} card gets declined here but works everywhere else
      I was charged twice for one {product}
      Please add Apple Pay
      Charged {amount} but the order still says unpaid??
      the payment step is painfully slow on mobile
      Can't add my {bank} card, it keeps asking for a code that never comes
      why do I have to type my card number every single time
      Paid for the {product} and never got a confirmation
      Payment timed out {times}, lost everything in my cart
      Your payment page does not like foreign cards, does it
      Stuck at payment for {minutes} minutes. No message, nothing
      Wallet balance was enough and it still refused the {amount} order
      no idea whether my payment went through or not
      Paying with {bank} sends me to an empty page
      The pay button hides behind the keyboard on my {phone}
      It asked me to log in again while I was paying, and then the {product} was gone
      Would be nice to split a payment over {digits} months
      payment failed, try again later. That's all it says. Later when?
      bank says the {amount} went out, you say it didn't
      {family} could not work out how to pay, too many steps
      Took me {minutes} minutes to pay for a {product}. Seriously?
      checkout drops my address whenever I switch to another wallet
      Saved cards disappeared after the update
      I gave up at the payment screen {when} and bought the {product} elsewhere
      """)
}

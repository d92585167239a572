/// Complaints about the goods themselves.
enum QualityTexts {
  static let comments = Templates(
    chinese: """
      {cloth}洗了一次就掉色，白衬衫全染了
      质量一般，对不起这个价位
      {gadget}用了{days}天就坏了，质量堪忧
      做工太粗糙了，线头一大堆
      {cloth}面料跟图片完全两回事
      收到{product}有明显瑕疵，像是别人退回来的
      穿了{digits}次就起球，哎
      异味很重，晾了{days}天还有味道
      {cloth}的袖口开线了
      {gadget}外壳一摸就知道用料很省
      材质写纯棉，摸着像化纤
      质量真的不如以前了，老顾客失望
      {family}的{cloth}第一次洗就褪色
      {gadget}按键松松垮垮的，做工不行
      打开就是破损的，{product}边角磕掉一块
      {product}颜色还行，质量也就那样
      同款买过{digits}件，这批质量明显变差
      {cloth}薄得透光，面料也太省了吧
      {gadget}充电发烫，质量让人不放心
      第二次买了，质量稳定，就是颜色少
      拉链用{digits}天就卡，做工差评
      说是加厚的材质，冬天穿根本不行
      {product}塑料感很强，异味半个月不散
      {cloth}缝得歪歪扭扭，一看就是次品
      {gadget}刚过七天就不亮了，质量问题还要我出邮费？
      杯盖漏水，{times}次了，是质量通病吧
      没拆多久{product}就裂了个口子，质量太差
      细节做工不错，但是尺码偏小
      鞋底才{digits}天就开胶，这质量我也是醉了
      {cloth}洗完缩水一圈，面料没做预缩吧
      质检是不是没做？{product}上面有划痕还有瑕疵
      图片修得太狠了，实物{cloth}的材质差远了
      {gadget}声音像拖拉机，做工有待提高
      {product}用着还行 质量对得起评价
      送{family}的{product}，打开发现破损，太尴尬了
      手柄处掉漆，用料也薄，{amount}块不值
      {cloth}上有个洞，出厂前没人看看质量吗
      {gadget}续航跟宣传差一半，质量存疑
      里料起球起得厉害，穿了不到{digits}天
      {when}刚拆的{product}，一股异味直冲脑门
      """,
    english: """
      The {cloth} faded after one wash
      {gadget} broke after {days} days
      quality is ok, not more than that
      Seams on the {cloth} came apart the second time I wore it
      the {cloth} looks nothing like the photo, the fabric is see-through
      Very poor quality, my {gadget} gets hot while charging
      My {product} arrived scratched, like somebody had used it before
      material feels like plastic and smells like it too
      The {gadget} works but it feels flimsy
      bought the same {cloth} {digits} months ago, quality went downhill since
      Sloppy stitching on the {cloth}, threads everywhere
      I expected something durable for {amount}
      The lid of my {product} was broken out of the box
      Zip is already broken after {digits} days
      solid quality, wish there were more colours
      {family} got a defective {gadget} as a gift, embarrassing
      It says cotton, but the material is surely something else
      Shrunk after a wash, thin fabric, not happy with this {cloth}
      Defective again. That's the second {gadget} this month
      do you even check the quality before sending things out?
      the {product} has a chip on one side, shoddy work
      Loose buttons, crooked seams, that {cloth} is going back
      {gadget} sounds like a tractor, so much for premium quality
      Nice colour. Shame about the stitching on the {cloth}
      A {product} for {amount} should not be this flimsy
      handle of the {product} came off {when}, terrible quality
      """)
}

import Testing

@testable import Simulation

/// Texts that the lexicon cannot put under one topic; they are in no dataset.
@Suite("ambiguous texts")
struct LexiconTests {
  /// Each is about two topics, named before the bar in the order of the lexicon.
  static let two = """
    payment price|付款的时候优惠券没减，白白多花了20
    payment service|重复扣款找客服，客服让我找银行
    payment bug|支付页面闪退三次，钱到底扣没扣
    logistics quality|快递暴力运输，到手杯子破损
    logistics service|物流一周不动，问售后也不知道
    logistics bug|物流页面打不开，查不到到哪了
    quality price|便宜没好货，穿一次就起球
    quality service|质量有问题，客服说是我洗坏的
    service price|降价了找客服补，说不支持
    price bug|一用优惠券就报错
    payment logistics|付款三天了还不发货
    service bug|人工入口点了就卡死
    payment price|Paid in full and the coupon was ignored
    payment service|charged twice, support says it's fine
    payment bug|the payment page crashes
    logistics quality|Courier threw it over the fence, now it's broken
    logistics service|parcel lost, agent clueless
    logistics bug|tracking page shows an error
    quality price|cheap price, cheap material
    quality service|Defective lamp, and the staff blames me
    service price|Support refused to match the price
    price bug|The discount field is a glitch, it eats my code
    payment logistics|i paid last week and nothing has shipped
    service bug|chat with an agent freezes every time
    """

  /// None is about any topic.
  static let none = """
    还行吧
    已收到，谢谢
    给孩子买的，他很喜欢
    颜色比图片深一点
    希望多出几个尺码
    。。。
    随便写写凑十个字
    第一次来，先逛逛
    你们周年庆什么时候
    👍👍👍
    会员等级怎么升的
    比想象中大一圈
    fine I guess
    Looks nice on the shelf
    payload arrived in carton 7
    my daughter loves it
    too big for my kitchen
    Bugatti blue, very pretty
    shipmates would laugh at this hat
    ok
    more colours please
    Not sure yet, will update
    bought as a gift
    12345
    """

  @Test("a text of two topics gets both", arguments: two.split(separator: "\n").map(String.init))
  func bothTopics(line: String) throws {
    let bar = try #require(line.firstIndex(of: "|"))
    let text = String(line[line.index(after: bar)...])
    let expected = line[..<bar].split(separator: " ").map(String.init)
    #expect(PlainLexicon(Topic.ofShop).topics(of: text) == expected)
  }

  @Test(
    "a text of no topic gets none", arguments: none.split(separator: "\n").map(String.init))
  func noTopic(text: String) {
    #expect(PlainLexicon(Topic.ofShop).topics(of: text) == [])
  }
}

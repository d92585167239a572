/// Complaints about sending and receiving.
enum LogisticsTexts {
  static let comments = Templates(
    chinese: """
      快递{days}天了还没到，物流一直停在{city}
      物流太慢了
      下单{days}天才发货，早知道不在这买了
      {product}都等了{digits}天了，发货了吗？
      快递员没打电话直接放驿站，{family}腿脚不方便
      包裹到的时候箱子都压扁了
      写着48小时发货，结果等了{days}天
      物流信息{digits}天没更新了，是不是丢件了
      显示已签收，可我根本没收到{product}
      快递放门口也不说一声，{when}下雨全淋湿了
      同城都要{days}天，这配送速度绝了
      能不能换家快递，{city}这边的网点太差
      到货比预计晚了{digits}天，生日礼物赶不上了
      发货发错地址了，我填的是{city}新地址
      说好送货上门的，最后让我自己去驿站扛
      一个订单分{digits}个包裹发，拆快递拆到手软
      从{city}发货，绕了大半个中国才到我这
      配送时间不能选，上班族根本没人在家收
      包裹里少了一件{product}，麻烦补发
      隔壁家昨天下单今天到，你们物流{days}天起步
      催了{times}次才发货
      物流轨迹显示在{city}转了{digits}圈，笑不活了
      大件{product}不送货上楼，{family}一个人搬不动
      快递盒太大了，就一个{product}塞了一堆填充物，浪费
      派送电话打不通，打了{times}遍
      {when}收到短信说派件失败，可我一整天都在家
      预售写{digits}号发，现在都过了一星期还没动静，别再拖发货了
      希望能开通次日达，{city}又不是偏远地区，配送真的慢
      快递挺快的，就是包装太薄
      新疆包邮吗？上次下单说不配送
      生鲜走普通快递，{days}天到手都化了
      送货师傅很好，但是预约时间老是变
      收货码在哪看，驿站找不到我的包裹
      物流单号查不到，{when}问到现在
      {product}发货地写{city}，怎么实际是从外省发的
      又是显示揽收之后就没下文了
      周末不派送吗？卡在{city}{digits}天了
      退回的快递你们签收{days}天了还不处理
      发货前能不能先确认下地址啊，害我改了{times}次
      一到下雨天物流就停，{product}等到花都谢了
      """,
    english: """
      Parcel has been sitting in {city} for {days} days
      delivery took {digits} days, the page said 2
      Where is my {product}? Tracking hasn't moved since last week
      courier left it at the wrong door again
      Box arrived crushed, please use better packaging for shipping
      Says delivered. I was home all day and got nothing
      It took {days} days just to get shipped
      Two items, {digits} courier visits. Why
      Shipping to {city} shouldn't take longer than a flight around the world
      The courier never called, just dropped the {product} in the rain
      can we please choose a delivery time? some of us work
      Tracking number for the {product} doesn't work
      Ordered for a birthday, the parcel came {digits} days late
      one thing missing from the package: the {product}
      I love the shop but the delivery to {city} is hopeless
      delivery man was lovely, but {days} days is too long
      my package went to {city} and back before it found me
      Still not shipped after {digits} days, what are you waiting for
      please offer next day delivery in {city}
      Had to collect a huge {product} myself because the courier won't do stairs
      The tracking page says out for delivery since {when}
      wrong address on the parcel although I changed it {times}
      Ice packs in a normal parcel for {days} days, you can imagine
      Would happily wait {digits} days for a slower shipment with less plastic
      They tried to deliver {when} without ringing the bell
      """)
}

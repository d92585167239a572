import Reporting

/// What may stand in the gaps of a template, by the name of the gap.
enum Slots {
  /// Values of the gap; none where there is no such gap.
  static func values(of name: String, in language: DisplayLanguage) -> [String] {
    let table = language == .chinese ? chinese : english
    return table[name] ?? []
  }

  private static let chinese = read(
    """
    product 保温杯 台灯 蓝牙耳机 卫衣 连衣裙 双肩包 电饭煲 运动鞋 面霜 行李箱 充电宝 瑜伽垫 收纳箱
    cloth 卫衣 连衣裙 牛仔裤 衬衫 床单 针织衫 睡衣 毛巾 外套 运动裤
    gadget 台灯 蓝牙耳机 电饭煲 充电宝 吹风机 加湿器 电动牙刷 小风扇 榨汁机 键盘
    days 三 四 五 六 七 八 九 十
    digits 2 3 4 5 6 7 8 12
    times 两 三 四 五 六 七
    minutes 5 10 15 20 25 30 40
    amount 39.9 59 68 79.9 89 99 128 158 199 239 268 329
    small 5 8 10 12 15 18 20 25 30
    city 杭州 成都 武汉 郑州 西安 长沙 佛山 合肥 沈阳 南宁 苏州 昆明
    bank 招行 工行 建行 农行 中行 交行 浦发 民生
    when 凌晨 早上 上午 中午 下午 晚上 半夜
    page 首页 购物车 订单页 我的收藏 详情页 搜索页 消息页 个人中心
    phone 华为 小米 苹果 OPPO vivo 荣耀 红米 三星
    family 我妈 我爸 我对象 室友 同事 我姐 老公 闺蜜
    order 3107 4412 5260 6083 7719 8245 9036 1874 2953 6641 7302 5588 4097 8861 3325
    theme 读书 露营 烘焙 养猫 跑步 手帐 摄影 绿植 骑行 穿搭 装修 咖啡
    badge 7 14 21 30 50 60 100
    number 3 4 5 6 8 9 11 15
    """)

  private static let english = read(
    """
    product tumbler lamp headset hoodie dress backpack kettle yoga|mat suitcase mug blanket tent
    cloth hoodie dress jacket shirt cardigan bedsheet sweater towel skirt scarf
    gadget lamp speaker kettle hairdryer humidifier toothbrush fan blender keyboard charger
    days three four five six seven eight nine ten
    digits 2 3 4 5 6 7 8 12
    times twice three|times four|times five|times six|times
    minutes 5 10 15 20 25 30 40
    amount 39.9 59 68 79.9 89 99 128 158 199 239 268 329
    small 5 8 10 12 15 18 20 25 30
    city Hangzhou Chengdu Wuhan Shenzhen Shanghai Beijing Suzhou Xiamen Nanjing Qingdao
    bank CMB ICBC CCB ABC BOC HSBC
    when this|morning last|night at|noon around|midnight this|afternoon yesterday
    page home cart orders wishlist product search inbox profile
    phone Huawei iPhone Xiaomi Pixel Samsung iPad Honor
    family my|mum my|dad my|wife my|husband my|sister my|flatmate a|colleague my|brother
    order 3107 4412 5260 6083 7719 8245 9036 1874 2953 6641 7302 5588 4097 8861 3325
    theme reading camping baking cats running journaling photography plants cycling coffee
    badge 7 14 21 30 50 60 100
    number 3 4 5 6 8 9 11 15
    """)

  /// One gap per line: its name, then its values; `|` stands for a space within a value.
  private static func read(_ text: String) -> [String: [String]] {
    var table: [String: [String]] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").map { $0.split(separator: "|").joined(separator: " ") }
      if let name = words.first { table[name] = Array(words.dropFirst()) }
    }
    return table
  }
}

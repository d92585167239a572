import Statistics

/// What the shop knows of a user besides what they do: a function of the user alone.
struct ShopPerson {
  private(set) var gender = ""
  private(set) var ageBand = ""
  private(set) var incomeBand = ""
  private(set) var occupation = ""
  private(set) var city = ""
  private(set) var region = ""
  private(set) var device = ""
  private(set) var habit = ""
  private(set) var hasConsented = false

  /// How slow pages load on the device, about 1.
  var slowness: Double { device == "mini_program" ? 1.12 : device == "desktop" ? 0.84 : 1 }

  init(_ user: ShopBlock.User, seed: UInt64, number: Int) {
    var random = SplitMix64(seed: seed &+ 0xFACE, part: UInt64(number))
    gender = random.chance(0.58) ? "female" : "male"
    let age = Self.draw([26, 38, 24, 12], &random)
    ageBand = ["18-24", "25-34", "35-44", "45+"][age]
    occupation = Self.occupations[Self.draw(Self.occupationsByAge[age], &random)]
    incomeBand =
      occupation == "student"
      ? Self.incomes[Self.draw([80, 18, 2, 0], &random)]
      : Self.incomes[Self.draw([14, 42, 31, 13], &random)]
    let place = Self.cities[Self.draw(Self.cities.map(\.weight), &random)]
    (city, region) = (place.name, place.region)
    let shares: [Double] =
      switch user.channel {
      case .wechat, .referral: [24, 16, 56, 4]
      case .seo: [34, 22, 14, 30]
      case .bulk: user.isFake ? [1, 0, 0, 0] : [70, 20, 10, 0]
      default: [50, 32, 14, 4]
      }
    device = Self.devices[Self.draw(shares, &random)]
    habit = Self.habits[Self.draw([18, 21, 37, 24], &random)]
    hasConsented = random.chance(user.channel == .bulk ? 0.55 : 0.84)
  }

  static let devices = ["android", "ios", "mini_program", "desktop"]
  static let habits = ["commute", "lunch_break", "evening", "weekend"]
  static let incomes = ["under_5k", "5k_10k", "10k_20k", "over_20k"]
  static let occupations = ["student", "office", "self_employed", "public", "service", "homemaker"]
  private static let occupationsByAge: [[Double]] = [
    [58, 20, 5, 4, 12, 1], [4, 50, 14, 12, 14, 6], [0, 42, 19, 16, 12, 11],
    [0, 26, 22, 22, 12, 18],
  ]

  struct Place: Sendable {
    let name: String
    let chinese: String
    let region: String
    let weight: Double
  }

  static let cities = [
    Place(name: "shanghai", chinese: "上海", region: "east", weight: 12),
    Place(name: "hangzhou", chinese: "杭州", region: "east", weight: 8),
    Place(name: "nanjing", chinese: "南京", region: "east", weight: 5),
    Place(name: "suzhou", chinese: "苏州", region: "east", weight: 5),
    Place(name: "hefei", chinese: "合肥", region: "east", weight: 3),
    Place(name: "jinan", chinese: "济南", region: "east", weight: 3),
    Place(name: "xiamen", chinese: "厦门", region: "east", weight: 3),
    Place(name: "beijing", chinese: "北京", region: "north", weight: 10),
    Place(name: "tianjin", chinese: "天津", region: "north", weight: 3),
    Place(name: "shijiazhuang", chinese: "石家庄", region: "north", weight: 2),
    Place(name: "guangzhou", chinese: "广州", region: "south", weight: 8),
    Place(name: "shenzhen", chinese: "深圳", region: "south", weight: 9),
    Place(name: "dongguan", chinese: "东莞", region: "south", weight: 3),
    Place(name: "wuhan", chinese: "武汉", region: "central", weight: 5),
    Place(name: "changsha", chinese: "长沙", region: "central", weight: 4),
    Place(name: "zhengzhou", chinese: "郑州", region: "central", weight: 4),
    Place(name: "chengdu", chinese: "成都", region: "southwest", weight: 7),
    Place(name: "chongqing", chinese: "重庆", region: "southwest", weight: 5),
    Place(name: "kunming", chinese: "昆明", region: "southwest", weight: 2),
    Place(name: "xian", chinese: "西安", region: "northwest", weight: 4),
    Place(name: "lanzhou", chinese: "兰州", region: "northwest", weight: 1),
    Place(name: "shenyang", chinese: "沈阳", region: "northeast", weight: 3),
    Place(name: "harbin", chinese: "哈尔滨", region: "northeast", weight: 2),
  ]

  private static func draw(_ weights: [Double], _ random: inout SplitMix64) -> Int {
    var mark = random.unit() * weights.reduce(0, +)
    for (place, weight) in weights.enumerated() {
      if mark < weight { return place }
      mark -= weight
    }
    return 0
  }
}

extension ShopBlock {
  func person(_ user: Int) -> ShopPerson {
    ShopPerson(users[user], seed: seed, number: uid(user))
  }

  func steps(_ session: Session) -> ShopSteps {
    let isReviewed = session.order.map { orders[Int($0)].isReviewed } ?? false
    return ShopSteps(session, isReviewed: isReviewed, seed: seed, number: sid(session))
  }

  func paid(_ order: Order) -> Moment { steps(sessions[Int(order.session)]).paid }
}

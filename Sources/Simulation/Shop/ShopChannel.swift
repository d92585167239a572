/// Where the shop's users come from, with what is planted for each channel at scale 1.
enum ShopChannel: Int, CaseIterable, Sendable {
  case seo, referral, wechat, kol, offline, douyin
  /// Contacts that were bought and added in bulk from April on; 400 of them never visit.
  case bulk

  /// As it stands in the tables.
  var name: String { self == .bulk ? "bulk_add" : "\(self)" }

  /// Users that sign up in the two quarters.
  var users: [Int] {
    switch self {
    case .seo: [490, 510]
    case .referral: [0, 300]
    case .wechat: [590, 610]
    case .kol: [290, 310]
    case .offline: [50, 50]
    case .douyin: [855, 892]
    case .bulk: [0, 1000]
    }
  }

  /// The best buyers of those who sign up in each quarter.
  var topBuyers: [Int] {
    switch self {
    case .seo: [18, 5]
    case .referral: [0, 12]
    case .wechat: [17, 4]
    case .kol: [26, 7]
    case .offline: [2, 0]
    case .douyin: [7, 2]
    case .bulk: [0, 0]
    }
  }

  /// All other buyers.
  var otherBuyers: [Int] {
    switch self {
    case .seo: [70, 25]
    case .referral: [0, 40]
    case .wechat: [80, 30]
    case .kol: [40, 15]
    case .offline: [10, 5]
    case .douyin: [50, 25]
    case .bulk: [0, 10]
    }
  }

  /// What its best buyers spend, in yuan.
  var topRevenue: Int {
    switch self {
    case .seo: 47_650
    case .referral: 24_960
    case .wechat: 44_890
    case .kol: 67_850
    case .offline: 3_400
    case .douyin: 19_250
    case .bulk: 0
    }
  }

  /// What its other buyers spend, in yuan.
  var otherRevenue: Int {
    switch self {
    case .seo: 12_350
    case .referral: 5_040
    case .wechat: 15_110
    case .kol: 7_150
    case .offline: 1_600
    case .douyin: 9_750
    case .bulk: 1_000
    }
  }

  var revenue: Int { topRevenue + otherRevenue }

  /// What is spent on it, in yuan.
  var spend: Int {
    switch self {
    case .seo: 8_000
    case .referral: 4_800
    case .wechat: 12_000
    case .kol: 20_000
    case .offline: 4_000
    case .douyin: 29_000
    case .bulk: 1_000
    }
  }

  /// Money goes to the invitations and to bought contacts in the second quarter only.
  var spendDays: Range<Int> {
    switch self {
    case .referral, .bulk: ShopCalendar.quarterDays(1)
    default: 0..<ShopCalendar.dayCount
    }
  }

  /// How well its users stay, about 1.
  var loyalty: Double {
    switch self {
    case .seo: 1.06
    case .referral: 1.2
    case .wechat: 1.12
    case .kol: 1.05
    case .offline: 0.95
    case .douyin: 0.78
    case .bulk: 0.35
    }
  }
}

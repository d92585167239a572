/// The planted counts of one block; days count from 2024-03-01 as 0.
enum LiveQuotas {
  static let dayCount = 92
  /// 2024-04-15, when the recommendations change.
  static let change = 45
  /// The last day of sign-ups, 2024-05-24, so that everybody's seventh day after is known.
  static let lastSignup = 84
  static let users = 4_000

  /// Those who sign up before the change and from it on, by age, and who are active on day 7.
  static let halves = [
    (days: 0...(change - 1), ages: [600, 600, 450, 350], seventhDay: 400),
    (days: change...lastSignup, ages: [600, 600, 450, 350], seventhDay: 520),
  ]

  static let ages = ["18-24", "25-34", "35-44", "45+"]
  static let cities = ["tier1", "new_tier1", "tier2", "tier3"]
  static let categories = [
    "comedy", "beauty", "parenting", "health", "food", "games", "travel", "knowledge",
  ]
  /// What each age watches, in hundredths of its days.
  static let tastes = [
    [45, 12, 1, 1, 10, 18, 8, 5], [18, 40, 6, 2, 12, 4, 10, 8], [10, 4, 42, 12, 14, 2, 8, 8],
    [14, 1, 4, 50, 12, 1, 10, 8],
  ]

  static let cells = [
    LiveCell(tier: "top", isInteractive: true, views: 3_000, buyers: 900),
    LiveCell(tier: "small", isInteractive: true, views: 7_000, buyers: 700),
    LiveCell(tier: "top", isInteractive: false, views: 7_000, buyers: 1_960),
    LiveCell(tier: "small", isInteractive: false, views: 3_000, buyers: 240),
  ]
  static let roomsInCell = 10

  /// `gift_popup` begins on 2024-05-01.
  static let launch = 61
  /// Each variant in the first three days and after, and who of them convert.
  static let popup = [
    (variant: "control", early: (400, 40), late: (1_600, 200)),
    (variant: "treatment", early: (400, 60), late: (1_600, 190)),
  ]
}

/// Rooms of hosts of one tier, with or without interaction.
struct LiveCell: Sendable {
  let tier: String
  let isInteractive: Bool
  let views: Int
  let buyers: Int

  /// One host for each room of the cell; the names are made up.
  var hosts: [String] {
    tier == "top"
      ? ["小鹿美妆", "阿城测评", "茉莉优选", "老陈好物", "南风穿搭", "七七生活馆", "唐糖零食铺", "林间日用", "阿宁护肤", "大白厨房"]
      : ["麦子手作", "青禾果园", "小满童装", "河畔陶瓷", "阿朵茶铺", "橙子文具", "石榴花坊", "云上民宿", "木木绘本", "四月豆腐坊"]
  }
}

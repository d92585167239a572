/// The planted counts of one block; days count from 2024-01-01 as 0, months from January as 0.
enum CommunityQuotas {
  static let monthStarts = [0, 31, 60, 91, 121, 152, 182]
  static let dayCount = 182
  static let members = 1_500
  static let signupsAMonth = 250
  static let users = members + 6 * signupsAMonth
  /// Of those who sign up in a month, who are active on the day after.
  static let nextDay = [100, 100, 100, 125, 125, 125]

  static let active = [700, 760, 810, 850, 880, 900]
  /// Of those active in a month, who were so in the month before; 0 where nobody is known.
  static let kept = [0, 385, 420, 450, streak.kept + streak.othersKept, 470]
  /// Days of use by all users of a month, 120 to 180 a day.
  static let userDays = [3_720, 3_770, 4_340, 4_500, 4_960, 5_400]
  /// Mean minutes of a day of use.
  static let minutes = [25, 25, 25, 30, 30, 30]

  /// Those with 7 days in a row in a month, but for April about.
  static let streakers = [110, 130, 170, 250, 235, 260]
  /// How many are active in May of those with 7 days in a row in April and of the others who are
  /// active in April, the days of use of the former and the most that one of the latter has.
  static let streak = (
    kept: 175, othersKept: 240, userDays: 2_550, othersMost: 6
  )

  /// Who are active in June of 400 in each variant of `streak_reward`.
  static let reward = (variant: 400, treatment: 208, control: 192)
  static let arms = [
    CommunityArm(name: "low", sent: 8, opened: 384, optedOut: 2),
    CommunityArm(name: "mid", sent: 16, opened: 576, optedOut: 6),
    CommunityArm(name: "high", sent: 28, opened: 448, optedOut: 24),
  ]
  /// The users of an arm of `push_freq`, and how many of them are active in June.
  static let arm = (users: 400, active: 190)
  /// 2024-05-31, when both experiments begin.
  static let launch = 151

  static let visitsADay = [5_000, 6_000, 7_000, 8_000, 9_000, 10_000]

  /// Contributions in June by the core, the active and the ordinary, and posts among them.
  static let contributions = [
    (users: 9, all: 2_000, posts: 55), (users: 81, all: 2_400, posts: 55),
    (users: 810, all: 600, posts: 10),
  ]
  /// Posts in each month.
  static let posts = [80, 90, 95, 105, 110, 120]

  static func days(of month: Int) -> Range<Int> { monthStarts[month]..<monthStarts[month + 1] }

  static func month(of day: Int) -> Int {
    (monthStarts.firstIndex { day < $0 } ?? monthStarts.count) - 1
  }
}

/// How often an arm of `push_freq` is written to in June, and what comes of it.
struct CommunityArm: Sendable {
  let name: String
  /// To each of its users, on average.
  let sent: Int
  let opened: Int
  let optedOut: Int
}

/// What the posts of one type have in common; counts are of one block.
struct CommunityPostType: Sendable {
  let name: String
  let posts: Int
  let reads: Int
  let completes: Int
  let likes: Int
  let comments: Int
  let shares: Int
  let clicks: Int
  let conversions: Int
  /// How many appear in each of ``channels``, by weight.
  let weights: [Double]

  static let channels = ["app", "wechat", "weibo", "douyin", "xiaohongshu", "bilibili"]

  static let all = [
    CommunityPostType(
      name: "short_video", posts: 90, reads: 300_000, completes: 120_000, likes: 18_000,
      comments: 2_400, shares: 3_600, clicks: 3_000, conversions: 60,
      weights: [20, 2, 8, 45, 10, 15]),
    CommunityPostType(
      name: "tutorial", posts: 60, reads: 40_000, completes: 26_000, likes: 2_800, comments: 480,
      shares: 1_120, clicks: 2_000, conversions: 200, weights: [35, 20, 3, 5, 15, 22]),
    CommunityPostType(
      name: "promo", posts: 40, reads: 30_000, completes: 24_000, likes: 900, comments: 150,
      shares: 450, clicks: 3_000, conversions: 150, weights: [40, 30, 15, 5, 10, 0]),
    CommunityPostType(
      name: "case_story", posts: 50, reads: 20_000, completes: 12_000, likes: 1_600,
      comments: 300, shares: 300, clicks: 800, conversions: 64,
      weights: [30, 35, 10, 0, 20, 5]),
    CommunityPostType(
      name: "ugc", posts: 220, reads: 25_000, completes: 15_000, likes: 2_250, comments: 750,
      shares: 250, clicks: 750, conversions: 60, weights: [70, 2, 6, 4, 14, 4]),
    CommunityPostType(
      name: "qa_review", posts: 90, reads: 60_000, completes: 33_000, likes: 8_400,
      comments: 4_500, shares: 1_800, clicks: 1_200, conversions: 60,
      weights: [60, 6, 4, 2, 18, 10]),
    CommunityPostType(
      name: "brand_article", posts: 50, reads: 50_000, completes: 20_000, likes: 1_000,
      comments: 150, shares: 100, clicks: 500, conversions: 5,
      weights: [20, 50, 20, 0, 5, 5]),
  ]
}

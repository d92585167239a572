import Statistics

/// What members contribute: posts of half a year, and everything they write in June.
struct CommunityPosts {
  struct Post {
    let author: Int
    let day: Int
    /// A place of ``CommunityPostType/all``.
    let type: Int
  }

  /// One who is active in June.
  struct Contribution {
    let place: Int
    var posts = 0
    var comments = 0
  }

  /// In the order of their days.
  private(set) var posts: [Post] = []
  /// By place.
  private(set) var contributions: [Contribution] = []

  init(_ block: CommunityBlock, _ random: inout SplitMix64) {
    var types = Deck(
      CommunityPostType.all.enumerated().map { (card: $0.offset, count: $0.element.posts) },
      &random)
    let tiers = Self.tiers(block, &random)
    for (month, count) in CommunityQuotas.posts.enumerated() {
      let authors =
        month == 5
        ? Self.juneAuthors(tiers, &random)
        : Self.authors(count, active: block.active[month], block, &random)
      for author in authors {
        let open = block.people[author].days.filter(CommunityQuotas.days(of: month).contains)
        posts.append(
          Post(
            author: author, day: open[random.below(open.count)], type: types.draw() ?? 0))
      }
    }
    posts.sort { ($0.day, $0.author, $0.type) < ($1.day, $1.author, $1.type) }
    contribute(tiers, &random)
  }

  /// The core, the active and the ordinary of June: the more days of use, the further up.
  private static func tiers(
    _ block: CommunityBlock, _ random: inout SplitMix64
  ) -> [[Int]] {
    let ranked = block.active[5].map { place in
      let days = block.people[place].days.count { $0 >= CommunityQuotas.monthStarts[5] }
      return (place: place, rank: Double(days) + 4 * random.unit())
    }.sorted { $0.rank > $1.rank }.map(\.place)
    var rest = ranked[...]
    return CommunityQuotas.contributions.map { quota in
      let tier = Array(rest.prefix(quota.users))
      rest = rest.dropFirst(quota.users)
      return tier
    }
  }

  private static func juneAuthors(
    _ tiers: [[Int]], _ random: inout SplitMix64
  ) -> [Int] {
    zip(tiers, CommunityQuotas.contributions).flatMap { tier, quota in
      (0..<quota.posts).map { _ in random.pick(tier) }
    }
  }

  /// Few of the active write posts, and some of those many.
  private static func authors(
    _ count: Int, active: [Int], _ block: CommunityBlock, _ random: inout SplitMix64
  ) -> [Int] {
    let choice = WeightedChoice(
      active.map { place in
        let spirit = block.people[place].spirit
        return spirit * spirit * spirit
      })
    return (0..<count).map { _ in active[choice.draw(&random)] }
  }

  /// What somebody contributes comes in comments, but for the posts that are known.
  private mutating func contribute(_ tiers: [[Int]], _ random: inout SplitMix64) {
    var written: [Int: Int] = [:]
    for post in posts where post.day >= CommunityQuotas.monthStarts[5] {
      written[post.author, default: 0] += 1
    }
    for (number, (tier, quota)) in zip(tiers, CommunityQuotas.contributions).enumerated() {
      let counts =
        number == 2
        ? Self.ordinary(quota.all, tier.map { written[$0] ?? 0 }, &random)
        : Apportionment.shares(of: quota.all, by: tier.map { _ in 0.6 + 0.8 * random.unit() })
      for (place, count) in zip(tier, counts) {
        let posts = min(written[place] ?? 0, count)
        contributions.append(Contribution(place: place, posts: posts, comments: count - posts))
      }
    }
    contributions.sort { $0.place < $1.place }
  }

  /// Most write nothing in a month and nobody writes more than six times.
  private static func ordinary(
    _ total: Int, _ posts: [Int], _ random: inout SplitMix64
  ) -> [Int] {
    var counts = posts
    var left = total - posts.reduce(0, +)
    let choice = WeightedChoice(
      posts.map { _ in
        let unit = random.unit()
        return unit * unit * unit
      })
    while left > 0 {
      let place = choice.draw(&random)
      guard counts[place] < 6 else { continue }
      counts[place] += 1
      left -= 1
    }
    return counts
  }
}

/// How often the posts of one type are read and what readers do, with exact sums.
struct CommunityReach {
  private let columns: [[Int]]

  init(_ type: CommunityPostType, _ random: inout SplitMix64) {
    let popularity = (0..<type.posts).map { _ in
      let unit = random.unit()
      return 0.15 + unit * unit * unit * 3
    }
    let reads = Apportionment.shares(of: type.reads, by: popularity)
    func part(_ total: Int, of whole: [Int], _ spread: Double) -> [Int] {
      Apportionment.shares(
        of: total, by: whole.map { Double($0) * (1 - spread / 2 + spread * random.unit()) })
    }
    let clicks = part(type.clicks, of: reads, 0.8)
    columns = [
      reads, part(type.completes, of: reads, 0.3), part(type.likes, of: reads, 0.8),
      part(type.comments, of: reads, 1), part(type.shares, of: reads, 1), clicks,
      part(type.conversions, of: clicks, 0.6),
    ]
  }

  /// Reads, completes, likes, comments, shares, clicks and conversions of a post of the type.
  func row(_ post: Int) -> [Int] { columns.map { $0[post] } }
}

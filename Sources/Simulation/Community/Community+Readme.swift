extension Community {
  func readme(_ tables: [WrittenTable]) -> String {
    let people = scale * Self.users
    let introduction = """
      A community of hobbies, 豆角圈 or in English Beanpod, from 2024-01-01 to 2024-06-30:
      \(people) members of whom half had joined before, on which days they came and checked in,
      what they posted, two experiments, and what was said about the community in public. Times are
      local, Asia/Shanghai. On 2024-04-01 new members began to be welcomed by a tour.
      """
    let caveats = """
      - Nobody joins on 2024-06-30, so that the next day of every member lies within the data.
      - Who joined before 2024 is known only if still registered in 2024; their use before is not
        told.
      - A member checks in at most once a day and only on a day of use.
      - Both experiments begin on 2024-05-31, for members who had joined by then; one can be in
        both. What comes of them is read from the days of June.
      - `optout` says who wants no more messages; those sent before are counted.
      - `reads` and what follows are of all readers, members or not; `contrib_monthly` counts what
        members write, under posts and elsewhere.
      - A mention has no author, since public accounts are not those of members. Its score is set
        by hand: -1 for negative, 1 for any other.
      """
    return FolderReadme(
      name: Self.name, seed: seed, scale: scale, users: people, introduction: introduction,
      columns: Self.columns, unreal: "no member, post or text", caveats: caveats
    ).text(tables)
  }

  private static let columns = """
    - `users`: one row a member. `uid`, `signup_on`, `age_band`, `city_tier` (`tier1`, `new_tier1`,
      `tier2`, and `tier3` for the third and below).
    - `usage_daily`: one row a member and day of use. `uid`, `date`, `minutes`.
    - `checkins`: one row a check-in. `uid`, `date`.
    - `posts`: one row a post. `post_id`, `author_uid`, `published_on`, `type`, `channel` (where it
      was spread), `reads`, `completes` (read to the end), `likes`, `comments`, `shares`,
      `link_clicks`, `conversions` (orders after a click).
    - `contrib_monthly`: one row a member active in June. `uid`, `month`, `posts`, `comments`.
    - `pushes`: one row a member of `push_freq`. `uid`, `month`, `arm` (`low`, `mid`, `high`),
      messages `sent` and `opened`, `optout`.
    - `exposures`: one row a member and experiment. `exp` (`streak_reward`, `push_freq`), `uid`,
      `variant` (`treatment` and `control`, or the arm), `exposed_at`.
    - `traffic_daily`: one row a day. `date`, `visits` of members and others.
    - `feedback`: one row a mention from 2024-04-20 to 05-31. `fid`, `ts`, `source`, `kind`
      (`mention`), `score`, `text` (Chinese or English), `first_reply_at` (empty: no reply).
    """
}

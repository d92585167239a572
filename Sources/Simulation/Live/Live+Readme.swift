extension Live {
  func readme(_ tables: [WrittenTable]) -> String {
    let people = scale * Self.users
    let introduction = """
      Short videos, and live rooms in which hosts sell: \(people) viewers who signed up from
      2024-03-01 to 2024-05-24, what they watched until 2024-05-31, who was in which live room and
      bought, and an experiment. Times are local, Asia/Shanghai; money is in CNY. On 2024-04-15 the
      videos began to be recommended in a new way.
      """
    let caveats = """
      - Who signed up after 2024-05-24 is left out, so that everybody's seventh day lies within the
        data.
      - A day has one category, the one watched most.
      - A visit of a room has no time of its own: it falls on the day of `rooms.started_at`.
        Rooms are watched apart from the videos and are no part of `watch_daily`.
      - `gift_popup` is often described as A and B: `control` is A, without the window, and
        `treatment` is B, with it. It began on 2024-05-01, and everybody is in it once.
      """
    return FolderReadme(
      name: Self.name, seed: seed, scale: scale, users: people, introduction: introduction,
      columns: Self.columns, unreal: "no viewer and no host", caveats: caveats
    ).text(tables)
  }

  private static let columns = """
    - `users`: one row a viewer. `uid`, `signup_on`, `age_band`, `city_tier` (`tier1`, `new_tier1`,
      `tier2`, and `tier3` for the third and below).
    - `watch_daily`: one row a viewer and day. `uid`, `date`, `category`, `videos`, `completes`
      (watched to the end), `minutes`.
    - `exposures`: one row a viewer. `exp` (`gift_popup`), `uid`, `variant`, `exposed_at`,
      `converted` (1: bought a gift).
    - `rooms`: one row a live room. `room_id`, `host`, `host_tier` (`top`, `small`), `interactive`
      (1: with games and votes), `started_at`.
    - `room_views`: one row a viewer in a room. `room_id`, `uid`, `watch_s` (seconds),
      `interacted`, `bought`, `amount` (empty where nothing was bought).
    """
}

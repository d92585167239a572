extension Saas {
  func readme(_ tables: [WrittenTable]) -> String {
    let people = scale * Self.users
    let introduction = """
      A tool for teams, sold by subscription: \(people) users who signed up from 2024-01-01 to
      2024-06-30, how they set it up, on which days they used it until 2024-07-07, who visited the
      site, who subscribes, and the books of six months. Times are local, Asia/Shanghai; money is in
      USD. On 2024-04-01 the setup of a new account was made simpler.
      """
    let caveats = """
      - `usage_daily` counts days, so a `use` stands at 00:00 and before the sign-up of its day.
        `dataset.json` lets `signup` count as activity too, so that nobody lacks on their first day.
      - Steps of the setup come in one order, and each at most once.
      - The keen use the tool in a rhythm of weeks since their sign-up, on the same days each time.
        Real people are less regular.
      - Subscriptions without `uid` began before 2024, when there were no accounts; their holders
        are not in `users`. They lapse from January to June, and none is known to lapse in July.
      - `finance_monthly` books a subscription in full in each month in which it runs, and has no
        July. `marketing` is the sum of `spend` in `traffic_daily`.
      """
    return FolderReadme(
      name: Self.name, seed: seed, scale: scale, users: people, introduction: introduction,
      columns: Self.columns, unreal: "no person and no company", caveats: caveats
    ).text(tables)
  }

  private static let columns = """
    - `users`: one row a user. `uid`, `signup_at`, `channel`, `company_size`, `role`,
      `account_type` (`team`, `personal`).
    - `events`: one row a step, by user. `uid`, `ts`, `event` (`signup`, `create_workspace`,
      `import_data`, `invite_member`, `setup_done`).
    - `usage_daily`: one row a user and day of use. `uid`, `date`, `sessions`, `minutes`.
    - `traffic_daily`: one row a day until 2024-06-30. `date`, `visitors` of the site, `spend` on
      marketing.
    - `subscriptions`: one row a subscription. `sub_id`, `uid`, `plan` (`basic`, `pro`,
      `enterprise`), `mrr` (its price a month), `started_on`, `ended_on` (empty while it runs).
    - `finance_monthly`: one row a month and line of the books. `month`, `line`, `kind` (`revenue`,
      `cost`), `amount` (never negative).
    """
}

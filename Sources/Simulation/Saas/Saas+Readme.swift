import Reporting

extension Saas {
  /// The README of the folder: what its tables hold and how they were made, not what is true in
  /// them.
  func readme(_ tables: [WrittenTable]) -> String {
    let files = tables.map { "| `\($0.name).csv` | \($0.rows) | `\($0.sha256)` |" }
    let people = scale * Self.users
    let users = scale == 1 ? "" : " --users \(people)"
    return """
      # saas

      A tool for teams, sold by subscription: \(people) users who signed up from 2024-01-01 to
      2024-06-30, how they set it up, on which days they used it until 2024-07-07, who visited the
      site, who subscribes, and the books of six months. Times are local, Asia/Shanghai; money is in
      USD. On 2024-04-01 the setup of a new account was made simpler.

      | file | rows | SHA-256 |
      |---|---|---|
      \(files.joined(separator: "\n"))

      ## Tables
      \(Self.columns)

      ## Source
      None of this happened: no person and no company is real. It was made by

          opsbook simulate saas --seed \(seed)\(users) -o FOLDER

      which writes the same bytes on every machine. Numbers that the lessons ask for are planted as
      exact counts; the seed decides only who and when. `--sealed` writes them beside the tables.

      ## Licence
      Apache-2.0, the Opsbook authors, as the program itself.

      ## Caveats
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

import Reporting

extension SQLModel {
  /// What users are worth, `(user, worth)`: revenue, or days of activity where no amount is mapped.
  func parts(
    of worth: UserWorth, _ conditions: inout SQLConditions
  ) throws(Diagnostic) -> [SQLQuery.Part] {
    let hasMoney = worth.events.amount != nil
    let source = name(hasMoney ? "orders" : "days")
    let note =
      hasMoney ? Phrase("revenue of each user", "每个用户的收入") : Phrase("active days", "活跃天数")
    return try base(worth.events, &conditions).filter { $0.name == source } + [
      SQLQuery.Part(
        prefix, note,
        "SELECT user, \(hasMoney ? "sum(amount)" : "count(*)") AS worth\nFROM \(source)\n"
          + "GROUP BY user")
    ]
  }
}

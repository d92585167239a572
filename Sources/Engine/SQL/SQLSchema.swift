/// The names of the tables and columns that SQL reads.
///
/// - `events(id, user, event, time, session, <properties>)`
/// - `users(user, <attributes>)`
/// - `feedback(id, user, time, kind, score, text, <other columns>)`
///
/// Times are milliseconds since 1970 UTC, money is in units of its currency, true and false are 1
/// and 0, and what is missing is NULL. The views of a `dataset.sqlite` have the same names, so that
/// what `explain sql` prints runs there too; they have a column more, the time as people read it.
public struct SQLSchema: Sendable {
  /// The column of each property of events, by index.
  public let properties: [String]
  /// The column of each attribute of users, by index.
  public let attributes: [String]
  /// The column of each column of the feedback table, by index; several may lie under one name of
  /// the table's own.
  public let answers: [String]

  public static let eventColumns = ["id", "user", "event", "time", "session"]
  public static let userColumns = ["user"]
  public static let answerColumns = ["id", "user", "time", "kind", "score", "text"]

  public init(_ dataset: Dataset) {
    properties = Self.named(dataset.events.properties.map(\.name), after: Self.eventColumns)
    attributes = Self.named(dataset.users.attributes.map(\.name), after: Self.userColumns)
    var shared: [String: String] = [:]
    if let feedback = dataset.feedback {
      let mapping = dataset.tables.first { $0.role == "feedback" }?.mapping ?? [:]
      for (role, name) in [
        ("kind", feedback.kinds?.name), ("text", feedback.texts?.name), ("score", mapping["score"]),
      ] {
        if let name, name.lowercased() == role { shared[name] = role }
      }
    }
    answers = Self.named(
      dataset.feedback?.columns.map(\.name) ?? [], after: Self.answerColumns, shared: shared)
  }

  /// Each name once, whatever its case: `amount`, `Amount_2`.
  public static func named(
    _ names: [String], after fixed: [String], shared: [String: String] = [:]
  ) -> [String] {
    var taken = Set(fixed.map { $0.lowercased() })
    return names.map { name in
      if let own = shared[name] { return own }
      let base = name.isEmpty ? "column" : name
      var unique = base
      var number = 2
      while !taken.insert(unique.lowercased()).inserted {
        unique = "\(base)_\(number)"
        number += 1
      }
      return unique
    }
  }
}

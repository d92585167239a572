import Reporting

/// A set of data that queries read: users, their events, answers, and how to understand them.
public struct Dataset: Sendable {
  /// What the dataset is opened by.
  public var name: String
  /// What people call it, where `dataset.json` says it.
  public var title: Phrase?
  /// Zone and week start; every calendar question goes through it.
  public var calendar: LocalCalendar
  public var asof: AsOf
  /// An ISO 4217 code, where declared.
  public var currency: String?
  public var users: UserTable
  public var events: EventLog
  public var feedback: FeedbackTable?
  public var roles: EventRoles
  public var labels: Labels
  /// What answers may speak of, in the order of their ids; empty where nothing is declared.
  public var topics: [Topic]
  /// Every table that was read, for `describe` and `tables`.
  public var tables: [TableSummary]
  /// Reads the rows of a table by its name; nil where there is no such table.
  public var table: @Sendable (String) throws(Diagnostic) -> DataTable? = { _ in nil }
  /// What turns out while its columns are read; shared by all copies.
  public let notices: DatasetNotices
  /// 32 hexadecimal digits over the rows and the schema, independent of row order.
  public var contentHash: String
  /// Users known by their events alone, all of them after `asof`.
  private var comingUsers: Set<Int> = []

  public init(
    name: String, calendar: LocalCalendar, asof: AsOf, currency: String?, users: UserTable,
    events: EventLog, feedback: FeedbackTable?, roles: EventRoles, labels: Labels,
    tables: [TableSummary], contentHash: String, title: Phrase? = nil, topics: [Topic] = [],
    notices: DatasetNotices = DatasetNotices()
  ) {
    self.notices = notices
    self.title = title
    self.topics = topics
    self.name = name
    self.calendar = calendar
    self.asof = asof
    self.currency = currency
    self.users = users
    self.events = events
    self.feedback = feedback
    self.roles = roles
    self.labels = labels
    self.tables = tables
    self.contentHash = contentHash
  }

  /// The first instant after `asof`: nothing at or after it is ever read.
  public var end: Int64 { calendar.start(of: asof.day.advanced(by: 1)) }

  /// The dataset as it stood at the end of `day`.
  public func read(asof day: CivilDay, isDeclared: Bool) -> Dataset {
    var copy = self
    copy.asof = AsOf(day: day, isDeclared: isDeclared, lastEvent: asof.lastEvent)
    copy.events = events.before(copy.end)
    copy.asof.laterEvents = events.count - copy.events.count
    copy.feedback = feedback?.before(copy.end)
    if copy.asof.laterEvents > 0, !tables.contains(where: { $0.role == "users" }) {
      let coming = (0..<events.userCount).filter {
        !events.rows(of: $0).isEmpty && copy.events.rows(of: $0).isEmpty
      }
      copy.comingUsers.formUnion(coming)
    }
    return copy
  }

  /// All users there were by the end of `asof`: with an event up to then, or in a user table.
  public var knownUsers: UserSet {
    UserSet((0..<users.count).map { !comingUsers.contains($0) })
  }
}

/// Today, as the dataset sees it; the wall clock is never read.
public struct AsOf: Hashable, Sendable {
  public let day: CivilDay
  /// Declared in the dataset or by `set asof`, rather than taken from the last event.
  public let isDeclared: Bool
  /// The instant of the last event that is not in the future, in milliseconds.
  public let lastEvent: Int64?
  /// How many events lie after `day` and are left out of the dataset as it is read.
  public internal(set) var laterEvents = 0

  public init(day: CivilDay, isDeclared: Bool, lastEvent: Int64?) {
    self.day = day
    self.isDeclared = isDeclared
    self.lastEvent = lastEvent
  }
}

/// Which events play the parts that the language has words for.
public struct EventRoles: Hashable, Sendable {
  /// Event names that count as activity; empty means any.
  public var active: [String]
  public var key: String?
  public var signup: String?

  public init(active: [String] = [], key: String? = nil, signup: String? = nil) {
    self.active = active
    self.key = key
    self.signup = signup
  }
}

/// Labels of events, columns and values in both languages, by their name in the data.
public struct Labels: Hashable, Sendable {
  public var events: [String: Phrase]
  public var columns: [String: Phrase]
  public var values: [String: Phrase]

  public init(
    events: [String: Phrase] = [:], columns: [String: Phrase] = [:], values: [String: Phrase] = [:]
  ) {
    self.events = events
    self.columns = columns
    self.values = values
  }

  /// The first few of some names, each once, under their Chinese labels in Chinese.
  func list(_ names: [String], in labels: [String: Phrase], most: Int = 8) -> Phrase {
    var seen: Set<String> = []
    let shown = names.filter { seen.insert($0).inserted }.prefix(most)
    return Phrase(
      shown.joined(separator: ", "),
      shown.map { labels[$0]?.chinese ?? $0 }.joined(separator: "、"))
  }
}

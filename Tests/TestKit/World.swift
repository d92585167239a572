import Engine
import Reporting

/// A tiny dataset written out in a test, so that a reader can count every figure by hand.
///
/// ```swift
/// World(asof: "2024-01-10", events: [
///   .event("u1", "signup", "2024-01-01T00:00:00Z"),
///   .event("u1", "pay", "2024-01-02 13:00", ["amount": 5, "plan": "pro"]),
/// ]).dataset
/// ```
/// A time that ends in `Z` is universal, any other is local time of `zone`; a bare date stands at
/// local 00:00. The property `amount` holds money and is the mapped amount; the property named by
/// `session` is the session role. A property that never has two values within one user becomes a
/// user attribute as well, as on import.
public struct World: Sendable {
  public var name = "world"
  public var zone: String
  public var weekStart: WeekStart
  /// A local date; nil takes the day of the last event, undeclared.
  public var asof: String?
  public var events: [Event]
  /// Attributes by user id; users without events stand here too.
  public var users: [String: [String: Value]]
  public var feedback: [FeedbackAnswer]?
  public var roles: EventRoles
  public var labels: Labels
  /// What answers may speak of, in the order of their ids.
  public var topics: [Topic] = []
  /// The property that is the session role, where events have it.
  public var session = "session"
  /// The property that is the mapped amount of money, where events have it.
  public var amount = "amount"
  public var currency: String? = "CNY"
  /// Names of events that the dataset knows although nobody did them.
  public var declaredNames: Set<String> = []

  public init(
    zone: String = "UTC", weekStart: WeekStart = .monday, asof: String? = nil,
    events: [Event] = [], users: [String: [String: Value]] = [:],
    feedback: [FeedbackAnswer]? = nil, roles: EventRoles = EventRoles(), labels: Labels = Labels()
  ) {
    self.zone = zone
    self.weekStart = weekStart
    self.asof = asof
    self.events = events
    self.users = users
    self.feedback = feedback
    self.roles = roles
    self.labels = labels
  }

  /// A world of seconds since 2024-01-01T00:00:00Z: `World(seconds: ["u": [("a", 0), ("b", 10)]])`.
  public init(seconds: [String: [(String, Double)]], asof: String? = nil) {
    let events = seconds.sorted { $0.key < $1.key }.flatMap { user, steps in
      steps.map { name, second in
        Event(
          user: user, name: name,
          time: .instant(1_704_067_200_000 + Int64((second * 1000).rounded())), properties: [:])
      }
    }
    self.init(asof: asof, events: events)
  }

  /// When something happened.
  public enum Time: Hashable, Sendable {
    /// Milliseconds since 1970 UTC.
    case instant(Int64)
    /// `2024-01-01T00:00:00Z`, `2024-01-01 13:00`, `2024-01-01 13:00:00.001` or `2024-01-01`.
    case written(String)
  }

  public struct Event: Hashable, Sendable {
    public var user: String
    public var name: String
    public var time: Time
    public var properties: [String: Value]

    public static func event(
      _ user: String, _ name: String, _ time: String, _ properties: [String: Value] = [:]
    ) -> Event {
      Event(user: user, name: name, time: .written(time), properties: properties)
    }

    public init(user: String, name: String, time: Time, properties: [String: Value]) {
      self.user = user
      self.name = name
      self.time = time
      self.properties = properties
    }
  }

  public struct FeedbackAnswer: Hashable, Sendable {
    public var user: String?
    public var time: Time?
    public var kind: String?
    public var score: Double?
    public var text: String?
    /// Further columns of the feedback table.
    public var columns: [String: Value]

    public static func answer(
      _ score: Double?, user: String? = nil, time: String? = nil, kind: String? = nil,
      text: String? = nil, columns: [String: Value] = [:]
    ) -> FeedbackAnswer {
      FeedbackAnswer(
        user: user, time: time.map { .written($0) }, kind: kind, score: score, text: text,
        columns: columns)
    }
  }
}

/// One value of a property, an attribute or a feedback column.
public enum Value: Hashable, Sendable {
  case text(String)
  case int(Int)
  case float(Double)
  case bool(Bool)
  /// In units of the currency, with at most four decimals.
  case money(Double)
  case time(World.Time)
  case missing
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
  public init(stringLiteral value: String) { self = .text(value) }
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(floatLiteral value: Double) { self = .float(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(nilLiteral: ()) { self = .missing }
}

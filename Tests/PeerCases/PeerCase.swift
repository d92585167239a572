import Engine
import Export

/// One figure of another product's own tests: events, the question and the answer.
///
/// The form of a line and the words of `params` are those of `docs/PEERS.md`.
public struct PeerCase: Sendable {
  public struct Event: Sendable {
    public let user: String
    public let name: String
    /// ISO 8601 in UTC.
    public let time: String
    public let properties: [JSONValue.Member]
  }

  public let id: String
  /// `owner/name` of the repository the figure comes from.
  public let repository: String
  /// `funnel`, `retention`, `lifecycle`, `stickiness` or `paths`.
  public let analysis: String
  public let events: [Event]
  public let params: JSONValue
  public let expected: [JSONValue.Member]
  /// Whether a second computation gives the figure of the source.
  public let isConfirmed: Bool
  public let note: String?
  /// Makes what answers it instead of the columns in memory; datasets of cases look alike, so each
  /// session has its own.
  public var engine: (@Sendable () -> SQLEngine)?

  /// `steps`, `matrix` and so on; nil for the plain form of an analysis.
  public var kind: String? { params["kind"]?.textValue }

  /// Reads one line; throws what is wrong with it.
  public init(line: String) throws(PeerFault) {
    let value: JSONValue
    do throws(JSONMalformed) {
      value = try JSONValue(parsing: line)
    } catch {
      throw .broken("not JSON from byte \(error.offset + 1) on")
    }
    guard case .object = value else { throw .broken("expected an object") }
    guard let id = value["id"]?.textValue, !id.isEmpty else { throw .broken("'id' is missing") }
    guard let analysis = value["analysis"]?.textValue else {
      throw .broken("\(id): 'analysis' is missing")
    }
    guard case .list(let events) = value["events"] else {
      throw .broken("\(id): 'events' is no list")
    }
    guard let params = value["params"], case .object = params else {
      throw .broken("\(id): 'params' is no object")
    }
    guard case .object(let expected) = value["expected"], !expected.isEmpty else {
      throw .broken("\(id): 'expected' says nothing")
    }
    self.id = id
    self.analysis = analysis
    self.params = params
    self.expected = expected
    repository = value["source"]?["repo"]?.textValue ?? "unknown"
    isConfirmed = value["confirmed"]?["reference"] != .bool(false)
    note = value["note"]?.textValue
    var read: [Event] = []
    for (index, event) in events.enumerated() {
      guard let user = event["user"]?.scalarText, let name = event["event"]?.scalarText,
        let time = event["ts"]?.textValue, PeerTime(time) != nil
      else { throw .broken("\(id): event \(index + 1) lacks a user, a name or a time") }
      var properties: [JSONValue.Member] = []
      if case .object(let members) = event["props"] { properties = members }
      read.append(Event(user: user, name: name, time: time, properties: properties))
    }
    self.events = read
  }
}

/// Why a case gives no figures.
public enum PeerFault: Error, Hashable, Sendable {
  /// The program does not answer this yet.
  case pending(String)
  /// The case, or the answer, is not what it should be.
  case broken(String)
}

/// A figure with what the case expects in its place.
public struct PeerFinding: Sendable {
  public let name: String
  public let expected: JSONValue
  public let got: JSONValue

  public init(_ name: String, expected: JSONValue, got: JSONValue) {
    self.name = name
    self.expected = expected
    self.got = got
  }

  /// Whole numbers are equal; others to six digits, as the cases write them.
  public var isEqual: Bool { Self.same(expected, got) }

  private static func same(_ left: JSONValue, _ right: JSONValue) -> Bool {
    switch (left, right) {
    case (.number, .number):
      guard let a = left.realValue, let b = right.realValue else { return false }
      return abs(a - b) <= 1e-6 * max(1, abs(a), abs(b))
    case (.list(let a), .list(let b)):
      return a.count == b.count && zip(a, b).allSatisfy { same($0, $1) }
    case (.object(let a), .object(let b)):
      return Set(a.map(\.name)) == Set(b.map(\.name))
        && a.allSatisfy { member in right[member.name].map { same(member.value, $0) } ?? false }
    default: return left == right
    }
  }
}

extension JSONValue {
  /// A text, or a number or truth as it is written.
  public var scalarText: String? {
    switch self {
    case .text(let text): text
    case .number(let number): number
    case .bool(let value): value ? "true" : "false"
    case .null, .list, .object: nil
    }
  }

  public var listValue: [JSONValue]? { if case .list(let list) = self { list } else { nil } }

  public var boolValue: Bool? { if case .bool(let value) = self { value } else { nil } }
}

import Engine
import Export
import TestKit

/// The dataset of a case.
public struct PeerWorld: Sendable {
  public var world: World
  let engine: (@Sendable () -> SQLEngine)?
  /// Properties of which some value is a text, so that all are read as texts.
  private let textual: Set<String>

  /// - Parameter offset: hours east of UTC that the calendar is cut by.
  public init(_ peerCase: PeerCase, offset: Int = 0, weekStart: WeekStart = .monday) {
    engine = peerCase.engine
    var textual: Set<String> = []
    for member in peerCase.events.flatMap(\.properties) {
      if case .text = member.value { textual.insert(member.name) }
    }
    let told = Set(peerCase.events.flatMap(\.properties).map(\.name))
    let untold = Set(peerCase.params.properties).subtracting(told)
    textual.formUnion(untold)
    self.textual = textual
    var events = peerCase.events.map { event in
      var properties: [String: Value] = [:]
      for member in event.properties {
        properties[member.name] = Self.value(member.value, isText: textual.contains(member.name))
      }
      return World.Event(
        user: event.user, name: event.name,
        time: .instant(PeerTime(event.time)?.instant ?? 0), properties: properties)
    }
    // A property that no event has is a column all the same, for a filter may ask for it.
    if !events.isEmpty {
      for name in untold { events[0].properties[name] = "" }
    }
    // Zones of a fixed offset are named by hours west of UTC.
    let zone = offset == 0 ? "UTC" : "Etc/GMT\(offset > 0 ? "-" : "+")\(abs(offset))"
    world = World(zone: zone, weekStart: weekStart, events: events)
    world.declaredNames = Set(peerCase.params.eventNames)
  }

  private static func value(_ value: JSONValue, isText: Bool) -> Value {
    switch value {
    case .text(let text): .text(text)
    case .number(let number):
      if isText {
        .text(number)
      } else {
        Int(number).map { .int($0) } ?? Double(number).map { .float($0) } ?? .missing
      }
    case .bool(let flag): isText ? .text(flag ? "true" : "false") : .bool(flag)
    case .null, .list, .object: .missing
    }
  }

  /// A value as the query language writes it, beside a property of its type.
  public func literal(_ value: JSONValue, of property: String) -> String {
    switch value {
    case .text(let text): PeerQuery.text(text)
    case .number(let number): textual.contains(property) ? PeerQuery.text(number) : number
    case .bool(let flag):
      textual.contains(property)
        ? PeerQuery.text(flag ? "true" : "false") : (flag ? "1" : "0")
    case .null, .list, .object: PeerQuery.text("")
    }
  }
}

extension JSONValue {
  /// Every event that the parameters name, at whatever depth.
  fileprivate var eventNames: [String] {
    switch self {
    case .object(let members):
      members.flatMap { member in
        guard ["event", "events"].contains(member.name) else { return member.value.eventNames }
        if let name = member.value.scalarText { return [name] }
        return (member.value.listValue ?? []).compactMap(\.scalarText)
      }
    case .list(let values): values.flatMap(\.eventNames)
    default: []
    }
  }

  /// Every property that the parameters ask for.
  fileprivate var properties: [String] {
    switch self {
    case .object(let members):
      members.flatMap { member -> [String] in
        switch (member.name, member.value) {
        case ("where", .object(let filters)): filters.map(\.name)
        case ("prop", .text(let name)), ("aggregate_by", .text(let name)): [name]
        default: member.value.properties
        }
      }
    case .list(let values): values.flatMap(\.properties)
    default: []
    }
  }
}

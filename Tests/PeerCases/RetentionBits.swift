import Engine
import Export
import TestKit

/// Bits of `retention(c1, …, cn)`: the first condition and each other one.
///
/// Conditions that name days alone are a cohort of the first day; any others are segments.
struct RetentionBits {
  let peerCase: PeerCase

  private var conditions: [JSONValue] { peerCase.params["conditions"]?.listValue ?? [] }

  func findings(_ asked: inout [String]) throws(PeerFault) -> [PeerFinding] {
    guard !conditions.isEmpty else { throw .broken("'conditions' is missing") }
    let bits: [String: [Int]]
    if let offsets = dayOffsets {
      bits = try cohort(offsets, &asked)
    } else {
      bits = try segments(&asked)
    }
    return try peerCase.expected.map { member throws(PeerFault) in
      switch member.name {
      case "sums":
        let sums = conditions.indices.map { place in bits.values.reduce(0) { $0 + $1[place] } }
        return PeerFinding("sums", expected: member.value, got: .list(sums.map { .int($0) }))
      case "bits":
        guard case .object(let users) = member.value else { throw .broken("'bits' is no object") }
        let none = [Int](repeating: 0, count: conditions.count)
        return PeerFinding(
          "bits", expected: member.value,
          got: .object(
            users.map { user in
              .init(user.name, .list((bits[user.name] ?? none).map { .int($0) }))
            }))
      default: throw .broken("unknown figure '\(member.name)'")
      }
    }
  }

  private func day(_ condition: JSONValue) -> CivilDay? {
    condition["day"]?.textValue.flatMap { PeerTime($0) }.map {
      LocalCalendar.utc.day(of: $0.instant)
    }
  }

  /// How many days each condition lies after the first; nil where one says more than a day, or an
  /// earlier one.
  private var dayOffsets: [Int]? {
    guard let first = conditions.first.flatMap(day) else { return nil }
    var offsets: [Int] = []
    for condition in conditions {
      guard case .object(let members) = condition, members.count == 1,
        let own = day(condition), own >= first
      else { return nil }
      offsets.append(own.number - first.number)
    }
    return Set(offsets).count == offsets.count ? offsets : nil
  }

  private var world: PeerWorld {
    var world = PeerWorld(peerCase)
    for event in world.world.events { world.world.users[event.user] = ["who": .text(event.user)] }
    return world
  }

  private func cohort(
    _ offsets: [Int], _ asked: inout [String]
  ) throws(PeerFault) -> [String: [Int]] {
    var world = world
    let first = conditions.first.flatMap(day) ?? CivilDay(number: 0)
    world.world.asof = first.advanced(by: (offsets.max() ?? 0) + 1).label
    var session = PeerSession(world)
    defer { asked = session.queries }
    let points = offsets.map { "d\($0)" }.joined(separator: ", ")
    let table = try session.table(
      "retention",
      of: try session.ask(
        "cohort any -> any by who, day at \(points) during \(first.label) using clickhouse"))
    var bits: [String: [Int]] = [:]
    for row in table.rows.indices {
      guard let who = table.cell(row, "who").textValue,
        let place = offsets.firstIndex(of: table.cell(row, "offset").intValue ?? -1)
      else { continue }
      bits[who, default: [Int](repeating: 0, count: offsets.count)][place] =
        table.cell(row, "users").intValue ?? 0
    }
    return bits
  }

  private func segments(_ asked: inout [String]) throws(PeerFault) -> [String: [Int]] {
    let world = world
    var session = PeerSession(world)
    defer { asked = session.queries }
    var sets: [Set<String>] = []
    for (place, condition) in conditions.enumerated() {
      let event = try PeerQuery.event(condition, filters: nil, in: world)
      let period = condition["day"]?.textValue.map { ", \($0.prefix(10))" } ?? ""
      let answer = try session.ask("segment where did(\(event)\(period)) as c\(place + 1)")
      guard case .segment(let users) = answer.saved?.kind else { throw .broken("nothing is saved") }
      sets.append(Set(session.ids(users)))
    }
    var bits: [String: [Int]] = [:]
    for id in session.dataset.users.ids {
      let isIn = sets[0].contains(id)
      bits[id] = sets.map { isIn && $0.contains(id) ? 1 : 0 }
    }
    return bits
  }
}

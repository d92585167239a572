import Engine
import Statistics
import TestKit
import Testing

@Suite("conditions at random")
struct RandomConditionTests {
  /// A small world with its users as plain lists; instants fall on few hours, so many are the same.
  private func draw(_ random: inout SplitMix64, zone: String) -> (World, [PlainUser]) {
    let start = Draw.firstDay * Draw.day
    var users: [PlainUser] = []
    for index in 0..<(3 + random.below(6)) {
      let events = (0..<random.below(9)).map { _ in
        PlainEvent(
          name: random.pick(["a", "b"]),
          instant: start + Int64(random.below(30)) * Draw.day + Int64(random.below(4)) * 21_600_000,
          amount: random.pick([nil, 0, 50, 100, 110, 333]), plan: random.pick([nil, "pro", "free"]))
      }
      users.append(
        PlainUser(id: "u\(index)", size: random.pick([nil, 0, 1, 2, 3]), events: events))
    }
    var world = World(zone: zone, asof: "2024-01-31")
    for user in users {
      world.users[user.id] = user.size.map { ["size": .int($0)] } ?? [:]
      for event in user.events {
        world.events.append(
          World.Event(
            user: user.id, name: event.name, time: .instant(event.instant),
            properties: [
              "amount": event.amount.map { .money(Double($0) / 100) } ?? .missing,
              "plan": event.plan.map { .text($0) } ?? .missing,
            ]))
      }
    }
    return (world, users)
  }

  private func hasAllNames(_ users: [PlainUser]) -> Bool {
    let events = users.flatMap(\.events)
    return Set(events.map(\.name)).count == 2 && events.contains { $0.amount != nil }
      && events.contains { $0.plan == "pro" } && events.contains { $0.plan == "free" }
      && users.contains { $0.size != nil }
  }

  @Test(
    "the engine finds the users that a reading by the letter finds, whatever the order of rows",
    arguments: [("UTC", 0), ("Asia/Shanghai", 28_800_000)] as [(String, Int64)])
  func reference(zone: String, offset: Int64) throws {
    var random = SplitMix64(seed: 20_240_131)
    var tried = 0
    while tried < 60 {
      let (world, users) = draw(&random, zone: zone)
      guard hasAllNames(users) else { continue }
      tried += 1
      // Events after the last day of the zone are never read.
      let end = (Draw.firstDay + 31) * Draw.day - offset
      let read = users.map { user in
        PlainUser(
          id: user.id, size: user.size, events: user.events.filter { $0.instant < end })
      }
      guard hasAllNames(read) else { continue }
      var shuffled = world
      shuffled.events.shuffle(using: &random)
      var draw = Draw(random: random, offset: offset, asof: Draw.firstDay + 30)
      let scopes = [world.scope(), shuffled.scope()]
      for _ in 0..<20 {
        let condition = draw.condition()
        let expected = read.filter(condition.meaning).map(\.id)
        let call = try world.call("segment where \(condition.text)")
        for scope in scopes {
          #expect(try scope.users(of: call) == expected, "\(condition.text)")
        }
      }
      random = draw.random
    }
  }

  @Test("groups do not hang on the order of rows, and each user stands in one")
  func groups() throws {
    var random = SplitMix64(seed: 7)
    var tried = 0
    while tried < 40 {
      let (world, users) = draw(&random, zone: "UTC")
      guard hasAllNames(users) else { continue }
      tried += 1
      var shuffled = world
      shuffled.events.shuffle(using: &random)
      let text = "first(any.plan), any.amount, count(a[amount > 0]), size"
      let groups = try world.groups(by: text)
      let again = try shuffled.groups(by: text)
      #expect(groups.map(\.key) == again.map(\.key))
      #expect(groups.map(\.users) == again.map(\.users))
      #expect(groups.flatMap(\.users).sorted() == users.map(\.id).sorted())
    }
  }
}

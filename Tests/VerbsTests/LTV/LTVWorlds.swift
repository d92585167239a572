import Engine
import Statistics
import TestKit

/// Random users who sign up, come and pay, for the query and for the slow reference alike.
struct LTVWorld {
  var world: World
  var events: [SlowLTV.Event] = []
  /// The group of each user.
  var plans: [String: String] = [:]

  /// - Parameters:
  ///   - zone: one with a change of clocks within the days.
  ///   - hasCosts: payments carry a cost, now and then none.
  init(
    _ random: inout SplitMix64, zone: String, from start: Int, days: Int, asof: String,
    users: Int = 120, hasCosts: Bool = false
  ) {
    world = World(zone: zone, asof: asof)
    for user in 0..<users {
      let name = "u\(user)"
      let plan = random.pick(["a", "b", "c"])
      world.users[name] = ["plan": .text(plan)]
      plans[name] = plan
      let first = start + random.below(days)
      // A few never sign up; some pay before they do.
      let acquired = Int64(first) * 86_400_000 + Int64(random.below(86_400_000))
      if random.below(20) > 0 { add(name, "signup", acquired) }
      for _ in 0..<random.below(6) {
        // Whole hours make ties, also with the sign-up itself.
        let at = acquired + Int64(random.below(70 * 24) - 24) * 3_600_000
        let amount: Int? = random.below(8) == 0 ? nil : random.below(9) * 1250 - 1250
        let cost: Int? =
          hasCosts && amount != nil && random.below(6) > 0 ? random.below(40) * 100 : nil
        add(name, random.pick(["pay", "visit"]), at, amount, cost)
      }
    }
  }

  private mutating func add(
    _ user: String, _ name: String, _ instant: Int64, _ amount: Int? = nil, _ cost: Int? = nil
  ) {
    events.append(
      SlowLTV.Event(user: user, name: name, instant: instant, amount: amount, cost: cost))
    var properties: [String: Value] = [:]
    if let amount { properties["amount"] = .money(Double(amount) / 100) }
    if let cost { properties["cost"] = .money(Double(cost) / 100) }
    world.events.append(
      World.Event(user: user, name: name, time: .instant(instant), properties: properties))
  }

  /// The workspace; with costs their column is declared as such.
  func workspace(hasCosts: Bool = false) -> Workspace {
    var workspace = world.workspace()
    guard hasCosts else { return workspace }
    var dataset = world.dataset
    dataset.tables = [
      TableSummary(
        name: "events", role: "events", rows: world.events.count, columns: [],
        mapping: ["user": "user", "time": "time", "amount": "amount", "cost": "cost"], sources: [])
    ]
    workspace.use(dataset)
    return workspace
  }
}

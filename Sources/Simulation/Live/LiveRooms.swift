import Engine
import Reporting
import Statistics

/// Writes live rooms and who was in them.
struct LiveRooms {
  private struct Room {
    let cell: Int
    let host: String
    let views: Int
    let day: Int
    let second: Int
  }

  /// From 2024-04-05 on, when enough have signed up to fill rooms.
  private static let days = 35...(LiveQuotas.dayCount - 1)
  private static let prices = [
    1_990, 2_990, 3_900, 4_990, 5_900, 6_990, 8_900, 9_900, 12_900, 15_900, 19_900, 25_900,
    29_900,
  ]

  private let span: DaySpan
  private let rooms: CSVFile
  private let views: CSVFile
  private let choice = WeightedChoice([9, 13, 12, 13, 11, 10, 8, 8, 6, 4, 3, 2, 1])

  init(in folder: String, _ days: DaySpan) throws(Diagnostic) {
    span = days
    rooms = try CSVFile(
      "rooms", columns: ["room_id", "host", "host_tier", "interactive", "started_at"],
      in: folder)
    views = try CSVFile(
      "room_views", columns: ["room_id", "uid", "watch_s", "interacted", "bought", "amount"],
      in: folder)
  }

  /// - Parameter first: the number of the block's first user.
  func add(
    _ block: LiveBlock, first: Int, _ random: inout SplitMix64
  ) throws(Diagnostic) {
    var decks = LiveQuotas.cells.map {
      Deck([(true, $0.buyers), (false, $0.views - $0.buyers)], &random)
    }
    for room in plan(&random) {
      let cell = LiveQuotas.cells[room.cell]
      let id = "r" + Self.digits(rooms.rows + 1, 3)
      rooms.text(id)
      rooms.text(room.host)
      rooms.text(cell.tier)
      rooms.int(cell.isInteractive ? 1 : 0)
      rooms.time(span.label(room.day), second: room.second)
      try rooms.endRow()
      // People are in the order of sign-up: those registered by the day come first.
      let registered = block.people.prefix { $0.signupDay <= room.day }.count
      for viewer in Self.distinct(room.views, below: registered, &random) {
        views.text(id)
        views.text(LiveTables.uid(first + viewer))
        try view(cell, isBought: decks[room.cell].draw() ?? false, &random)
      }
    }
  }

  /// Every host has a room of each kind; in the order of their beginning.
  private func plan(_ random: inout SplitMix64) -> [Room] {
    var planned: [Room] = []
    for (number, cell) in LiveQuotas.cells.enumerated() {
      let counts = Apportionment.shares(
        of: cell.views,
        by: (0..<LiveQuotas.roomsInCell).map { _ in 0.6 + 0.8 * random.unit() })
      for (host, count) in zip(cell.hosts, counts) {
        let hour = random.pick([12, 14, 16, 19, 19, 20, 20, 20, 21, 21])
        planned.append(
          Room(
            cell: number, host: host, views: count, day: random.within(Self.days),
            second: hour * 3600 + random.pick([0, 0, 0, 1800]) + random.below(240)))
      }
    }
    return planned.sorted { ($0.day, $0.second, $0.cell) < ($1.day, $1.second, $1.cell) }
  }

  /// So many different numbers below a limit, ascending.
  private static func distinct(
    _ count: Int, below limit: Int, _ random: inout SplitMix64
  ) -> [Int] {
    var numbers = Array(0..<limit)
    for place in 0..<min(count, limit) {
      numbers.swapAt(place, place + random.below(limit - place))
    }
    return numbers.prefix(count).sorted()
  }

  private func view(
    _ cell: LiveCell, isBought: Bool, _ random: inout SplitMix64
  ) throws(Diagnostic) {
    let interacting = cell.isInteractive ? (isBought ? 0.55 : 0.3) : (isBought ? 0.12 : 0.05)
    let isInteracting = random.chance(interacting)
    let unit = random.unit()
    let most = (isBought ? 2_400 : 900) + (isInteracting ? 900 : 0)
    views.int((isBought ? 90 : isInteracting ? 30 : 4) + Int(Double(most) * unit * unit * unit))
    views.int(isInteracting ? 1 : 0)
    views.int(isBought ? 1 : 0)
    if isBought { views.hundredths(Self.prices[choice.draw(&random)]) } else { views.none() }
    try views.endRow()
  }

  static func digits(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  func close() throws(Diagnostic) -> [WrittenTable] { [try rooms.close(), try views.close()] }
}

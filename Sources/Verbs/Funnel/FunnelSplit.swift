import Engine

/// The groups of a breakdown: which group each user and each entry falls in.
struct FunnelSplit {
  /// One cell for each dimension, in natural order.
  private(set) var keys: [[Cell]] = []
  private let userCodes: [[Int32]]
  private let entryCodes: [[Int32]]
  private let order: [Position]
  private var indexByCodes: [[Int32]: Int] = [:]

  private enum Position {
    case user(Int)
    case entry(Int)
  }

  /// Whether a unit may stand in several groups.
  var splitsEntries: Bool { !entryCodes.isEmpty }

  init(_ breakdown: [Funnel.Breakdown], in dataset: Dataset) {
    var userCodes: [[Int32]] = []
    var entryCodes: [[Int32]] = []
    var order: [Position] = []
    var columns: [[Cell]] = []
    for dimension in breakdown {
      switch dimension {
      case .user(let user):
        let grouping = user.grouping(in: dataset)
        order.append(.user(userCodes.count))
        userCodes.append(grouping.groupOf)
        columns.append(grouping.keys)
      case .entryProperty(let index, _, _):
        let (codes, cells) = Self.codes(of: dataset.events.properties[index])
        order.append(.entry(entryCodes.count))
        entryCodes.append(codes)
        columns.append(cells)
      case .entryPeriod(let unit):
        let (codes, cells) = Self.periods(of: dataset, unit: unit)
        order.append(.entry(entryCodes.count))
        entryCodes.append(codes)
        columns.append(cells)
      }
    }
    self.userCodes = userCodes
    self.entryCodes = entryCodes
    self.order = order
    cells = columns
  }

  private let cells: [[Cell]]

  /// The group of an entry; new groups are numbered as they appear.
  mutating func group(user: Int, row: Int) -> Int {
    let codes = order.map { position in
      switch position {
      case .user(let at): userCodes[at][user]
      case .entry(let at): entryCodes[at][row]
      }
    }
    if let index = indexByCodes[codes] { return index }
    let index = keys.count
    indexByCodes[codes] = index
    keys.append(
      zip(cells, codes).map { cells, code in
        cells.indices.contains(Int(code)) ? cells[Int(code)] : .missing
      })
    return index
  }

  /// Groups in natural order: by their codes, missing last.
  var orderedGroups: [Int] {
    indexByCodes.sorted { left, right in
      for (a, b) in zip(left.key, right.key) where a != b {
        return a >= 0 && (b < 0 || a < b)
      }
      return false
    }.map(\.value)
  }

  private static func codes(of column: PropertyColumn) -> ([Int32], [Cell]) {
    let cells = (0..<column.count).map { column.cell($0) }
    let distinct = Set(cells).filter { $0 != .missing }.sorted(by: Cell.precedes)
    let codes = Dictionary(
      distinct.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    return (cells.map { codes[$0] ?? -1 }, distinct)
  }

  private static func periods(of dataset: Dataset, unit: CalendarUnit) -> ([Int32], [Cell]) {
    let numbers = dataset.events.times.map { dataset.calendar.period(of: $0, unit: unit) }
    let distinct = Set(numbers).sorted()
    let codes = Dictionary(
      distinct.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    return (
      numbers.map { codes[$0] ?? -1 },
      distinct.map { .text(dataset.calendar.label(ofPeriod: $0, unit: unit)) }
    )
  }
}

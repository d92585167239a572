import Reporting
import Statistics

/// The file of orders as another system exported them, with its defects; each row has one at most.
struct ShopDirtyOrders {
  private let file: CSVFile
  private let calendar: ShopCalendar

  init(in folder: String, calendar: ShopCalendar) throws(Diagnostic) {
    self.calendar = calendar
    file = try CSVFile(
      "dirty_orders", columns: ["order_no", "uid", "paid_on", "amount"], in: folder)
  }

  func close() throws(Diagnostic) -> [WrittenTable] { [try file.close()] }

  private enum Defect { case none, noUser, otherDate, otherUnit, negative, future }

  private struct Row {
    let number: Int
    let uid: Int?
    let paidOn: String
    /// In hundredths of a yuan.
    let amount: Int
    /// Comes a second time with the very same fields.
    let isRepeated: Bool
  }

  func add(_ block: ShopBlock) throws(Diagnostic) {
    var random = block.stream(.dirtyOrders)
    let broken: [(card: Defect, count: Int)] = [
      (.noUser, ShopQuotas.missingUsers), (.otherDate, ShopQuotas.otherDates),
      (.otherUnit, ShopQuotas.otherUnits), (.negative, ShopQuotas.negatives),
      (.future, ShopQuotas.futures),
    ]
    let own = ShopQuotas.dirtyRows - ShopQuotas.duplicates
    let clean = own - broken.reduce(0) { $0 + $1.count }
    var deck = Deck(broken + [(.none, clean)], &random)
    var repeats = Deck(
      [(true, ShopQuotas.duplicates), (false, clean - ShopQuotas.duplicates)], &random)
    var rows: [Row] = []
    var forms = 0
    while let defect = deck.draw() {
      let isRepeated = defect == .none && repeats.draw() == true
      rows.append(
        row(
          defect, number: block.index * own + rows.count + 1, form: forms, isRepeated: isRepeated,
          block, &random))
      if defect == .otherDate { forms += 1 }
    }
    for place in rows.indices {
      try write(rows[place])
      // A batch that was exported again: repeats stand a little below their first.
      if place >= 7, rows[place - 7].isRepeated { try write(rows[place - 7]) }
    }
    for row in rows.suffix(7) where row.isRepeated { try write(row) }
  }

  private func row(
    _ defect: Defect, number: Int, form: Int, isRepeated: Bool, _ block: ShopBlock,
    _ random: inout SplitMix64
  ) -> Row {
    let amount = random.within(2000...90_000)
    let day =
      defect == .future
      ? random.within(ShopCalendar.dayCount + 3...ShopCalendar.dayCount + 330)
      : random.below(ShopCalendar.dayCount)
    let user = block.uid(random.below(ShopQuotas.users))
    let paidOn = defect == .otherDate ? otherDate(form, &random) : calendar.text(day)
    return switch defect {
    case .noUser:
      Row(number: number, uid: nil, paidOn: paidOn, amount: amount, isRepeated: false)
    case .otherUnit:
      // Fen where yuan were meant; of an amount that is then far beyond any other.
      Row(
        number: number, uid: user, paidOn: paidOn, amount: max(amount, 6000) * 100,
        isRepeated: false)
    case .negative:
      Row(
        number: number, uid: user, paidOn: paidOn, amount: -(2000 + amount % 28_000),
        isRepeated: false)
    default:
      Row(number: number, uid: user, paidOn: paidOn, amount: amount, isRepeated: isRepeated)
    }
  }

  /// A day as other people write it: `05/28/2024`, `2024.3.5`, `2024年3月5日`.
  ///
  /// Where the month comes first, the day is above 12, so that it can be read in one way only.
  private func otherDate(_ form: Int, _ random: inout SplitMix64) -> String {
    let month = random.within(1...6)
    let day = form % 3 == 0 ? random.within(13...28) : random.within(1...28)
    return switch form % 3 {
    case 0: "0\(month)/\(day)/2024"
    case 1: "2024.\(month).\(day)"
    default: "2024年\(month)月\(day)日"
    }
  }

  private func write(_ row: Row) throws(Diagnostic) {
    let digits = String(row.number)
    file.text("A" + String(repeating: "0", count: max(0, 7 - digits.count)) + digits)
    if let uid = row.uid { file.int(uid) } else { file.none() }
    file.text(row.paidOn)
    file.hundredths(row.amount)
    try file.endRow()
  }
}

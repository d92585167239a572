import Reporting

extension AuditCheck {
  /// Amounts in another unit than the rest, such as cents among units of a currency.
  ///
  /// A long tail thins out on its way up, a wrong unit leaves a gap: so what lies in between is
  /// counted too. The quantiles are order statistics, which one tenth of wrong values cannot move.
  static let unitOutliers = AuditCheck(
    "unit_outliers", Phrase("unit outliers", "单位异常"),
    rule: Phrase(
      "an amount over 3 times the 90th percentile that, divided by 100 or 1,000, lies between a"
        + " third of the 10th and 3 times the 90th percentile; only where such amounts are more"
        + " than those at 2 to 3 times the 90th, and 10 or more are positive",
      "金额超过第 90 百分位的 3 倍，而除以 100 或 1,000 后落在第 10 百分位的三分之一与第 90 百分位的"
        + " 3 倍之间；仅当此类金额多于 2 至 3 倍之间的金额、且正数不少于 10 个时才算"),
    scope: .format
  ) { table, _ in
    guard !table.amounts.isEmpty else { return nil }
    var rows: Set<Int> = []
    var names: [String] = []
    for column in table.amounts {
      let found = UnitOutliers.places(
        in: (0..<column.count).map { column.cell($0).realValue ?? .nan })
      if !found.isEmpty { names.append(column.name) }
      rows.formUnion(found)
    }
    let list = names.joined(separator: ", ")
    return Found(
      count: rows.count, of: table.rowsRead,
      words: Phrase(
        "an amount about 100 or 1,000 times the usual size (\(list))",
        "金额约为通常大小的 100 或 1,000 倍（\(list)）"),
      rows: rows.sorted(), next: table.reload)
  }
}

/// Values in another unit than the rest.
enum UnitOutliers {
  /// The places of values in another unit; NaN is no value.
  static func places(in values: [Double]) -> [Int] {
    let sorted = values.filter { $0 > 0 && $0.isFinite }.sorted()
    guard sorted.count >= 10 else { return [] }
    let low = sorted[(sorted.count - 1) / 10]
    let high = sorted[(sorted.count - 1) * 9 / 10]
    let usual = (low / 3)...(high * 3)
    let found = values.indices.filter { row in
      let value = values[row]
      return value.isFinite && value > usual.upperBound
        && (usual.contains(value / 100) || usual.contains(value / 1000))
    }
    let between = sorted.count { $0 > high * 2 && $0 <= usual.upperBound }
    return found.count > between ? found : []
  }
}

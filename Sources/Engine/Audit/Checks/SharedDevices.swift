import Reporting

extension AuditCheck {
  /// Devices behind which stand too many users to be people.
  static let sharedDevices = AuditCheck(
    "shared_devices", Phrase("shared devices", "共用设备"),
    rule: Phrase("a device id of 10 users or more", "同一设备编号对应 10 个或更多用户"), scope: .identity
  ) { table, _ in devices(of: 10...Int.max, in: table) }

  /// Devices of a few users: families, shops, phones that were sold on; no defect by itself.
  static let pairedDevices = AuditCheck(
    "paired_devices", Phrase("devices of 2 to 9 users", "2 至 9 人共用的设备"),
    rule: Phrase("a device id of 2 to 9 users", "同一设备编号对应 2 至 9 个用户"), scope: .identity
  ) { table, _ in devices(of: 2...9, in: table) }

  private static func devices(of sizes: ClosedRange<Int>, in table: AuditedTable) -> Found? {
    guard let device = table.device, let user = table.user else { return nil }
    let devices = ColumnCodes(device)
    let users = ColumnCodes(user)
    var pairs: Set<UInt64> = []
    var usersOf = Array(repeating: 0, count: devices.count)
    for (device, user) in zip(devices.codes, users.codes) where device >= 0 && user >= 0 {
      let pair = UInt64(UInt32(bitPattern: device)) << 32 | UInt64(UInt32(bitPattern: user))
      if pairs.insert(pair).inserted { usersOf[Int(device)] += 1 }
    }
    var isFound = Array(repeating: false, count: users.count)
    for (device, user) in zip(devices.codes, users.codes) where device >= 0 && user >= 0 {
      if sizes.contains(usersOf[Int(device)]) { isFound[Int(user)] = true }
    }
    let found = usersOf.indices.filter { sizes.contains(usersOf[$0]) }
    let largest = found.sorted { (usersOf[$1], $0) < (usersOf[$0], $1) }
    let sharers = isFound.count { $0 }
    return Found(
      count: found.count, of: usersOf.count { $0 > 0 }, unit: .devices,
      words: Phrase(
        "shared by \(sharers) users ('\(device.name)')", "由 \(sharers) 个用户共用（“\(device.name)”）"),
      examples: largest.prefix(AuditFinding.mostExamples).map { code in
        let row = devices.codes.firstIndex(of: Int32(truncatingIfNeeded: code)) ?? 0
        let shown = table.masked(device.cell(row).plainText, of: device.name)
        return AuditFinding.Example(content: "\(device.name)=\(shown) × \(usersOf[code])")
      },
      next: Phrase(
        "to look at them, type: segment by \(device.name)", "查看它们，请输入：分群 按 \(device.name)"))
  }
}

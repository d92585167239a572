import Reporting

extension AuditCheck {
  /// Rows whose clock disagrees with their neighbours in a file that is else in order of time.
  static let clockJumps = AuditCheck(
    "clock_jumps", Phrase("clock jumps", "时钟跳变"),
    rule: Phrase(
      "in a file in order of time (at least 95% of 20 or more neighbouring rows do not go back), a"
        + " row more than a day off; in sessions in such order, a row before the session's last",
      "在按时间排列的文件中（20 对以上相邻行至少 95% 不倒退），与相邻行相差一天以上的行；在同样有序的会话中，"
        + "早于该会话上一行的行")
  ) { table, _ in
    guard table.time != nil, ["events", "orders"].contains(table.table.summary.role) else {
      return nil
    }
    let times = table.instants
    var rows = Set(jumps(in: times, ends: table.fileEnds))
    if let session = table.session {
      rows.formUnion(stepsBack(in: times, of: ColumnCodes(session)))
    }
    return Found(
      count: rows.count, of: table.rowsRead,
      words: Phrase(
        "a time that jumps against the neighbouring rows", "时间与相邻行相比发生跳变"), rows: rows.sorted(),
      next: table.reload)
  }

  private static let day: Int64 = 86_400_000
  private static let leastNeighbours = 20

  private static func isInOrder(_ neighbours: Int, back: Int) -> Bool {
    neighbours >= leastNeighbours && back &* 20 <= neighbours
  }

  /// Rows more than a day before or after both neighbours; files are looked at one by one.
  static func jumps(in times: [Int64], ends: [Int]) -> [Int] {
    var found: [Int] = []
    var start = 0
    for end in ends {
      let rows = (start..<max(start, min(end, times.count))).filter {
        times[$0] != PropertyColumn.missing
      }
      start = max(start, min(end, times.count))
      let back = rows.indices.dropFirst().filter { times[rows[$0]] < times[rows[$0 - 1]] }
      guard isInOrder(rows.count - 1, back: back.count) else { continue }
      for place in back where times[rows[place - 1]] &- times[rows[place]] > day {
        // Where the rows go on as before the earlier one, that one was the jump.
        let isSpike = place >= 2 && times[rows[place]] >= times[rows[place - 2]]
        found.append(isSpike ? rows[place - 1] : rows[place])
      }
    }
    return found
  }

  /// Rows before the last row of their session.
  static func stepsBack(in times: [Int64], of sessions: ColumnCodes) -> [Int] {
    var lasts = Array(repeating: PropertyColumn.missing, count: sessions.count)
    var neighbours = 0
    var found: [Int] = []
    for (row, code) in sessions.codes.enumerated()
    where code >= 0 && Int(code) < lasts.count && times[row] != PropertyColumn.missing {
      let last = lasts[Int(code)]
      if last != PropertyColumn.missing {
        neighbours += 1
        if times[row] < last { found.append(row) }
      }
      lasts[Int(code)] = times[row]
    }
    return isInOrder(neighbours, back: found.count) ? found : []
  }
}

extension AuditedTable {
  /// Where the rows of each file end.
  fileprivate var fileEnds: [Int] {
    var end = 0
    let ends = table.summary.sources.map { source in
      end += source.rowsKept
      return end
    }
    return ends.last == table.count ? ends : [table.count]
  }
}

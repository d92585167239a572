import Reporting

/// The candidates in columns, or one a line with what each means.
struct CompletionMenu {
  let candidates: [Completion.Candidate]
  let columns: Int
  /// At most so many lines are shown.
  let rows: Int
  let traits: TerminalTraits

  private var measure: DisplayWidth { DisplayWidth(ambiguousIsWide: traits.ambiguousIsWide) }

  var lines: [StyledText] {
    let explainedCount = candidates.count { !$0.detail.isEmpty }
    let isExplained = explainedCount * 2 >= candidates.count && candidates.count <= rows
    return isExplained && explainedCount > 0 ? explained : table
  }

  private var explained: [StyledText] {
    let names = candidates.map { Escaping.visible($0.text) }
    let widest = names.map(measure.width(of:)).max() ?? 0
    return zip(candidates, names).map { candidate, name in
      var line = StyledText(measure.pad(name, to: widest), candidate.role)
      let room = columns - widest - 3
      if !candidate.detail.isEmpty, room > 4 {
        let detail = Escaping.visible(candidate.detail)
        line.append(
          "  " + measure.truncate(detail, to: room, plainly: !traits.isUnicode), .muted)
      }
      return line
    }
  }

  private var table: [StyledText] {
    let names = candidates.map {
      measure.truncate(Escaping.visible($0.text), to: columns - 2, plainly: !traits.isUnicode)
    }
    let cell = (names.map(measure.width(of:)).max() ?? 0) + 2
    let across = max(1, (columns - 1) / max(1, cell))
    let down = (names.count + across - 1) / across
    var lines = (0..<min(down, rows)).map { row in
      var line = StyledText()
      for place in stride(from: row, to: names.count, by: down) {
        let isLast = place + down >= names.count
        let name = isLast ? names[place] : measure.pad(names[place], to: cell)
        line.append(name, candidates[place].role)
      }
      return line
    }
    if down > rows {
      lines.append(StyledText(traits.isUnicode && !traits.ambiguousIsWide ? "…" : "...", .muted))
    }
    return lines
  }
}

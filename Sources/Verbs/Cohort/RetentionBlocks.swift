import Engine

/// The rows of a retention table as blocks, one for each cohort of each group.
///
/// A triangle of ten years by day has millions of rows, so blocks are found by leaping, not by
/// looking at every row.
struct RetentionBlocks {
  struct Block {
    /// Population and dimensions.
    let key: [Cell]
    let rows: Range<Int>
  }

  /// In the order of the table.
  let all: [Block]

  /// - Parameters:
  ///   - width: how many cells the key has.
  ///   - columns: how many columns were chosen; nil in the triangle, whose blocks run from
  ///     offset 0 on without a gap.
  init(_ table: ResultTable, width: Int, columns: Int?) {
    var blocks: [Block] = []
    guard let offset = table.index(of: "offset") else {
      all = []
      return
    }
    var end = table.rows.count
    while end > 0 {
      let length = columns ?? (table.rows[end - 1][offset].intValue ?? 0) + 1
      let start = max(0, end - max(1, length))
      blocks.append(Block(key: Array(table.rows[start].prefix(width)), rows: start..<end))
      end = start
    }
    all = blocks.reversed()
  }

  /// Blocks of one key after another, in order.
  var groups: [(key: [Cell], blocks: [Block])] {
    var groups: [(key: [Cell], blocks: [Block])] = []
    for block in all {
      if groups.last?.key == block.key {
        groups[groups.count - 1].blocks.append(block)
      } else {
        groups.append((block.key, [block]))
      }
    }
    return groups
  }
}

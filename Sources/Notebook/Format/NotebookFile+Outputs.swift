extension NotebookFile {
  /// Where the cells stand among the slices.
  private var cellPlaces: [Int] {
    slices.indices.filter { if case .cell = slices[$0] { true } else { false } }
  }

  /// Where the outputs of each cell stand: only blank lines and other outputs lie between.
  var attachments: [[Int]] {
    cellPlaces.map { place in
      guard case .cell(let cell) = slices[place] else { return [] }
      var attached: [Int] = []
      for next in slices.indices[(place + 1)...] {
        if case .output(let output) = slices[next] {
          if output.of == nil || output.of == cell.id { attached.append(next) }
        } else if !slices[next].isGap {
          break
        }
      }
      return attached
    }
  }

  /// Outputs that belong to no cell; they are kept and never read.
  var orphans: [Int] {
    let attached = Set(attachments.joined())
    return slices.indices.filter { place in
      if case .output = slices[place] { !attached.contains(place) } else { false }
    }
  }

  /// What is recorded of a cell, in order; the kinds of later versions are left out.
  public func outputs(of cell: Int) -> [NotebookOutput] {
    let attachments = attachments
    guard attachments.indices.contains(cell) else { return [] }
    return attachments[cell].compactMap { place in
      if case .output(let output) = slices[place], output.kind != nil { output } else { nil }
    }
  }

  /// Puts new outputs where the old ones of a cell stood, or behind the cell; nothing else changes.
  public mutating func setOutputs(_ outputs: [NotebookOutput], of cell: Int) {
    let places = cellPlaces
    guard places.indices.contains(cell), case .cell(let owner) = slices[places[cell]] else {
      return
    }
    let place = places[cell]
    let lineEnd = owner.block.lineEnd
    let blank = Slice.prose(Array(lineEnd.utf8))
    let blocks = outputs.map {
      Slice.output($0.laidOut(indent: owner.block.indent, lineEnd: lineEnd))
    }
    let old = attachments[cell].filter { isOurs($0) }
    if let first = old.first, let last = old.last {
      let kept = (first...last).filter { !old.contains($0) && !slices[$0].isGap }
      let all = blocks + kept.map { slices[$0] }
      let start = all.isEmpty ? place + 1 : first
      slices.replaceSubrange(start...last, with: all.joined(by: blank))
      return
    }
    guard !blocks.isEmpty else { return }
    var added = [blank] + blocks.joined(by: blank)
    if owner.block.bytes.last != 0x0A { added.insert(blank, at: 0) }
    if let next = slices[(place + 1)...].first, !startsBlank(next) { added.append(blank) }
    slices.insert(contentsOf: added, at: place + 1)
  }

  private func isOurs(_ place: Int) -> Bool {
    if case .output(let output) = slices[place] { output.kind != nil } else { false }
  }

  private func startsBlank(_ slice: Slice) -> Bool {
    NotebookLine.all(of: slice.bytes[...]).first?.isBlank ?? true
  }

  /// Gives a cell an id where it has none.
  public mutating func setID(_ id: String, of cell: Int) {
    let places = cellPlaces
    guard places.indices.contains(cell), case .cell(var owner) = slices[places[cell]],
      owner.id == nil
    else { return }
    owner.block.insert(Attribute("id", id))
    slices[places[cell]] = .cell(owner)
  }

  /// Short ids for cells in order, `c1`, `c2`, …, that no cell has yet.
  public func freeIDs(_ count: Int) -> [String] {
    let taken = Set(cells.compactMap(\.id))
    var free: [String] = []
    var number = 1
    while free.count < count {
      if !taken.contains("c\(number)") { free.append("c\(number)") }
      number += 1
    }
    return free
  }
}

extension [NotebookFile.Slice] {
  fileprivate func joined(by separator: Element) -> [Element] {
    Array(map { [$0] }.joined(separator: [separator]))
  }
}

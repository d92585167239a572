import Engine

/// The rows of a dataset as its column file has them; each section is checked when it is first
/// touched, and read from the database where it is damaged.
struct MappedColumns: Sendable {
  let file: MappedFile
  let layout: ColumnLayout

  func rows(rescue: ColumnRescue) -> DatasetRows {
    DatasetRows(users: users(rescue), events: events(rescue), feedback: feedback(rescue))
  }

  private func users(_ rescue: ColumnRescue) -> UserTable {
    let users = layout.users
    return UserTable(
      count: users.count,
      ids: rescue.deferred(
        { texts(users.ids) }, { $0.users.ids },
        else: TextList(repeatElement("", count: users.count))),
      attributes: users.attributes.enumerated().map { place, property in
        column(property, users.count, rescue) { $0.users.attributes.at(place) }
      }, derivedAttributes: users.derived)
  }

  private func events(_ rescue: ColumnRescue) -> EventLog {
    let events = layout.events
    let users = layout.users.count
    let parts = EventLog.Parts(
      offsets: rescue.deferred(
        { offsets }, { $0.events.offsets }, else: Column(repeating: 0, count: users + 1)),
      codes: rescue.deferred(
        { codes }, { $0.events.codes },
        else: CodeColumn(.narrow(Column(repeating: 0, count: events.count)))),
      times: rescue.deferred(
        { times }, { $0.events.times },
        else: TimeColumn(.seconds(Column(repeating: 0, count: events.count), base: 0))),
      sessions: events.sessions.map { section in
        rescue.deferred(
          { column(section, events.count) }, { $0.events.sessions },
          else: Column(repeating: -1, count: events.count))
      })
    return EventLog(
      names: events.names, userCount: users, count: events.count, parts: parts,
      properties: events.properties.enumerated().map { place, property in
        column(property, events.count, rescue) { $0.events.properties.at(place) }
      }, amountIndex: events.amount, latest: events.latest)
  }

  private func feedback(_ rescue: ColumnRescue) -> FeedbackTable? {
    guard let feedback = layout.feedback else { return nil }
    let count = feedback.count
    let parts = FeedbackTable.Parts(
      users: rescue.deferred(
        {
          column(feedback.users, count) { $0 >= -1 && Int($0) < layout.users.count }
        }, { $0.feedback?.users }, else: Column(repeating: -1, count: count)),
      times: rescue.deferred(
        { column(feedback.times, count) }, { $0.feedback?.times },
        else: Column(repeating: PropertyColumn.missing, count: count)),
      scores: rescue.deferred(
        { column(feedback.scores, count) }, { $0.feedback?.scores },
        else: Column(repeating: .nan, count: count)))
    return FeedbackTable(
      count: count, parts: parts,
      kinds: feedback.kinds.map { column($0, count, rescue) { $0.feedback?.kinds } },
      texts: feedback.texts.map { column($0, count, rescue) { $0.feedback?.texts } },
      columns: feedback.columns.enumerated().map { place, property in
        column(property, count, rescue) { $0.feedback?.columns.at(place) }
      }, latest: feedback.latest)
  }

  // MARK: Sections, nil where they are damaged

  private var offsets: Column<UInt32>? {
    guard let found: Column<UInt32> = column(layout.events.offsets, layout.users.count + 1),
      found.first == 0, found.last.map(Int.init) == layout.events.count,
      zip(found, found.dropFirst()).allSatisfy({ $0 <= $1 })
    else { return nil }
    return found
  }

  private var codes: CodeColumn? {
    let events = layout.events
    let names = events.names.count
    if events.areCodesWide {
      return column(events.codes, events.count) { Int($0) < names }.map { CodeColumn(.wide($0)) }
    }
    return column(events.codes, events.count) { Int($0) < names }.map { CodeColumn(.narrow($0)) }
  }

  private var times: TimeColumn? {
    let events = layout.events
    guard let base = events.secondsFrom else {
      return column(events.times, events.count).map { TimeColumn(.milliseconds($0)) }
    }
    return column(events.times, events.count).map { TimeColumn(.seconds($0, base: base)) }
  }

  private func texts(_ texts: ColumnLayout.Texts) -> TextList? {
    guard let bytes: Column<UInt8> = column(texts.bytes, texts.bytes.length),
      let ends: Column<UInt32> = column(texts.ends, texts.count)
    else { return nil }
    return TextList(bytes: bytes, ends: ends)
  }

  private func column(
    _ property: ColumnLayout.Property, _ count: Int, _ rescue: ColumnRescue,
    _ pick: @escaping @Sendable (DatasetRows) -> PropertyColumn?
  ) -> PropertyColumn {
    PropertyColumn(
      name: property.name, type: property.columnType ?? .text, count: count,
      storage: rescue.deferred(
        { storage(property, count) }, { pick($0)?.storage },
        else: Self.missing(property.kind, count)))
  }

  private static func missing(
    _ kind: ColumnLayout.Property.Kind, _ count: Int
  ) -> PropertyColumn.Storage {
    switch kind {
    case .text: .text(codes: Column(repeating: -1, count: count), dictionary: [])
    case .number: .number(Column(repeating: .nan, count: count))
    case .money: .money(Column(repeating: PropertyColumn.missing, count: count))
    case .time: .time(Column(repeating: PropertyColumn.missing, count: count))
    }
  }

  private func storage(
    _ property: ColumnLayout.Property, _ count: Int
  ) -> PropertyColumn.Storage? {
    switch property.kind {
    case .text:
      guard let known = property.dictionary, let dictionary = texts(known) else { return nil }
      let size = known.count
      return column(property.values, count) { $0 >= -1 && Int($0) < size }
        .map { .text(codes: $0, dictionary: dictionary) }
    case .number: return column(property.values, count).map { .number($0) }
    case .money: return column(property.values, count).map { .money($0) }
    case .time: return column(property.values, count).map { .time($0) }
    }
  }

  /// - Parameter isSound: what every value must pass, whatever its checksum says.
  private func column<Element: BitwiseCopyable & Sendable>(
    _ section: ColumnLayout.Section, _ count: Int, isSound: (Element) -> Bool = { _ in true }
  ) -> Column<Element>? {
    guard count > 0 else { return [] }
    guard file.isSound(section), section.length / MemoryLayout<Element>.stride == count else {
      return nil
    }
    let start = (file.base + section.offset).assumingMemoryBound(to: Element.self)
    let found = Column(base: start, count: count, owner: file)
    return found.allSatisfy(isSound) ? found : nil
  }
}

extension Array {
  fileprivate func at(_ place: Int) -> Element? { indices.contains(place) ? self[place] : nil }
}

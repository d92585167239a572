import Reporting

/// Replaces what tells who someone is in texts that are put on record: history and notebooks.
///
/// Replaced are quoted texts that equal an id or a value of a personal column; words that look like
/// an e-mail address or a telephone number or equal such a value; words of letters and digits that
/// equal an id, and whatever stands after `user`. Bare whole numbers are left alone: an id `10` is
/// no reason to garble `limit 10`.
public struct PersonalText: Sendable {
  private let users: UserTable?
  private let columns: [(kind: PersonalKind, column: PropertyColumn)]

  private var ids: TextList { users?.ids ?? [] }

  /// Without a dataset only the look of a word decides.
  public init(_ dataset: Dataset?) {
    users = dataset?.users
    let all =
      (dataset?.users.attributes ?? []) + (dataset?.events.properties ?? [])
      + (dataset?.feedback?.columns ?? [])
    columns = all.compactMap { column in
      dataset?.personalKind(of: column.name).map { ($0, column) }
    }
  }

  /// What stands in a text's place: `‹phone›`, `‹email›`, `‹id›`.
  public static func mark(_ kind: PersonalKind) -> String { "‹\(kind.rawValue)›" }

  /// The text with every such value replaced.
  public func masked(_ text: String) -> String {
    var result = ""
    var rest = Array(text)[...]
    var last = ""
    while let first = rest.first {
      if let closing = Self.quotes[first], let end = rest.dropFirst().firstIndex(of: closing) {
        let inside = String(rest[(rest.startIndex + 1)..<end])
        result.append(first)
        result += kind(ofQuoted: inside, after: last).map(Self.mark) ?? inside
        result.append(closing)
        rest = rest[(end + 1)...]
        last = ""
      } else if Self.separates(first) {
        result.append(first)
        rest = rest.dropFirst()
      } else {
        let word = String(rest.prefix { !Self.separates($0) && Self.quotes[$0] == nil })
        let taken = word.isEmpty ? String(first) : word
        result += kind(ofWord: taken, after: last).map(Self.mark) ?? taken
        rest = rest.dropFirst(taken.count)
        last = taken
      }
    }
    return result
  }

  /// A table with its personal columns replaced.
  ///
  /// - Parameter ids: further columns that hold ids of users.
  public func masked(_ table: ResultTable, ids: Set<String>, in dataset: Dataset?) -> ResultTable {
    let kinds = table.columns.map { column in
      ids.contains(column.name) ? PersonalKind.id : dataset?.personalKind(of: column.name)
    }
    guard kinds.contains(where: { $0 != nil }) else { return table }
    let rows = table.rows.map { row in
      zip(row, kinds).map { cell, kind in
        kind.map { cell == .missing ? cell : .text(Self.mark($0)) } ?? cell
      }
    }
    let columns = zip(table.columns, kinds).map { column, kind in
      kind == nil ? column : ResultColumn(column.name, .text)
    }
    return ResultTable(table.name, columns: columns, rows: rows)
  }

  private static let quotes: [Character: Character] = [
    "'": "'", "\"": "\"", "“": "”", "‘": "’",
  ]

  private static func separates(_ character: Character) -> Bool {
    character.isWhitespace || ",;()[]{}<>=|，；（）【】。、！？‹›".contains(character)
  }

  private func kind(ofQuoted text: String, after word: String) -> PersonalKind? {
    if let kind = look(of: text) { return kind }
    if let kind = columns.first(where: { $0.column.holds(text) })?.kind { return kind }
    return ids.contains(text) ? .id : nil
  }

  private func kind(ofWord word: String, after last: String) -> PersonalKind? {
    if let kind = look(of: word) { return kind }
    if ["user", "用户"].contains(last.lowercased()), ids.contains(word) { return .id }
    let digits = word.count { $0.isNumber }
    guard digits > 0 else { return nil }
    if digits >= 5, let kind = columns.first(where: { $0.column.holds(word) })?.kind { return kind }
    return digits < word.count && isId(word) ? .id : nil
  }

  /// By halving: ids that are not all whole numbers stand in the order of their bytes.
  private func isId(_ word: String) -> Bool {
    var (low, high) = (0, ids.count)
    while low < high {
      let middle = (low + high) / 2
      if ids[middle] == word { return true }
      if ids[middle].utf8.lexicographicallyPrecedes(word.utf8) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return false
  }

  private func look(of text: String) -> PersonalKind? {
    if let at = text.firstIndex(of: "@"), at != text.startIndex {
      let domain = text[text.index(after: at)...]
      if domain.contains("."), !domain.hasPrefix("."), !domain.hasSuffix("."),
        !text.contains(where: \.isWhitespace)
      {
        return .email
      }
    }
    guard text.allSatisfy({ $0.isASCII && ($0.isNumber || " +-().".contains($0)) }) else {
      return nil
    }
    let digits = text.filter(\.isNumber)
    if text.hasPrefix("+"), (8...15).contains(digits.count) { return .phone }
    let mobile = digits.hasPrefix("86") && digits.count == 13 ? digits.dropFirst(2) : digits[...]
    // Chinese mobile numbers: eleven digits from 13 to 19.
    let isMobile = mobile.count == 11 && mobile.hasPrefix("1") && !mobile.hasPrefix("10")
    return isMobile && !mobile.hasPrefix("11") && !mobile.hasPrefix("12") ? .phone : nil
  }
}

extension PropertyColumn {
  /// Whether some row has a value that is written like this.
  fileprivate func holds(_ text: String) -> Bool {
    switch storage {
    case .text(_, let dictionary): dictionary.contains(text)
    case .number(let values): Double(text).map { values.contains($0) } ?? false
    case .money, .time: false
    }
  }
}

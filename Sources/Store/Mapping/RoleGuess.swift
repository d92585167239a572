import Reporting

/// Guesses what a table and its columns are for, from their names and a look at their values.
struct RoleGuess {
  /// Values of a column that are looked at.
  static let sampleSize = 200

  let table: SourceTable

  /// The likeliest column of a role that no other role has taken.
  ///
  /// Of a column that has a role's name some value must fit it; of one that only ends like it most.
  func column(for role: ColumnRole, except taken: Set<Int>) -> Int? {
    let named = named(role).first { !taken.contains($0) && share($0, fitting: role) > 0 }
    return named
      ?? table.columns.indices.first {
        !taken.contains($0) && role.isEnding(of: table.columns[$0].name)
          && share($0, fitting: role) > 0.5
      }
  }

  /// Columns that have a name of a role, whether or not their values fit it, the likeliest first.
  func named(_ role: ColumnRole) -> [Int] {
    let plain = table.columns.map { ColumnRole.plain($0.name) }
    return role.names.flatMap { name in plain.indices.filter { plain[$0] == name } }
  }

  private func share(_ index: Int, fitting role: ColumnRole) -> Double {
    switch role {
    case .user, .event, .session, .kind, .text, .source, .severity, .channel: 1
    case .time, .reply, .resolved: share(of: index, passing: Self.isPlausibleTime)
    case .amount, .score, .cost: share(of: index) { NumberText.money($0) != nil }
    }
  }

  /// The share of the first distinct values that pass.
  private func share(of index: Int, passing test: (UnsafeBufferPointer<UInt8>) -> Bool) -> Double {
    let values = table.columns[index].values
    let count = min(values.count, Self.sampleSize)
    // An empty column has nothing against it.
    guard count > 0 else { return 1 }
    let passed = (0..<count).count { values.withBytes($0, test) }
    return Double(passed) / Double(count)
  }

  /// Small numbers are no times: a duration of 35 is not 1970-01-01T00:00:35.
  private static func isPlausibleTime(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let time = TimeText(bytes) else { return false }
    switch time {
    case .local: return true
    case .instant(let instant):
      return !bytes.allSatisfy { NumberText.isDigit($0) || $0 == 46 || $0 == 45 }
        || instant >= 100_000_000_000
    }
  }

  /// What the table is for, once its columns are known.
  func role(_ columns: [ColumnRole: Int]) -> TableRole {
    let hasUser = columns[.user] != nil
    let isEventLike = hasUser && columns[.time] != nil
    let named = TableRole(tableName: table.name)
    switch named {
    case .events?, .orders?: if isEventLike { return named ?? .events }
    case .users?: if hasUser { return .users }
    case .feedback?: if columns[.score] != nil || columns[.text] != nil { return .feedback }
    case .costs?: return .costs
    case .other?, nil: break
    }
    if columns[.event] == nil, looksLikeFeedback(columns) { return .feedback }
    if isEventLike { return columns[.event] == nil && isSignup(columns) ? .users : .events }
    return hasUser ? .users : .other
  }

  /// A score or a text that is named as one, and not beside an amount of money.
  private func looksLikeFeedback(_ columns: [ColumnRole: Int]) -> Bool {
    guard columns[.amount] == nil else { return false }
    if columns[.score] != nil, columns[.text] != nil || columns[.kind] != nil { return true }
    return columns[.text] != nil && columns[.kind] != nil
  }

  /// The only time is that of signing up, and no user is there twice.
  private func isSignup(_ columns: [ColumnRole: Int]) -> Bool {
    guard let time = columns[.time], let user = columns[.user] else { return false }
    return isNamedAsSignup(time) && table.columns[user].values.count == table.rowCount
  }

  func isNamedAsSignup(_ column: Int) -> Bool {
    let words = ColumnRole.words(table.columns[column].name)
    return [
      "signup", "signed", "sign", "register", "registered", "registration", "joined", "join",
      "created", "注册时间", "注册日期",
    ].contains { words.first == $0 }
  }
}

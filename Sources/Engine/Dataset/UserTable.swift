/// All users of a dataset: those of its user table and those of its events together.
public struct UserTable: Sendable {
  public let count: Int
  /// One value a user.
  public let attributes: [PropertyColumn]
  /// Names of attributes that were event properties constant within each user.
  public let derivedAttributes: [String]
  private let allIds: Deferred<TextList>

  public init(ids: [String], attributes: [PropertyColumn], derivedAttributes: [String] = []) {
    self.init(
      count: ids.count, ids: Deferred(TextList(ids)), attributes: attributes,
      derivedAttributes: derivedAttributes)
  }

  /// A table whose ids are read when they are first asked for.
  public init(
    count: Int, ids: Deferred<TextList>, attributes: [PropertyColumn], derivedAttributes: [String]
  ) {
    self.count = count
    allIds = ids
    self.attributes = attributes
    self.derivedAttributes = derivedAttributes
  }

  /// Sorted; as integers when every id is a canonical integer, else as bytes.
  public var ids: TextList { allIds.value }
}

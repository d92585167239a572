/// Where users stand in a dataset, by their ids.
///
/// Ids are told apart byte by byte, as SQL does; for Swift two spellings of one letter are the same
/// text, and two users would be one.
public struct UserPlaces: Sendable {
  private var places: [[UInt8]: Int] = [:]

  public init(_ ids: some Sequence<String>) {
    for (place, id) in ids.enumerated() where places[Array(id.utf8)] == nil {
      places[Array(id.utf8)] = place
    }
  }

  /// Nil for who is not there.
  public subscript(id: String) -> Int? { places[Array(id.utf8)] }
}

extension UserTable {
  /// Where each user stands, by id.
  public var places: UserPlaces { UserPlaces(ids) }
}

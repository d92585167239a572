/// One value for each user, computed on all cores.
public enum EachUser {
  /// The values in order of user; each is computed from its user alone, so the split into batches
  /// changes nothing.
  public static func values<Value: Sendable>(
    _ count: Int, _ value: @Sendable (_ user: Int) -> Value
  ) -> [Value] {
    Concurrent.map(count, batch: 8192, value)
  }
}

/// One question of the benchmark, as tools/bench/items.json has it.
struct BenchItem: Decodable {
  /// A short name, such as `F3`.
  let item: String
  /// The text that is asked; nil for what cannot be asked yet.
  let query: String?
  /// Which rows of the answer are compared with the peers'.
  let form: PeerForm?
}

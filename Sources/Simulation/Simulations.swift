/// The datasets that can be made, one line each.
public enum Simulations {
  public static let all: [any Simulated.Type] = []

  /// The dataset of a name; nil where there is none.
  public static func named(_ name: String) -> (any Simulated.Type)? {
    all.first { $0.name == name }
  }
}

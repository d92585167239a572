import Reporting

/// Whether people are kept from being told apart in what is shown, and from how many on they are.
public struct Privacy: Hashable, Sendable {
  public var isOn: Bool
  /// The `k`: groups of fewer people are not told.
  public var least: Int

  /// The smallest groups that are told unless another size is asked for.
  public static let usualLeast = 5

  public static let off = Privacy(isOn: false)

  public init(isOn: Bool, least: Int = usualLeast) {
    self.isOn = isOn
    self.least = least
  }

  /// The piece of the rule line: `privacy k=5`.
  public var rule: Phrase { Phrase("privacy k=\(least)", "隐私 k=\(least)") }

  /// Whether a number of people may be told.
  public func tells(_ count: Int) -> Bool { !isOn || !(1..<least).contains(count) }

  /// A number of people as it is told: itself, or `<5`.
  public func text(_ count: Int) -> String { tells(count) ? String(count) : "<\(least)" }
}

/// Turns ids of users into names that tell nobody who they are.
///
/// The program hands it in with this machine's secret inside, so that nothing below can read the
/// secret.
public struct Pseudonym: Sendable {
  /// `u_` and 10 hexadecimal digits, the same for the same id on this machine.
  public let of: @Sendable (String) -> String
  /// What is to be said where privacy is turned on, such as that the secret could not be kept.
  public let notice: @Sendable () -> Phrase?

  public init(
    notice: @escaping @Sendable () -> Phrase? = { nil }, of: @escaping @Sendable (String) -> String
  ) {
    self.of = of
    self.notice = notice
  }

  /// For sessions without a secret: all users look the same.
  public static let none = Pseudonym { _ in "u_" + String(repeating: "0", count: 10) }
}

import Engine
import Language
import Reporting

extension Funnel {
  /// How the times of the histogram are cut.
  public struct Bins: Hashable, Sendable {
    /// Nil for widths that people have a word for.
    public var count: Int?
    private var from: Int?
    private var to: Int?

    public init() {}

    /// Those steps where the first is not the entry.
    var timed: ClosedRange<Int>? { steps.flatMap { $0.from > 0 ? $0.from...$0.to : nil } }

    /// The steps, from 0, between which the time is taken; nil for the first and the last.
    public var steps: (from: Int, to: Int)? {
      get { from.flatMap { from in to.map { (from, $0) } } }
      set { (from, to) = (newValue?.from, newValue?.to) }
    }
  }
}

extension FunnelReader {
  /// `bins=7` and `timed=(1..2)`.
  func bins() throws(Diagnostic) -> Funnel.Bins {
    var bins = Funnel.Bins()
    if let setting = try setting("bins") {
      guard let count = try wholeNumber(setting), (1...1000).contains(count) else {
        throw .wrongSetting(
          setting, Phrase("a number of bins, 1 to 1000", "段数，1 到 1000"), example: "bins=10")
      }
      bins.count = count
    }
    if let setting = try setting("timed") {
      guard case .list(let items) = setting.value, items.count == 1,
        case .number(let lower) = items[0].lower, case .number(let upper) = items[0].upper,
        let from = Int(exactly: lower), let to = Int(exactly: upper), from < to,
        steps.indices.contains(from - 1), steps.indices.contains(to - 1)
      else {
        throw .wrongSetting(
          setting, Phrase("two steps in order", "先后两个步骤"), example: "timed=(1..2)")
      }
      bins.steps = (from - 1, to - 1)
    }
    return bins
  }

  private func wholeNumber(_ setting: Setting) throws(Diagnostic) -> Int? {
    guard case .literal(let literal, _) = setting.value else { return nil }
    if case .number(let number) = literal { return Int(exactly: number) }
    guard case .parameter(let name) = literal,
      case .number(let number) = try scope.parameter(name, at: setting.key.place.span)
    else { return nil }
    return Int(exactly: number)
  }

  /// The steps, a bit each, that share the held values: `held=(2, 4)`.
  func heldSteps(
    _ words: FunnelWords, _ rules: Funnel.Rules
  ) throws(Diagnostic) -> UInt64? {
    guard let setting = try setting("held") else { return nil }
    guard !rules.hold.isEmpty else {
      throw .needs(
        setting.key, Phrase("a property to hold", "要保持一致的属性"),
        example: Phrase("with hold=city, held=(2, 3)", "参数 hold=city, held=(2, 3)"))
    }
    for word in words.all(["any_order", "entries", "exclude_user"]) {
      throw .conflict(word, setting.key)
    }
    guard case .list(let items) = setting.value else {
      throw .wrongSetting(
        setting, Phrase("two or more steps", "两个以上的步骤"), example: "held=(2, 4)")
    }
    var held: UInt64 = 0
    for item in items {
      guard case .number(let number) = item.lower, item.upper == nil,
        let step = Int(exactly: number), steps.indices.contains(step - 1)
      else {
        throw .wrongSetting(
          setting, Phrase("steps, 1 to \(steps.count)", "步骤序号，1 到 \(steps.count)"),
          example: "held=(1, 2)")
      }
      held |= UInt64(1) << UInt64(step - 1)
    }
    return held
  }
}

import Reporting

/// `define NAME = formula`; the formula's operands are metrics, numbers and percentages.
public struct Definition: Hashable, Sendable {
  public var name: Word
  public var formula: Expression
  public var place: Place

  public init(name: Word, formula: Expression, at place: Place) {
    self.name = name
    self.formula = formula
    self.place = place
  }
}

/// `goal`, `action` and `checklist` statements.
public struct Management: Hashable, Sendable {
  public enum Form: Hashable, Sendable {
    /// `goal add METRIC CMP VALUE`
    case goalThreshold(Metric, Comparison, SettingValue)
    /// `goal add METRIC VALUE -> VALUE`
    case goalChange(Metric, from: SettingValue, to: SettingValue)
    /// `goal okr TEXT`, `action add TEXT`: the subcommand stands in `subcommand`.
    case text(String)
    /// `goal north METRIC`
    case metric(Metric)
    /// `check`, `tree`, `list`, `smart`, `drop`, `open`, `score`
    case name(Word?)
    /// `checklist mark NAME N STATE [TEXT]`
    case mark(list: Word, item: Int, state: Word, text: String?)
  }

  /// `goal`, `action` or `checklist`.
  public var noun: Word
  public var subcommand: Word
  public var form: Form
  public var clauses: [Clause]
  public var place: Place

  public init(
    noun: Word, subcommand: Word, form: Form, clauses: [Clause], at place: Place
  ) {
    self.noun = noun
    self.subcommand = subcommand
    self.form = form
    self.clauses = clauses
    self.place = place
  }

  // Clauses mean the same in any order.
  public static func == (left: Management, right: Management) -> Bool {
    left.noun == right.noun && left.subcommand == right.subcommand && left.form == right.form
      && Set(left.clauses) == Set(right.clauses)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(noun)
    hasher.combine(subcommand)
    hasher.combine(form)
    hasher.combine(Set(clauses))
  }
}

/// A command of the program: its rest is free text, but for `using NAME` and `as NAME` at its end.
public struct CommandCall: Hashable, Sendable {
  public var command: Word
  /// Trimmed, without the closing `using` and `as`.
  public var rest: String
  /// Where `rest` stands.
  public var restPlace: Place
  public var using: Word?
  public var saveAs: Word?
  public var place: Place

  public init(
    command: Word, rest: String, restPlace: Place, using: Word? = nil, saveAs: Word? = nil,
    at place: Place
  ) {
    self.command = command
    self.rest = rest
    self.restPlace = restPlace
    self.using = using
    self.saveAs = saveAs
    self.place = place
  }
}

import Charts
import Language
import Reporting

/// A verb of the language: from its syntax to a checked plan, to an answer, to what people see.
///
/// A verb is one folder of the target Verbs and one line of the catalogue. Parser, formatter,
/// completion, did-you-mean and help follow from its signature.
public protocol Verb: Sendable {
  /// Resolved and typed; holds no name that still has to be looked up.
  associatedtype Plan: Hashable & Sendable

  static var signature: Signature { get }

  /// Checks a call against the data. Throws E2xx (names) and E3xx (meaning).
  static func plan(_ call: VerbCall, in scope: Scope) throws(Diagnostic) -> Plan

  /// Computes the answer. Throws E4xx (data), and E590 when interrupted.
  static func evaluate(
    _ plan: Plan, on dataset: Dataset, interrupt: Interrupt
  ) throws(Diagnostic) -> Answer

  /// The SQL that counts all that an answer is made of.
  ///
  /// Throws E430 while a verb has none, E432 for what cannot be said in SQL.
  static func sql(_ plan: Plan, on dataset: Dataset) throws(Diagnostic) -> [SQLQuery]

  /// The answer from what the queries of `sql` counted: rates, intervals, order and limit are the
  /// same code as behind `evaluate`.
  static func evaluate(
    _ plan: Plan, on dataset: Dataset, reading rows: SQLRows
  ) throws(Diagnostic) -> Answer

  /// What the tables of an answer tell of people; nil refuses to answer under privacy.
  static func disclosure(of answer: Answer, for plan: Plan) -> Disclosure?

  /// Draws an answer; cannot fail.
  static func render(_ answer: Answer, for plan: Plan, on canvas: Canvas) -> [Block]

  /// The plan's definition as a person would say it, for `explain words`.
  static func words(_ plan: Plan, on dataset: Dataset) -> Phrase

  /// One user's way through the question, for `explain user`; nil where it does not follow users.
  static func ladder(
    _ plan: Plan, of user: Int, on dataset: Dataset
  ) throws(Diagnostic) -> Ladder?
}

extension Verb {
  /// A verb that does not say what its tables tell of people tells nothing under privacy.
  public static func disclosure(of answer: Answer, for plan: Plan) -> Disclosure? { nil }

  public static func sql(_ plan: Plan, on dataset: Dataset) throws(Diagnostic) -> [SQLQuery] {
    throw .noSQL(of: signature.name)
  }

  public static func evaluate(
    _ plan: Plan, on dataset: Dataset, reading rows: SQLRows
  ) throws(Diagnostic) -> Answer {
    throw .noSQL(of: signature.name)
  }

  /// A verb that does not follow single users has no ladder.
  public static func ladder(
    _ plan: Plan, of user: Int, on dataset: Dataset
  ) throws(Diagnostic) -> Ladder? { nil }
}

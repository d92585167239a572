import Reporting

/// What is counted: the heading of its column and what follows a number.
public struct CountUnit: Hashable, Sendable {
  public let heading: Phrase
  public let suffix: Phrase

  public init(heading: Phrase, suffix: Phrase) {
    self.heading = heading
    self.suffix = suffix
  }

  public static let users = CountUnit(
    heading: Phrase("users", "人数"), suffix: Phrase(" users", " 人"))
  public static let sessions = CountUnit(
    heading: Phrase("sessions", "会话"), suffix: Phrase(" sessions", " 次会话"))
  public static let entries = CountUnit(
    heading: Phrase("entries", "次数"), suffix: Phrase(" entries", " 次"))
  public static let answers = CountUnit(
    heading: Phrase("answers", "回答"), suffix: Phrase(" answers", " 份回答"))

  static let rows = CountUnit(heading: Phrase("rows", "行数"), suffix: Phrase(" rows", " 行"))
  static let steps = CountUnit(heading: Phrase("steps", "步数"), suffix: Phrase(" steps", " 步"))
  static let groups = CountUnit(heading: Phrase("groups", "组数"), suffix: Phrase(" groups", " 组"))
  static let curves = CountUnit(
    heading: Phrase("curves", "曲线"), suffix: Phrase(" curves", " 条曲线"))
  static let cohorts = CountUnit(
    heading: Phrase("cohorts", "群组数"), suffix: Phrase(" cohorts", " 个群组"))

  /// `48,210 users`, without a plural for one.
  func counted(_ number: Int) -> Phrase {
    let plural = suffix.english
    let english = number == 1 && plural.hasSuffix("s") ? String(plural.dropLast()) : plural
    let singular = english.hasSuffix("ie") ? String(english.dropLast(2)) + "y" : english
    return Phrase(NumberText.count(number) + singular, NumberText.count(number) + suffix.chinese)
  }
}

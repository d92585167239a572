import Engine

/// All that an answer of `feedback` is computed from: integers, sums and instants.
///
/// Facets in the order asked, each with a tally for every population and group.
public struct FeedbackCounts: Hashable, Sendable {
  /// What was counted of one group of one population.
  struct Group<Tally: Hashable & Sendable>: Hashable, Sendable {
    /// An index into the sides of the plan.
    let side: Int
    let key: [Cell]
    var tally: Tally
  }

  struct SavedPart: Hashable, Sendable {
    let part: String
    var users: UserSet
  }

  enum Facet: Hashable, Sendable {
    case scores([Group<ScoreTally>])
    case topics([Group<TopicTally>])
    case sentiment([Group<SentimentTally>])
    case search([Group<SearchTally>])
    case response([Group<ResponseTally>])
    case mentions([Group<MentionTally>])
    case terms([Group<TermTally>])
    /// The answers chosen, each with its group.
    case list([Group<[Int]>])
  }

  var facets: [Facet] = []
  /// Topics by the calendar period of the answer, for the trend; empty without times.
  var trend: [Group<TopicTally>] = []
  /// Answers that lie in no range for want of a time.
  var untimed = 0
  /// Revenue of each user in ten-thousandths, where priority asks for it.
  var revenue: [Int64] = []
  /// What `as` keeps, by the name of the part.
  var saved: [SavedPart] = []
}

import Engine

/// All verbs of this version: the one list.
///
/// A verb is its folder and its line here.
public enum StandardVerbs {
  public static let all: [any Verb.Type] = [
    Segment.self,
    Funnel.self,
    Cohort.self,
    LTV.self,
    Feedback.self,
  ]
}

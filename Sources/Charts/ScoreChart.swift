import Reporting

/// The distribution of scores, the strip of its three classes and the result with its interval.
///
/// NPS counts 9-10 as promoters, 7-8 as passives, 0-6 as detractors (Reichheld, "The One Number You
/// Need to Grow", Harvard Business Review, December 2003); satisfaction counts 4-5 of 5 as
/// satisfied, 3 as neutral, 1-2 as dissatisfied.
public struct ScoreChart: Hashable, Sendable {
  public enum Scale: Hashable, Sendable {
    case nps, satisfaction
  }

  public struct Score: Hashable, Sendable {
    public let score: Int
    public let answers: Int

    public init(_ score: Int, answers: Int) {
      self.score = score
      self.answers = answers
    }
  }

  /// How many answers fall in each class.
  public struct Classes: Hashable, Sendable {
    public let high: Int
    public let middle: Int
    public let low: Int

    public init(high: Int, middle: Int, low: Int) {
      self.high = high
      self.middle = middle
      self.low = low
    }
  }

  public var title: Phrase
  public var scale: Scale
  /// In any order; a score without answers may be left out.
  ///
  /// Empty where only the classes are known.
  public var scores: [Score]
  public var classes: Classes
  /// NPS in points (-100...100), satisfaction as a fraction; nil without answers.
  public var result: Estimate?
  /// The result of the period before, in the same unit.
  public var previous: Double?
  /// Result minus previous, in the same unit, with its interval.
  public var change: Estimate?
  public var notes: [Phrase]

  /// A chart of single scores; the classes follow from them.
  public init(
    title: Phrase, scale: Scale = .nps, scores: [Score], result: Estimate?,
    previous: Double? = nil, change: Estimate? = nil, notes: [Phrase] = []
  ) {
    self.init(
      title: title, scale: scale, classes: scale.classes(of: scores), result: result,
      previous: previous, change: change, notes: notes)
    self.scores = scores
  }

  /// A chart of the classes alone.
  public init(
    title: Phrase, scale: Scale = .nps, classes: Classes, result: Estimate?,
    previous: Double? = nil, change: Estimate? = nil, notes: [Phrase] = []
  ) {
    self.title = title
    self.scale = scale
    scores = []
    self.classes = classes
    self.result = result
    self.previous = previous
    self.change = change
    self.notes = notes
  }
}

extension ScoreChart.Scale {
  enum Class: CaseIterable {
    case high, middle, low
  }

  /// The scores of the scale, the best first.
  var scores: [Int] {
    switch self {
    case .nps: Array((0...10).reversed())
    case .satisfaction: Array((1...5).reversed())
    }
  }

  func `class`(of score: Int) -> Class {
    switch self {
    case .nps: score >= 9 ? .high : score >= 7 ? .middle : .low
    case .satisfaction: score >= 4 ? .high : score == 3 ? .middle : .low
    }
  }

  func classes(of scores: [ScoreChart.Score]) -> ScoreChart.Classes {
    func sum(_ wanted: Class) -> Int {
      scores.filter { `class`(of: $0.score) == wanted }.reduce(0) { $0 &+ $1.answers }
    }
    return ScoreChart.Classes(high: sum(.high), middle: sum(.middle), low: sum(.low))
  }
}

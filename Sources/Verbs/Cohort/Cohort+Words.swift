import Engine
import Language
import Reporting

extension Cohort.Reading {
  /// A piece of the rule line: the same data give very different numbers by another reading.
  var phrase: Phrase {
    switch self {
    case .exact: Phrase("exact: in period k", "精确：恰在第 k 期")
    case .rolling: Phrase("rolling: in period k or later", "滚动：第 k 期或之后")
    case .range: Phrase("range: at least once in periods 1 to k", "期内：第 1 至 k 期至少一次")
    case .streak: Phrase("streak: in every period from 1 to k", "连续：第 1 至 k 期每期都有")
    }
  }

  /// The condition in a sentence.
  fileprivate var condition: Phrase {
    switch self {
    case .exact: Phrase("in the k-th period after it", "在之后第 k 期")
    case .rolling: Phrase("in the k-th period after it or later", "在之后第 k 期或更晚")
    case .range: Phrase("in at least one of the periods 1 to k after it", "在之后第 1 至 k 期中至少一期")
    case .streak: Phrase("in every period from 1 to k after it", "在之后第 1 至 k 期的每一期")
    }
  }
}

extension Cohort.Average {
  var phrase: Phrase {
    switch self {
    case .weighted: Phrase("weighted mean", "加权均值")
    case .simple: Phrase("simple mean", "简单均值")
    case .observed: Phrase("weighted, running periods included", "加权均值（含未完）")
    }
  }
}

extension Cohort {
  public static func words(_ plan: Plan, on dataset: Dataset) -> Phrase {
    if case .peer(let question) = plan.question {
      return peerWords(plan, question, on: dataset)
    }
    guard plan.question == .retention else { return activityWords(plan, on: dataset) }
    return [entryWords(plan), readingWords(plan), maturityWords(plan, dataset)]
      .joined(separator: "\n")
  }

  private static func entryWords(_ plan: Plan) -> Phrase {
    let start = plan.startLabel
    return switch plan.entry {
    case .first:
      Phrase(
        "Users are followed from their first \(start.english).",
        "从用户首次“\(start.chinese)”起跟踪。")
    case .inRange:
      Phrase(
        "Users are followed from their first \(start.english) inside the range.",
        "从用户在该范围内首次“\(start.chinese)”起跟踪。")
    case .recurring:
      Phrase(
        "Users enter once in every period in which they do \(start.english), so one user may"
          + " stand in several cohorts.",
        "用户在每个做了“\(start.chinese)”的时间段各进入一次，因此同一用户可能出现在多个群组中。")
    }
  }

  private static func readingWords(_ plan: Plan) -> Phrase {
    let event = plan.returnLabel
    let often =
      plan.times == 1
      ? Phrase("", "") : Phrase(" \(plan.times) times or more", "至少 \(plan.times) 次")
    if case .within(let span) = plan.columns?.first {
      return Phrase(
        "They are retained where they do \(event.english)\(often.english) again within"
          + " \(span.count)\(span.unit.rawValue).",
        "之后 \(span.count)\(span.unit.rawValue) 内再做“\(event.chinese)”\(often.chinese)即为留存。")
    }
    let when = plan.reading.condition
    let periods =
      plan.isElapsed
      ? Phrase(
        " Periods are windows of 24 hours, a week or a month from the user's own start.",
        "各期是从用户自己的起点算起的 24 小时、一周或一个月的窗口。")
      : Phrase("", "")
    return Phrase(
      "They are retained where they do \(event.english)\(often.english) \(when.english).",
      "\(when.chinese)做了“\(event.chinese)”\(often.chinese)即为留存。") + periods
  }

  private static func maturityWords(_ plan: Plan, _ dataset: Dataset) -> Phrase {
    let (zone, day) = (dataset.calendar.zone, dataset.asof.day.label)
    let cut = Phrase("Periods are cut in \(zone).", "时间段按 \(zone) 划分。")
    if plan.keepsImmature {
      return cut
        + Phrase(
          " Users whose time was not over at the end of \(day) stay in the denominator.",
          "到 \(day) 日终时间未满的用户仍留在分母中。")
    }
    return cut
      + Phrase(
        " A period that is not over at the end of \(day) is incomplete: kept out of the average,"
          + " and its users out of the denominator of a point.",
        "到 \(day) 日终尚未结束的时间段为未完：不计入均值，时点的分母也不含这些用户。")
  }
}

import Engine

extension Feedback {
  /// Columns of the facets' main tables after those that say which row it is.
  static func mainColumns(_ facets: [Facet], _ settings: Settings) -> [ResultColumn] {
    var columns: [ResultColumn] = []
    for facet in facets {
      for column in mainColumns(
        of: facet.question, weighsRevenue: settings.weighsRevenue, alerts: settings.alert != nil)
      where !columns.contains(where: { $0.name == column.name }) {
        columns.append(column)
      }
    }
    return columns
  }

  private static func columns(_ names: String, _ type: ColumnType) -> [ResultColumn] {
    names.split(separator: " ").map { ResultColumn(String($0), type) }
  }

  static func mainColumns(
    of question: Facet.Question, weighsRevenue: Bool, alerts: Bool
  ) -> [ResultColumn] {
    switch question {
    case .nps:
      columns("responses promoters passives detractors", .int) + columns("nps low high", .float)
    case .csat: columns("responses satisfied", .int) + columns("csat low high", .rate)
    case .rating: columns("responses", .int) + columns("rating low high", .float)
    case .topics:
      [ResultColumn("topic", .text), ResultColumn("answers", .int), ResultColumn("share", .rate)]
        + columns("score impact", .float) + columns("texts", .int) + columns("low high", .rate)
        + columns("scored nps_answers", .int) + columns("impact_low impact_high", .float)
    case .terms:
      [ResultColumn("term", .text)] + columns("texts count other_count", .int)
        + columns("log_odds z", .float)
    case .sentiment:
      columns("texts positive neutral negative", .int)
        + columns("negative_share low high", .rate) + columns("score", .float)
    case .search:
      columns("texts matches", .int) + columns("share low high", .rate)
        + columns("occurrences", .int)
    case .response:
      columns("answers replied waiting judged in_time", .int) + columns("share low high", .rate)
        + columns("median p90", .duration) + columns("opened resolved", .int)
        + columns("resolution_rate", .rate)
    case .priority:
      [ResultColumn("topic", .text), ResultColumn("answers", .int), ResultColumn("share", .rate)]
        + (weighsRevenue
          ? [
            ResultColumn("users", .int), ResultColumn("revenue", .money),
            ResultColumn("revenue_share", .rate),
          ] : columns("rated", .int) + columns("severity", .float))
        + columns("priority", .float)
    case .mentions:
      columns("mentions negative", .int) + columns("negative_share low high", .rate)
        + (alerts ? columns("expected threshold", .float) + columns("alert", .bool) : [])
    case .loop:
      [ResultColumn("topic", .text), ResultColumn("answers", .int)]
        + columns("first last", .date)
        + columns("raised analysed acted verified announced", .bool)
    case .list:
      [ResultColumn("time", .time)] + columns("user kind source", .text)
        + columns("score", .float) + columns("text", .text)
    }
  }
}

import Engine
import Reporting

extension Funnel {
  public static func sql(_ plan: Plan, on dataset: Dataset) throws(Diagnostic) -> [SQLQuery] {
    try FunnelQueries(plan, dataset).all()
  }

  public static func evaluate(
    _ plan: Plan, on dataset: Dataset, reading rows: SQLRows
  ) throws(Diagnostic) -> Answer {
    let counts = FunnelRows(plan: plan, dataset: dataset, rows: rows).counts
    try counts.checkInvariants()
    return answer(plan, dataset, counts)
  }
}

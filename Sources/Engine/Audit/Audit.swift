import Reporting

/// What is wrong or odd about the rows of a dataset, before any number is computed from them.
///
/// Duplicates, missing ids, negative amounts, future times and rejected rows cannot be used;
/// formats and units can be repaired and stay usable; the rest is worth knowing.
public struct Audit: Sendable {
  public let findings: [AuditFinding]
  /// One for each table; none where only a part of the checks was made.
  public let usable: [UsableRows]

  /// Audits tables of a dataset; linear in their rows.
  ///
  /// Tables that the dataset does not know are left out. Throws what reading a table throws, and
  /// E590 once interrupted.
  public init(
    of names: [String], in dataset: Dataset, scope: AuditScope = .whole,
    interrupt: Interrupt = Interrupt()
  ) throws(Diagnostic) {
    let ground = try AuditGround(dataset)
    let checks = AuditCheck.all.filter { scope == .whole || $0.scope == scope }
    var findings: [AuditFinding] = []
    var usable: [UsableRows] = []
    for name in names {
      try interrupt.check()
      guard let table = try ground.table(name) else { continue }
      let audited = AuditedTable(table, in: ground, comparingRows: scope == .whole)
      var isUnusable = Array(repeating: false, count: table.count)
      for check in checks {
        try interrupt.check()
        guard let found = check.find(audited, ground) else { continue }
        findings.append(audited.finding(check, found))
        if check.isFatal {
          for row in found.rows where isUnusable.indices.contains(row) { isUnusable[row] = true }
        }
      }
      if scope == .whole {
        usable.append(
          UsableRows(
            table: name, rows: audited.rowsRead, usable: isUnusable.count { !$0 }))
      }
    }
    self.findings = findings
    self.usable = usable
  }
}

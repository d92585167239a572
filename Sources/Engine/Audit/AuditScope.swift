/// Which checks an audit makes.
public enum AuditScope: String, Hashable, Sendable, CaseIterable {
  /// All of them.
  case whole
  /// Who is who: missing, unknown and shared ids, users without activity.
  case identity
  /// How values are written: formats and units.
  case format
}

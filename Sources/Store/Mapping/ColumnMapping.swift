import Engine
import Reporting

/// Which columns play which roles, as a person or a `dataset.json` says it.
public struct ColumnMapping: Hashable, Sendable {
  public enum Target: Hashable, Sendable {
    /// A column; for `event`, a constant where no column has the name.
    case named(String)
    /// Every row has this value: `event:=NAME`.
    case constant(String)
  }

  public var targets: [ColumnRole: Target]

  public init(_ targets: [ColumnRole: Target] = [:]) { self.targets = targets }

  public var isEmpty: Bool { targets.isEmpty }

  /// Reads `user=COL,event:=NAME time='a column'`: pairs with commas or blanks between them.
  ///
  /// Throws E425 where a pair is malformed and E426 where a role is unknown.
  public init(parsing text: String) throws(Diagnostic) {
    targets = [:]
    for word in try MappingWord.all(in: text) {
      switch word {
      case .pair(let name, let value):
        try take(DatasetAccess.Assignment(name: name, value: value))
      case .alone(let name): throw Self.malformed(name)
      }
    }
  }

  /// Sets one role by its name; throws as `init(parsing:)` does.
  public mutating func set(
    _ role: String, to value: String, isConstant: Bool = false
  ) throws(Diagnostic) {
    guard let known = ColumnRole(rawValue: role.lowercased()) else { throw Self.unknownRole(role) }
    guard !value.isEmpty, !isConstant || known == .event else { throw Self.malformed(role) }
    targets[known] = isConstant ? .constant(value) : .named(value)
  }

  /// This mapping with `other`'s roles in place of its own.
  public func merging(_ other: ColumnMapping) -> ColumnMapping {
    ColumnMapping(targets.merging(other.targets) { $1 })
  }

  /// One text for equal mappings, for fingerprints.
  var canonicalText: String {
    targets.map { role, target in
      switch target {
      case .named(let name): "\(role.rawValue)=\(name.debugDescription)"
      case .constant(let value): "\(role.rawValue):=\(value.debugDescription)"
      }
    }.sorted().joined(separator: ",")
  }

  static func malformed(_ role: String) -> Diagnostic {
    Diagnostic(
      "E425",
      Phrase("expected ROLE=COLUMN, found '\(role)'", "应为 角色=列名，遇到 '\(role)'"), at: nil,
      notes: [
        Phrase("only event can be a constant, with :=", "只有 event 可以用 := 设为常量"),
        Phrase(
          "type: map user=COL time=COL event:=NAME", "请输入：map user=列名 time=列名 event:=名称"),
      ])
  }

  static func unknownRole(_ role: String) -> Diagnostic {
    let roles = ColumnRole.allCases.map(\.rawValue).joined(separator: " ")
    return Diagnostic(
      "E426", Phrase("unknown role '\(role)'", "未知的列角色 '\(role)'"), at: nil,
      notes: [
        Phrase("roles are: \(roles)", "可用的角色：\(roles)"),
        Phrase(
          "of the whole dataset: zone week asof currency key signup active",
          "整个数据集的设置：zone week asof currency key signup active"),
        Phrase("type: map user=COL time=COL event=COL", "请输入：map user=列名 time=列名 event=列名"),
      ],
      suggestion: Suggestion.closest(
        to: role,
        among: ColumnRole.allCases.map(\.rawValue) + ViewChange.Key.allCases.map(\.rawValue)
          + ["zone"]))
  }
}

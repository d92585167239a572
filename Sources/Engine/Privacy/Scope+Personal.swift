import Language
import Reporting

extension Dataset {
  /// What a column tells about who a person is; nil for one that tells nothing of it.
  public func personalKind(of column: String) -> PersonalKind? {
    let name = column.split(separator: ".").last.map(String.init) ?? column
    for table in tables {
      if let kind = table.personal[column] ?? table.personal[name] { return kind }
    }
    return nil
  }
}

extension Scope {
  /// Refuses to group by what tells who someone is: each group would be one person.
  ///
  /// Throws E343 under privacy.
  public func checkPersonal(_ column: String?, at span: Span) throws(Diagnostic) {
    guard privacy.isOn, let column, let kind = dataset.personalKind(of: column) else { return }
    throw Diagnostic(
      "E343",
      Phrase(
        "'\(column)' tells who someone is (\(kind.phrase.english)); nothing is split by it under"
          + " privacy",
        "'\(column)' 是个人信息（\(kind.phrase.chinese)），隐私模式下不能按它分组"), at: span,
      notes: [
        Phrase("split by what many share, or: set privacy off", "请按多人共有的属性分组，或：设置 隐私 off")
      ])
  }

  /// Refuses to save parts that would be named by what tells who someone is, privacy or not: names
  /// are offered while typing and stand in notebooks.
  ///
  /// Throws E344.
  public func checkParts(of dimensions: [UserDimension], in call: VerbCall) throws(Diagnostic) {
    guard let clause = call.clause(.as) else { return }
    for dimension in dimensions {
      guard let kind = dimension.personal else { continue }
      throw Diagnostic(
        "E344",
        Phrase(
          "the parts would be named by '\(dimension.name)', which tells who someone is"
            + " (\(kind.phrase.english))",
          "各部分会以 '\(dimension.name)' 的值命名，而它是个人信息（\(kind.phrase.chinese)）"),
        at: clause.place.span,
        notes: [
          Phrase(
            "save the users without 'by', or split by what many share",
            "请不加“按”保存用户，或按多人共有的属性分组")
        ])
    }
  }
}

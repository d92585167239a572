import Reporting

extension NotebookFile {
  /// All that is odd about the file, in the order of its lines.
  public var problems: [NotebookProblem] {
    var problems: [NotebookProblem] = []
    var line = 1
    var ids: Set<String> = []
    let orphans = Set(orphans)
    for (place, slice) in slices.enumerated() {
      switch slice {
      case .front(let front): problems += Self.problems(of: front, line: line)
      case .cell(let cell):
        problems += Self.problems(of: cell, line: line)
        if let id = cell.id, !ids.insert(id).inserted {
          problems.append(
            NotebookProblem(
              "W536", Phrase("a cell before has the id '\(id)' too", "前面已有单元使用 id '\(id)'"),
              line: line))
        }
      case .output(let output):
        problems += Self.problems(of: output, isOrphan: orphans.contains(place), line: line)
      case .mark, .prose: break
      }
      line += slice.bytes.count { $0 == 0x0A }
    }
    let (lines, areProse) = conflicts
    problems += lines.map {
      NotebookProblem(
        areProse ? "W537" : "E533",
        Phrase("a merge is not resolved here", "此处有未解决的合并冲突"), line: $0)
    }
    return problems.sorted { ($0.line ?? 0) < ($1.line ?? 0) }
  }

  private static let knownKeys: Set<String> = [
    "opsbook", "title", "lang", "tool", "engine", "asof", "seed", "check", "outputs", "recorded",
  ]

  private static func problems(of front: FrontMatter, line: Int) -> [NotebookProblem] {
    // The front matter of another tool is no business of ours.
    guard front.isOurs else { return [] }
    var problems = front.unreadLines.map { unread in
      NotebookProblem(
        "E531",
        Phrase(
          "expected a key and a value of JSON, such as asof: \"2024-06-30\"",
          "应为“键: JSON 值”，例如 asof: \"2024-06-30\""), line: line + unread - 1)
    }
    let format = front["opsbook"]
    if format?.intValue != FrontMatter.format {
      let number = format?.plainText ?? "?"
      problems.append(
        NotebookProblem(
          "E530",
          Phrase(
            "format \(number) is not known, this version reads \(FrontMatter.format)",
            "不认识格式 \(number)，本版本可读取格式 \(FrontMatter.format)"), line: line))
    }
    for (index, content) in front.lines.map(\.content).enumerated() {
      guard case .entry(let key, _) = content, !isKnown(key) else { continue }
      problems.append(
        NotebookProblem(
          "W533", Phrase("unknown key '\(key)' is kept and ignored", "未知的键 '\(key)' 已保留并忽略"),
          line: line + index + 1))
    }
    return problems
  }

  private static func isKnown(_ key: String) -> Bool {
    knownKeys.contains(key) || key.hasPrefix("dataset.") || key.hasPrefix("param.")
  }

  private static func problems(of cell: NotebookCell, line: Int) -> [NotebookProblem] {
    var problems = unknown(cell.block.info, known: NotebookCell.known, line: line)
    if cell.isPartial {
      problems.append(
        partial(line, Phrase("its cell is kept and not run", "其中的单元保留但不运行")))
    }
    return problems
  }

  private static func problems(
    of output: NotebookOutput, isOrphan: Bool, line: Int
  ) -> [NotebookProblem] {
    if isOrphan {
      return [
        NotebookProblem(
          "W531", Phrase("this output belongs to no cell", "这个输出不属于任何单元"), line: line)
      ]
    }
    guard output.kind != nil else {
      let kind = output.block.info.words.last ?? ""
      return [
        NotebookProblem(
          "W533",
          Phrase("unknown output '\(kind)' is kept and ignored", "未知的输出 '\(kind)' 已保留并忽略"),
          line: line)
      ]
    }
    if output.isPartial {
      return [partial(line, Phrase("its output counts for nothing", "其中的结果不作数"))]
    }
    var problems = unknown(output.block.info, known: NotebookOutput.known, line: line)
    do throws(StoredTable.Unreadable) {
      _ = try output.storedTable()
    } catch {
      problems.append(NotebookProblem("W532", error.reason, line: line + error.line))
    }
    if output.kind == .error {
      let lines = NotebookLine.texts(of: output.text)
      if let bad = lines.firstIndex(where: { ErrorLine(parsing: $0) == nil }) {
        problems.append(
          NotebookProblem(
            "W532", Phrase("this error cannot be read", "无法读取这条错误记录"), line: line + bad + 1))
      }
    }
    return problems
  }

  private static func partial(_ line: Int, _ consequence: Phrase) -> NotebookProblem {
    NotebookProblem(
      "W534", Phrase("this fence is not closed: ", "这个代码块没有闭合：") + consequence, line: line)
  }

  private static func unknown(
    _ info: InfoString, known: Set<String>, line: Int
  ) -> [NotebookProblem] {
    let words = info.words.dropFirst(known == NotebookCell.known ? 1 : 2)
    let names = words + info.attributes.map(\.name).filter { !known.contains($0) } + info.unread
    return names.map { name in
      NotebookProblem(
        "W533", Phrase("unknown attribute '\(name)' is ignored", "未知属性 '\(name)' 已忽略"),
        line: line)
    }
  }
}

extension NotebookOutput {
  /// The table of an output of that kind; nil for other kinds and for a block that is not whole.
  ///
  /// Throws where the body is no table: the output then counts as not recorded.
  public func storedTable() throws(StoredTable.Unreadable) -> StoredTable? {
    guard kind == .table, !isPartial else { return nil }
    return try StoredTable(parsing: text, name: attribute("name") ?? "")
  }
}

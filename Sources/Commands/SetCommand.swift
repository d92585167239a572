import Engine
import Language
import Reporting

/// `set asof = DATE`, `set lang = en|zh`, `set privacy on|off`, `set backend = columnar|sql`,
/// `set a11y = on|off`.
enum SetCommand {
  static let set = Command(
    names: ["set"],
    usage: "set asof = DATE | set lang = en|zh | set privacy on|off | set backend = columnar|sql"
      + " | set a11y = on|off",
    summary: Phrase(
      "the day the data is read as of; the language; privacy; what computes; drawings in words",
      "数据截止日；界面语言；隐私；计算后端；以文字代替图")
  ) { call, workspace, _ throws(Diagnostic) in
    let parts = call.rest.split(whereSeparator: { $0 == " " || $0 == "=" || $0 == "＝" })
      .map(String.init)
    guard let key = parts.first else { throw unknown("", call) }
    switch KeywordTable.standard.canonical(key, [.flag]) ?? key {
    case "asof": return try asof(parts.dropFirst().first, call, &workspace)
    case "lang": return try language(parts.dropFirst().first, call, &workspace)
    case "privacy": return try PrivacySetting.set(parts.dropFirst(), call, &workspace)
    case "backend": return try backend(parts.dropFirst().first, call, &workspace)
    case "a11y": return try speech(parts.dropFirst().first, call, &workspace)
    default: throw unknown(key, call)
    }
  }

  private static func asof(
    _ text: String?, _ call: CommandCall, _ workspace: inout Workspace
  ) throws(Diagnostic) -> Command.Output {
    guard let text else {
      workspace.read(asof: nil)
      return .text("set", [(Phrase("asof is the dataset's own again", "截止日恢复为数据集自身的"), .plain)])
    }
    let dataset = try workspace.scope(at: call.command.place.span).dataset
    let digits = text.split(separator: "-").map { Int($0) }
    guard digits.count == 3, let year = digits[0], let month = digits[1], let number = digits[2],
      let day = CivilDay(year: year, month: month, day: number)
    else {
      throw Diagnostic(
        "E303", Phrase("expected a date, found '\(text)'", "应为日期，却是 '\(text)'"),
        at: call.restPlace.span,
        notes: [Phrase("for example set asof = 2024-06-30", "例如 设置 asof = 2024-06-30")])
    }
    let lost = workspace.sets.count
    workspace.read(asof: day)
    var lines: [(Phrase, Role)] = [
      (
        Phrase(
          "\(dataset.name) is read as of \(day.label)", "\(dataset.name) 按截至 \(day.label) 读取"),
        .plain
      )
    ]
    if lost > 0 {
      lines.append(
        (
          Phrase(
            "\(lost) saved sets were of the old day and are gone",
            "\(lost) 个已保存的分群属于原截止日，已清除"), .muted
        ))
    }
    return .text("set", lines)
  }

  private static func language(
    _ text: String?, _ call: CommandCall, _ workspace: inout Workspace
  ) throws(Diagnostic) -> Command.Output {
    let languages: [String: DisplayLanguage] = [
      "en": .english, "english": .english, "zh": .chinese, "中文": .chinese, "英文": .english,
    ]
    guard let text, let language = languages[text.lowercased()] else {
      throw Diagnostic(
        "E323", Phrase("expected en or zh", "应为 en 或 zh"), at: call.restPlace.span,
        notes: [Phrase("for example set lang = zh", "例如 设置 语言 = zh")])
    }
    workspace.language = language
    return .text("set", [(Phrase("English from here on", "此后使用中文"), .plain)])
  }

  private static func backend(
    _ text: String?, _ call: CommandCall, _ workspace: inout Workspace
  ) throws(Diagnostic) -> Command.Output {
    guard let backend = text.flatMap({ Backend(rawValue: $0.lowercased()) }) else {
      throw Diagnostic(
        "E431", Phrase("expected columnar or sql", "应为 columnar 或 sql"), at: call.restPlace.span,
        notes: [Phrase("for example set backend = sql", "例如 设置 后端 = sql")])
    }
    try workspace.use(backend)
    let line =
      switch backend {
      case .columnar: Phrase("figures come from columns in memory again", "恢复由内存列式引擎计算")
      case .sql:
        Phrase(
          "figures are computed by SQL in SQLite from here on; to see it: explain sql QUERY",
          "此后由 SQLite 中的 SQL 计算；查看语句：解释 sql 查询")
      }
    return .text("set", [(line, .plain)])
  }

  /// `set a11y on|off`: for those who have the screen read aloud.
  private static func speech(
    _ text: String?, _ call: CommandCall, _ workspace: inout Workspace
  ) throws(Diagnostic) -> Command.Output {
    let words: [String: Bool] = [
      "on": true, "true": true, "开": true, "开启": true, "off": false, "false": false, "关": false,
      "关闭": false,
    ]
    guard let isOn = text.flatMap({ words[$0.lowercased()] }) else {
      throw Diagnostic(
        "E379", Phrase("expected on or off", "应为 on 或 off"), at: call.restPlace.span,
        notes: [Phrase("for example set a11y = on", "例如 设置 无障碍 = on")])
    }
    workspace.speaksDrawings = isOn
    return .text(
      "set",
      [
        (
          isOn
            ? Phrase(
              "a sentence takes the place of each drawing from here on", "此后以一句话代替每张图")
            : Phrase("answers are drawn again", "恢复绘图"), .plain
        )
      ])
  }

  private static func unknown(_ key: String, _ call: CommandCall) -> Diagnostic {
    let span = call.restPlace.span
    return Diagnostic(
      "E216",
      key.isEmpty
        ? Phrase("expected a setting after 'set'", "'set' 之后应为设置项")
        : Phrase("unknown setting '\(key)'", "未知设置项 '\(key)'"),
      at: span.isEmpty ? call.command.place.span : span,
      notes: [Phrase("for example set asof = 2024-06-30", "例如 设置 asof = 2024-06-30")],
      suggestion: Suggestion.closest(
        to: key, among: ["asof", "lang", "privacy", "backend", "a11y"]))
  }
}

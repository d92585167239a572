import Engine
import Language
import Reporting

/// `set privacy on|off`, `set privacy on with k=10`, `set privacy k = 10`; alone it says how it is.
enum PrivacySetting {
  private static let words: [String: Bool] = [
    "on": true, "true": true, "开": true, "开启": true, "打开": true,
    "off": false, "false": false, "关": false, "关闭": false,
  ]
  private static let most = 1_000_000

  /// - Parameter parts: what follows `privacy`, cut at spaces and equal signs.
  static func set(
    _ parts: ArraySlice<String>, _ call: CommandCall, _ workspace: inout Workspace
  ) throws(Diagnostic) -> Command.Output {
    guard !parts.isEmpty else { return told(workspace) }
    var privacy = workspace.privacy
    var rest = parts
    if let first = rest.first, let isOn = words[first.lowercased()] {
      privacy.isOn = isOn
      rest = rest.dropFirst()
      if ["with", "参数"].contains(rest.first?.lowercased()) { rest = rest.dropFirst() }
    } else {
      privacy.isOn = true
    }
    if !rest.isEmpty {
      guard rest.count == 2, rest.first?.lowercased() == "k", let text = rest.last,
        let least = Int(text), (2...most).contains(least)
      else { throw notUnderstood(rest.joined(separator: " "), call) }
      privacy.least = least
    }
    workspace.privacy = privacy
    return told(workspace)
  }

  private static func told(_ workspace: Workspace) -> Command.Output {
    let privacy = workspace.privacy
    guard privacy.isOn else {
      return .text(
        "set",
        [
          (Phrase("privacy is off: groups of any size are told", "隐私已关闭：显示任意大小的组"), .plain),
          (Phrase("to turn it on: set privacy on", "开启：设置 隐私 on"), .muted),
        ])
    }
    let least = privacy.least
    var lines: [(Phrase, Role)] = [
      (
        Phrase(
          "privacy is on, k = \(least): groups of fewer than \(least) people are not told, ids are"
            + " shown as u_…",
          "隐私已开启，k = \(least)：不足 \(least) 人的组不显示，用户标识以 u_… 代替"), .plain
      )
    ]
    if let notice = workspace.pseudonym.notice() { lines.append((notice, .muted)) }
    return .text("set", lines)
  }

  private static func notUnderstood(_ found: String, _ call: CommandCall) -> Diagnostic {
    Diagnostic(
      "E345",
      Phrase(
        "expected on, off or a whole k of at least 2, found '\(found)'",
        "应为 on、off 或不小于 2 的整数 k，却是 '\(found)'"), at: call.restPlace.span,
      notes: [Phrase("for example set privacy on with k=10", "例如 设置 隐私 on 参数 k=10")])
  }
}

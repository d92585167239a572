import Charts
import Engine
import Reporting

/// What stands above the first prompt: the open dataset and how to get help.
struct Greeting {
  let workspace: Workspace

  func lines(_ printer: OutcomePrinter) -> [StyledText] {
    let help = Phrase(
      "help lists the verbs, Tab completes, Alt-Enter adds a line, Ctrl-D leaves",
      "输入 帮助 查看动词，Tab 补全，Alt-Enter 换行，Ctrl-D 退出")
    return printer.lines(dataset, .title) + printer.lines(help, .muted)
  }

  private var dataset: Phrase {
    guard let dataset = workspace.dataset else {
      return Phrase("no dataset is open; open one: open PATH", "尚未打开数据集；请输入：打开 路径")
    }
    let name = Escaping.visible(dataset.name)
    let users = NumberText.count(dataset.users.count)
    let events = NumberText.count(dataset.events.count)
    let day = dataset.asof.day.label
    return Phrase(
      "\(name): \(users) users, \(events) events, as of \(day)",
      "\(name)：\(users) 名用户，\(events) 个事件，截至 \(day)")
  }
}

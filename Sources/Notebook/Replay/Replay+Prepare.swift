import Engine
import Reporting

extension Replay {
  /// Language, day, parameters and dataset, as the front matter says.
  mutating func prepare(overrides: [String: String]) {
    workspace.language = header.language ?? workspace.language
    setParameters(overrides)
    if let day = header.asof { workspace.read(asof: day) }
    let first = file.cells.first { !$0.isPartial && !$0.isRunByHand }
    let names = first.map { CellNames($0.text, catalogue: workspace.catalogue) }
    if let entry = header.datasets.first, names?.opensItself != true { open(entry) }
  }

  private mutating func setParameters(_ overrides: [String: String]) {
    let names = header.parameters.map(\.name)
    for name in overrides.keys.sorted() where !names.contains(name) {
      let near = Suggestion.closest(to: name, among: names)
      let question = near.map { Phrase("; did you mean '\($0)'?", "；是不是想写 '\($0)'？") }
      problems.append(
        NotebookProblem(
          "E535",
          Phrase("unknown parameter '\(name)'", "未知参数 '\(name)'")
            + (question ?? Phrase(verbatim: ""))))
    }
    for parameter in header.parameters {
      guard let text = overrides[parameter.name] ?? parameter.value else { continue }
      do throws(Diagnostic) {
        workspace.parameters[parameter.name] = try ParameterValue.literal(text, for: parameter)
        history.settings.parameters[parameter.name] = text
        if overrides[parameter.name] != nil { overridden.insert(parameter.name) }
      } catch {
        problems.append(NotebookProblem(error.code, error.message))
      }
    }
  }

  private mutating func open(_ entry: NotebookHeader.DatasetEntry) {
    do throws(Diagnostic) {
      let request = DatasetAccess.Request(kind: .open, path: entry.path)
      workspace.use(try workspace.access.read(request, interrupt).dataset)
      noteOpened()
    } catch {
      history.loseData(to: "dataset.\(entry.name)")
      let words = Phrase(
        "dataset '\(entry.path)' could not be opened: ", "无法打开数据集 '\(entry.path)'：")
      problems.append(NotebookProblem("E534", words + error.message))
    }
  }
}

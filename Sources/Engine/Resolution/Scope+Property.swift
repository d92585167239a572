import Language
import Reporting

extension Scope {
  /// A property of events by name or label; `amount` also names the mapped amount.
  ///
  /// Throws E210 for an unknown one.
  public func property(_ word: Word) throws(Diagnostic) -> (index: Int, column: PropertyColumn) {
    let log = dataset.events
    let names = log.properties.map(\.name)
    if let name = try match(
      word, among: names, labels: dataset.labels.columns, kind: Phrase("property", "属性")),
      let index = names.firstIndex(of: name)
    {
      return (index, log.properties[index])
    }
    if word.text == "amount", let index = log.amountIndex { return (index, log.properties[index]) }
    throw Diagnostic(
      "E210", Phrase("unknown property '\(word.text)'", "未知属性 '\(word.text)'"),
      at: word.place.span,
      notes: [
        names.isEmpty
          ? Phrase("the events of this dataset carry no properties", "该数据集的事件没有属性")
          : Phrase("properties of events: ", "事件的属性：")
            + dataset.labels.list(names, in: dataset.labels.columns)
      ], suggestion: Suggestion.closest(to: word.text, among: names))
  }
}

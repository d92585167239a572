import Engine
import Foundation
import Reporting

/// A value of `dataset.json` with its path in it, such as `tables.orders.map.user`.
///
/// What it is not is an error that names the path; null is as good as nothing.
struct DeclaredValue {
  let path: String
  let value: Any

  init?(_ value: Any?, at path: String) {
    guard let value, !(value is NSNull) else { return nil }
    self.value = value
    self.path = path
  }

  func text() throws(Diagnostic) -> String {
    guard let text = value as? String, !text.isEmpty else {
      throw wrong(Phrase("a text", "一段文字"))
    }
    return text
  }

  func texts() throws(Diagnostic) -> [String] {
    guard let list = value as? [Any] else { throw wrong(Phrase("a list of texts", "文字列表")) }
    var texts: [String] = []
    for (index, item) in list.enumerated() {
      guard let each = DeclaredValue(item, at: "\(path)[\(index)]") else {
        throw wrong(Phrase("a list of texts", "文字列表"))
      }
      texts.append(try each.text())
    }
    return texts
  }

  /// The members in the order of their names.
  func members() throws(Diagnostic) -> [(name: String, value: DeclaredValue)] {
    guard let object = value as? [String: Any] else { throw wrong(Phrase("an object", "一个对象")) }
    return object.sorted { $0.key < $1.key }.compactMap { name, value in
      let place = path.isEmpty ? name : "\(path).\(name)"
      return DeclaredValue(value, at: place).map { (name, $0) }
    }
  }

  func member(_ name: String) throws(Diagnostic) -> DeclaredValue? {
    try members().first { $0.name == name }?.value
  }

  /// `{"en": …, "zh": …}`; of one language alone it stands for both.
  func phrase() throws(Diagnostic) -> Phrase {
    let members = try members()
    if let other = members.first(where: { !["en", "zh"].contains($0.name) }) {
      throw other.value.wrong(Phrase("en or zh", "en 或 zh"), found: other.name)
    }
    return try phrase(of: members)
  }

  fileprivate func phrase(
    of members: [(name: String, value: DeclaredValue)]
  ) throws(Diagnostic) -> Phrase {
    let english = try members.first { $0.name == "en" }?.value.text()
    let chinese = try members.first { $0.name == "zh" }?.value.text()
    guard let first = english ?? chinese else {
      throw wrong(Phrase("{\"en\": …, \"zh\": …}", "{\"en\": …, \"zh\": …}"))
    }
    return Phrase(english ?? first, chinese ?? first)
  }

  /// E420: what stands at the path is not what is expected there.
  func wrong(_ expected: Phrase, found: String? = nil) -> Diagnostic {
    let shown = found ?? Self.shown(value)
    let place = Text.shown(path, most: 120)
    return Diagnostic(
      "E420",
      path.isEmpty
        ? Phrase(
          "expected {…} in dataset.json, found \(shown)", "dataset.json 应为 {…}，却是 \(shown)")
        : Phrase(
          "expected \(expected.english) at \(place) in dataset.json, found \(shown)",
          "dataset.json 的 \(place) 处应为\(expected.chinese)，却是 \(shown)"), at: nil,
      notes: [
        Phrase(
          "correct dataset.json, then type: open \"FOLDER\"", "请改正 dataset.json，然后输入：open \"文件夹\"")
      ])
  }

  private static func shown(_ value: Any) -> String {
    switch value {
    case let text as String: "'\(Text.shown(text))'"
    case is [Any]: "[…]"
    case is [String: Any]: "{…}"
    case let number as NSNumber:
      isTruthValue(number) ? (number.boolValue ? "true" : "false") : "\(number)"
    default: Text.shown("\(value)")
    }
  }

  /// Foundation's numbers hold truth values as well, told apart by their type code.
  private static func isTruthValue(_ number: NSNumber) -> Bool {
    String(cString: number.objCType) == "c"
  }
}

extension Topic {
  /// Reads `{"pay": {"en": …, "zh": …, "class": …, "words": […]}}`; throws E420 with the path of
  /// what is wrong.
  static func all(in declared: DeclaredValue) throws(Diagnostic) -> [Topic] {
    var topics: [Topic] = []
    for (id, value) in try declared.members() {
      let members = try value.members()
      if let other = members.first(where: {
        !["en", "zh", "class", "words"].contains($0.name)
      }) {
        throw other.value.wrong(
          Phrase("en, zh, class or words", "en、zh、class 或 words"), found: other.name)
      }
      guard let words = members.first(where: { $0.name == "words" })?.value else {
        throw value.wrong(Phrase("\"words\": [\"…\"]", "\"words\": [\"…\"]"))
      }
      let group = try members.first { $0.name == "class" }?.value.text()
      topics.append(
        Topic(
          id: id, label: try value.phrase(of: members), words: try words.texts(), group: group))
    }
    return topics
  }
}

import Language
import Reporting

/// Any value of the program as an indented tree, one part a line; places and labels are left out.
struct TreeText {
  private(set) var lines: [String] = []
  /// Long lists, such as flags of users, are cut here.
  private static let longest = 24

  init(_ value: Any) { add(value, label: nil, depth: 0) }

  private mutating func add(_ value: Any, label: String?, depth: Int) {
    // Labels of the data say how a result is shown, not what it is.
    if value is Place || value is [String: Phrase] { return }
    let indent = String(repeating: "  ", count: depth)
    let prefix = label.map { "\(indent)\($0): " } ?? indent
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional {
      if let wrapped = mirror.children.first { add(wrapped.value, label: label, depth: depth) }
      return
    }
    if let word = value as? Word {
      lines.append(prefix + word.text)
      return
    }
    let name = Self.name(of: value, mirror)
    if mirror.children.isEmpty {
      lines.append(prefix + name)
      return
    }
    lines.append(prefix + name)
    for (index, child) in mirror.children.enumerated() {
      if index == Self.longest, mirror.displayStyle != .struct {
        lines.append("\(indent)  … \(mirror.children.count - index) more")
        return
      }
      let label = child.label.flatMap { $0.hasPrefix(".") ? nil : $0 }
      if mirror.displayStyle == .enum, Mirror(reflecting: child.value).displayStyle == .tuple {
        for part in Mirror(reflecting: child.value).children {
          add(
            part.value, label: part.label.flatMap { $0.hasPrefix(".") ? nil : $0 }, depth: depth + 1
          )
        }
      } else {
        add(child.value, label: mirror.displayStyle == .enum ? nil : label, depth: depth + 1)
      }
    }
  }

  private static func name(of value: Any, _ mirror: Mirror) -> String {
    switch mirror.displayStyle {
    case .enum: mirror.children.first?.label ?? "\(value)"
    case .struct: "\(type(of: value))"
    case .collection, .set, .dictionary, .tuple: mirror.children.isEmpty ? "none" : "list"
    default: "\(value)"
    }
  }
}

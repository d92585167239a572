extension NotebookFile {
  /// What becomes of a file in which a merge left conflicts.
  public enum Resolution: Hashable, Sendable {
    /// There were none.
    case clean
    /// Both sides differ in outputs alone: the file with those outputs dropped.
    case resolved(NotebookFile)
    /// The lines where sides differ in more than outputs.
    case unresolved(lines: [Int])
  }

  /// The lines that begin a conflict, and whether both sides ask the same all the same.
  var conflicts: (lines: [Int], areProse: Bool) {
    guard let text = ConflictedText(bytes()) else { return ([], true) }
    let ours = NotebookFile(parsing: text.ours)
    let theirs = NotebookFile(parsing: text.theirs)
    return (text.lines, ours.cells == theirs.cells && ours.front == theirs.front)
  }

  /// Takes both sides of every conflict; where they tell the same apart from outputs, the conflict
  /// is none, and the cells in question count as not run.
  public static func resolvingConflicts(in bytes: [UInt8]) -> Resolution {
    guard let text = ConflictedText(bytes) else { return .clean }
    let ours = NotebookFile(parsing: text.ours)
    let theirs = NotebookFile(parsing: text.theirs)
    guard ours.withoutOutputs.bytes() == theirs.withoutOutputs.bytes() else {
      return .unresolved(lines: text.lines)
    }
    var resolved = ours
    for index in ours.cells.indices where ours.outputs(of: index) != theirs.outputs(of: index) {
      resolved.setOutputs([], of: index)
    }
    return .resolved(resolved)
  }

  private var withoutOutputs: NotebookFile {
    var file = self
    for index in cells.indices { file.setOutputs([], of: index) }
    return file
  }
}

/// A text with the conflicts of git taken apart into its two sides.
private struct ConflictedText {
  private(set) var ours: [UInt8] = []
  private(set) var theirs: [UInt8] = []
  private(set) var lines: [Int] = []

  private enum Side { case both, ours, base, theirs }

  /// Nil where no conflict is whole: all three marks in their order.
  init?(_ bytes: [UInt8]) {
    var side = Side.both
    var number = 0
    for line in NotebookLine.all(of: bytes[...]) {
      number += 1
      if Self.isMark("<<<<<<<", line), side == .both {
        side = .ours
        lines.append(number)
      } else if Self.isMark("|||||||", line), side == .ours {
        side = .base
      } else if Self.isMark("=======", line), side == .ours || side == .base {
        side = .theirs
      } else if Self.isMark(">>>>>>>", line), side == .theirs {
        side = .both
      } else {
        if side == .both || side == .ours { ours += line.bytes }
        if side == .both || side == .theirs { theirs += line.bytes }
      }
    }
    guard side == .both, !lines.isEmpty else { return nil }
  }

  private static func isMark(_ mark: StaticString, _ line: NotebookLine) -> Bool {
    line.content.starts(with: Array("\(mark)".utf8))
      && (line.content.count == 7 || line.content.dropFirst(7).first == 0x20)
  }
}

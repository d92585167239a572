/// Fences of backticks around a code block.
public enum Fence {
  /// At least three backticks, and one more than the longest run of them in the lines.
  public static func around(_ lines: [[UInt8]]) -> String {
    let longest = lines.map { longestRun(of: UInt8(ascii: "`"), in: $0) }.max() ?? 0
    return String(repeating: "`", count: max(3, longest + 1))
  }

  static func longestRun(of byte: UInt8, in line: [UInt8]) -> Int {
    var longest = 0
    var run = 0
    for other in line {
      run = other == byte ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}

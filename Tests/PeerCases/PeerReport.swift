import Engine
import Export

/// What became of the cases of a file.
public struct PeerReport: Sendable {
  public enum Verdict: String, Sendable { case pass, fail, pending }

  public struct Line: Sendable {
    public let verdict: Verdict
    public let text: String
    /// The repository of the case; nil for a line that cannot be read.
    public let repository: String?
    public let analysis: String?
  }

  public private(set) var lines: [Line] = []

  /// Runs every case of a text that holds one JSON object a line; blank lines are passed over.
  ///
  /// - Parameter engine: makes what answers instead of the columns in memory.
  public init(cases text: String, engine: (@Sendable () -> SQLEngine)? = nil) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let trimmed = line.drop { " \t\r".contains($0) }
      if trimmed.isEmpty { continue }
      lines.append(Self.line(String(line), number: index + 1, engine))
    }
  }

  public func count(_ verdict: Verdict) -> Int { lines.count { $0.verdict == verdict } }

  /// The last line: `N passed, N failed, N pending`.
  public var summary: String {
    "\(count(.pass)) passed, \(count(.fail)) failed, \(count(.pending)) pending"
  }

  /// The same for each source and analysis.
  public var bySource: [String] {
    let keys = Set(lines.map { "\($0.repository ?? "unreadable") \($0.analysis ?? "")" }).sorted()
    return keys.map { key in
      let own = lines.filter { "\($0.repository ?? "unreadable") \($0.analysis ?? "")" == key }
      func count(_ verdict: Verdict) -> Int { own.count { $0.verdict == verdict } }
      return "\(key): \(count(.pass)) passed, \(count(.fail)) failed, \(count(.pending)) pending"
    }
  }

  private static func line(_ text: String, number: Int, _ engine: (@Sendable () -> SQLEngine)?)
    -> Line
  {
    do throws(PeerFault) {
      var peerCase = try PeerCase(line: text)
      peerCase.engine = engine
      return judge(peerCase)
    } catch {
      let reason =
        switch error {
        case .broken(let text), .pending(let text): text
        }
      return Line(
        verdict: .fail, text: "fail line \(number): \(reason)", repository: nil, analysis: nil)
    }
  }

  private static func judge(_ peerCase: PeerCase) -> Line {
    func line(_ verdict: Verdict, _ text: String) -> Line {
      Line(
        verdict: verdict, text: "\(verdict.rawValue) \(peerCase.id): \(text)",
        repository: peerCase.repository, analysis: peerCase.analysis)
    }
    var asked: [String] = []
    let findings: [PeerFinding]
    do throws(PeerFault) {
      findings = try PeerAnalyses.findings(of: peerCase, asked: &asked)
    } catch {
      switch error {
      case .pending(let reason): return line(.pending, reason)
      case .broken(let reason): return line(.fail, reason + Self.queries(asked))
      }
    }
    let wrong = findings.filter { !$0.isEqual }
    guard let first = wrong.first else {
      return findings.isEmpty
        ? line(.fail, "nothing was compared")
        : line(.pass, findings.map(\.name).joined(separator: ", "))
    }
    let text =
      "expected \(first.name) \(first.expected.written(.spaced)), got"
      + " \(first.got.written(.spaced))\(Self.queries(asked))"
    // The source says one thing and a second computation another: neither can be held against us.
    return peerCase.isConfirmed ? line(.fail, text) : line(.pending, "not confirmed; \(text)")
  }

  private static func queries(_ asked: [String]) -> String {
    asked.last.map { "  | \($0)" } ?? ""
  }
}

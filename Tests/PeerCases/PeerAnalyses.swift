/// The verbs that answer the analyses of the cases.
enum PeerAnalyses {
  /// Each figure the case expects with the figure the program gives.
  ///
  /// - Parameter asked: the queries, for the line of a case that fails.
  static func findings(
    of peerCase: PeerCase, asked: inout [String]
  ) throws(PeerFault) -> [PeerFinding] {
    switch (peerCase.analysis, peerCase.kind) {
    case ("funnel", "correlation"): throw .pending("the verb 'drivers' comes later")
    case ("funnel", _): try FunnelCases(peerCase).findings(asked: &asked)
    case ("retention", _): try RetentionCases.findings(of: peerCase, asked: &asked)
    case ("lifecycle", _): try LifecycleCases.findings(of: peerCase, asked: &asked)
    case ("stickiness", _): try StickinessCases.findings(of: peerCase, asked: &asked)
    case ("paths", _): throw .pending("the verb 'journey' comes later")
    default: throw .broken("unknown analysis '\(peerCase.analysis)'")
    }
  }
}

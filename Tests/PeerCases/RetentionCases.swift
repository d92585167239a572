/// Retention of other products, asked as cohorts.
enum RetentionCases {
  static func findings(
    of peerCase: PeerCase, asked: inout [String]
  ) throws(PeerFault) -> [PeerFinding] {
    throw .pending("retention is not translated yet")
  }
}

/// Lifecycles of other products, asked as segments.
enum LifecycleCases {
  static func findings(
    of peerCase: PeerCase, asked: inout [String]
  ) throws(PeerFault) -> [PeerFinding] {
    throw .pending("lifecycle is not translated yet")
  }
}

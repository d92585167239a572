/// Stickiness of other products, asked as cohorts.
enum StickinessCases {
  static func findings(
    of peerCase: PeerCase, asked: inout [String]
  ) throws(PeerFault) -> [PeerFinding] {
    throw .pending("stickiness is not translated yet")
  }
}

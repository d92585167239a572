import Export

extension Live {
  var declaration: JSONValue { .null }
  func readme(_ tables: [WrittenTable]) -> String { "" }
  public var truths: [Truth] { [] }
}

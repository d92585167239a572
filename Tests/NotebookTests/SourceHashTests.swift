import Notebook
import Testing

@Suite("source hashes")
struct SourceHashTests {
  @Test(
    "comments and spacing do not count, what is asked does",
    arguments: [
      ("funnel a  ->\tb # why", "funnel a -> b"), ("# only\n\nfunnel a\n", "funnel a"),
      ("funnel a\n  within 7d", "funnel a within 7d"), ("a\nb", "a\nb"),
      ("where x = \"# no  comment\"", "where x = \"# no  comment\""),
      ("where x = “a # b” # c", "where x = “a # b”"), ("a#b", "a#b"), ("it's # so", "it's"),
      ("", ""), ("\r\n a\r\n", "a"), ("funnel 访问　-> b", "funnel 访问 -> b"),
    ])
  func normalized(text: String, expected: String) {
    #expect(SourceHash.normalized(text) == expected)
  }

  @Test("each thing the numbers depend on changes the hash")
  func ingredients() {
    let base = SourceHash.Ingredients(text: "funnel a -> b", engine: "1")
    var others = [base]
    for change: (inout SourceHash.Ingredients) -> Void in [
      { $0.text += " within 7d" }, { $0.upstream = ["00000000"] }, { $0.parameters = ["a=1"] },
      { $0.engine = "2" }, { $0.asof = "2024-01-01" }, { $0.seed = "7" },
    ] {
      var other = base
      change(&other)
      others.append(other)
    }
    let hashes = others.map { SourceHash.src($0) }
    #expect(Set(hashes).count == others.count)
    #expect(hashes.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{8}/) != nil })
    var spaced = base
    spaced.text = "funnel a  -> b  # the same"
    #expect(SourceHash.src(spaced) == SourceHash.src(base))
  }
}

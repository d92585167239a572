import Engine
import Foundation
import Reporting
import Testing

@testable import Store

@Suite("dataset.json")
struct DeclarationTests {
  private static let json = """
    {"name": {"zh": "小店", "en": "corner shop"}, "future": {"any": ["thing"]},
     "tables": {"e": {"role": "events", "map": {"user": "uid", "time": "ts"}},
                "c": {"role": "costs"}, "o": {"file": "o.csv", "role": "other"}},
     "topics": {"pay": {"zh": "支付", "en": "payment", "words": ["付款", "pay"]},
                "bug": {"zh": "故障", "en": "bugs", "words": []}}}
    """

  private func folder(_ json: String) throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write("d/dataset.json", json)
    try scratch.write("d/e.csv", "uid,ts\nu1,2024-01-01\n")
    try scratch.write("d/c.csv", "date,spend\n2024-01-01,5\n")
    try scratch.write("d/o.csv", "a\n1\n")
    return scratch
  }

  @Test("title and topics are the dataset's, from the folder, the cache and an import of it")
  func titleAndTopics() throws {
    let scratch = try folder(Self.json)
    let source = DatasetSource(path: scratch.file("d"))
    let opened = try scratch.store.open(source).dataset
    let cached = try scratch.store.open(source).dataset
    _ = try scratch.store.import(
      ImportRequest(files: [scratch.file("d")]), into: scratch.file("own"))
    let more = try scratch.write("more.csv", "uid,ts\nu2,2024-01-02\n")
    _ = try scratch.store.import(
      ImportRequest(files: [more], table: "e"), into: scratch.file("own"))
    let imported = try scratch.store.open(DatasetSource(path: scratch.file("own"))).dataset
    #expect(imported.events.count == 2)
    for dataset in [opened, cached, imported] {
      #expect(dataset.title == Phrase("corner shop", "小店"))
      #expect(
        dataset.topics == [
          Topic(id: "bug", label: Phrase("bugs", "故障"), words: []),
          Topic(id: "pay", label: Phrase("payment", "支付"), words: ["付款", "pay"]),
        ])
      #expect(
        Set(dataset.tables.map { "\($0.name) \($0.role)" }) == ["e events", "c costs", "o other"])
    }
  }

  @Test(
    "what is wrong is named by its path",
    arguments: [
      (#"{"name": "shop"}"#, "name", "E420"), (#"{"name": {"de": "x"}}"#, "name.de", "E420"),
      (#"{"name": {"en": 5}}"#, "name.en", "E420"), (#"{"name": {}}"#, "name", "E420"),
      (#"{"topics": []}"#, "topics", "E420"), (#"{"topics": {"a": "x"}}"#, "topics.a", "E420"),
      (#"{"topics": {"a": {"en": "x"}}}"#, "topics.a", "E420"),
      (#"{"topics": {"a": {"en": "x", "words": "y"}}}"#, "topics.a.words", "E420"),
      (#"{"topics": {"a": {"en": "x", "words": ["y", 1]}}}"#, "topics.a.words[1]", "E420"),
      (#"{"topics": {"a": {"en": "x", "words": [], "no": 1}}}"#, "topics.a.no", "E420"),
      (#"{"labels": {"event": {"pay": "x"}}}"#, "labels.event.pay", "E420"),
      (#"{"labels": {"event": {"pay": {"zh": true}}}}"#, "labels.event.pay.zh", "E420"),
      (#"{"labels": {"evnt": {}}}"#, "labels.evnt", "E420"), (#"{"labels": 5}"#, "labels", "E420"),
      (#"{"tables": {"e": {"map": {"usr": "uid"}}}}"#, "tables.e.map.usr", "E426"),
      (#"{"tables": {"e": {"map": {"user": 1}}}}"#, "tables.e.map.user", "E420"),
      (#"{"tables": {"e": {"map": ["user"]}}}"#, "tables.e.map", "E420"),
      (#"{"tables": {"e": {"role": "evnts"}}}"#, "tables.e.role", "E420"),
      (#"{"tables": {"e": {"types": {"uid": "number"}}}}"#, "tables.e.types.uid", "E420"),
      (#"{"tables": {"e": {"types": "text"}}}"#, "tables.e.types", "E420"),
      (#"{"active": ["a", null]}"#, "active", "E420"), (#"{"currency": 1}"#, "currency", "E420"),
    ])
  func wrong(json: String, path: String, code: String) throws {
    let scratch = try folder(json)
    let error = try #require(throws: Diagnostic.self) {
      _ = try scratch.store.open(DatasetSource(path: scratch.file("d")))
    }
    #expect(error.code == code)
    #expect(error.message.english.contains(" at \(path) in dataset.json"))
    #expect(error.message.chinese.contains("dataset.json 的 \(path) 处"))
  }
}

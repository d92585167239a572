import Engine
import Testing

@testable import Store

/// Real files with known counts; skipped where the shared datasets are not at hand.
@Suite struct RealDatasetTests {
  private func open(_ name: String) throws -> (Dataset, ImportReport)? {
    guard let path = sharedDataset(name) else { return nil }
    let scratch = try Scratch()
    let (dataset, report) = try scratch.store.open(DatasetSource(path: path))
    return (dataset, try #require(report))
  }

  @Test("orders without a customer are rejected, each with its line and reason")
  func onlineRetail() throws {
    guard let (dataset, report) = try open("online_retail/orders.csv.gz") else { return }
    #expect(report.rowsRead == 25_943)
    #expect(report.rowsKept == 22_221)
    #expect(report.rowsRejected == 3_722)
    #expect(report.rejected.allSatisfy { $0.reason.english == "no user" && $0.line > 1 })
    #expect(dataset.events.count == 22_221)
    #expect(dataset.events.names == ["purchase"])
    #expect(report.tables[0].columns[.amount] == "revenue")
    #expect(
      dataset.attribute("country") == nil || dataset.users.derivedAttributes.contains("country"))
  }

  @Test("customers of CDNOW keep their leading zeros")
  func cdnow() throws {
    guard let (dataset, report) = try open("cdnow/sample_transactions.csv") else { return }
    #expect(report.rowsKept == 6_919)
    #expect(dataset.users.count == 2_357)
    #expect(dataset.users.ids.first == "00004")
    #expect(dataset.asof.day.label == "1998-06-30")
  }

  @Test("a clickstream finds its user among columns that begin like it")
  func clickstream() throws {
    guard let (dataset, report) = try open("ecom_clickstream_synthetic/events.csv.gz") else {
      return
    }
    #expect(dataset.events.count == 31_106)
    #expect(dataset.users.count == 600)
    #expect(Set(dataset.events.sessions ?? []).count == 3_605)
    #expect(
      report.tables[0].mappingText
        == "user=user_id event=event time=timestamp session=session_id")
    #expect(dataset.users.derivedAttributes.contains("acquisition_channel"))
  }

  @Test("a flag of 0 and 1 is an int")
  func nushell() throws {
    guard let (dataset, _) = try open("oss_nushell/events.csv.gz") else { return }
    #expect(dataset.events.count == 10_878)
    #expect(dataset.property("is_bot")?.type == .int)
  }
}

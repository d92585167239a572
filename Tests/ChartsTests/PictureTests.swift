import Charts
import Reporting
import Testing

@Suite struct PictureTests {
  @Test("a funnel in groups looks like its picture")
  func groups() throws {
    try Golden.expect("funnel-groups", widths: [60, 80], draw: Samples.groups.draw)
  }

  @Test("a retention triangle looks like its picture")
  func triangle() throws {
    try Golden.expect("triangle", widths: [40, 64, 80], draw: Samples.triangle.draw)
  }

  @Test("retention at points looks like its picture")
  func points() throws {
    try Golden.expect("points", widths: [60, 80], draw: Samples.points.draw)
  }

  @Test("bars of rates look like their picture")
  func bars() throws {
    try Golden.expect("bars", widths: [59, 80, 120], draw: Samples.bars.draw)
  }

  @Test("a comparison looks like its picture")
  func difference() throws {
    try Golden.expect("difference", widths: [50, 80], draw: Samples.difference.draw)
  }

  @Test("bars of shares look like their picture")
  func shares() throws {
    try Golden.expect("shares", draw: Samples.shares.draw)
  }

  @Test("scores look like their picture")
  func scores() throws {
    try Golden.expect("scores", widths: [40, 80], draw: Samples.scores.draw)
  }

  @Test("satisfaction by classes looks like its picture")
  func satisfaction() throws {
    try Golden.expect("satisfaction", draw: Samples.satisfaction.draw)
  }

  @Test("a strip of shares looks like its picture")
  func strip() throws {
    try Golden.expect("strip", draw: Samples.share.draw)
  }

  @Test("curves of cohorts look like their picture")
  func curves() throws {
    try Golden.expect("curves", widths: [40, 80], draw: Samples.curves.draw)
  }

  @Test("a value curve looks like its picture")
  func value() throws {
    try Golden.expect("value", draw: Samples.value.draw)
  }

  @Test("who moved looks like its picture")
  func matrix() throws {
    try Golden.expect("matrix", widths: [50, 80], draw: Samples.matrix.draw)
  }

  @Test("a curve of concentration looks like its picture")
  func pareto() throws {
    try Golden.expect("pareto", widths: [50, 80], draw: Samples.pareto.draw)
  }

  @Test("a trend looks like its picture")
  func trend() throws {
    try Golden.expect("trend", draw: Samples.trend.draw)
  }
}

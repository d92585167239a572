import Statistics

/// How much is watched in a day of one age and category, with the same means everywhere, so that
/// shares of videos and of minutes are those of days.
struct LiveWatching {
  private static let meanVideos = 18
  private static let minutesAVideo = 0.7

  private var videos: ExactMean
  /// Minutes that the days so far lack for the mean.
  private var lack = 0.0

  init(days: Int) { videos = ExactMean(Self.meanVideos, count: days, least: 2) }

  /// - Parameter completion: the share of videos watched to their end, about.
  mutating func draw(
    completion: Double, _ random: inout SplitMix64
  ) -> (videos: Int, completes: Int, minutes: Int) {
    let videos = videos.draw(&random)
    let spread = 0.6 + 0.8 * random.unit()
    let completes = min(videos, Int((Double(videos) * completion * spread).rounded()))
    let wanted = Double(videos) * Self.minutesAVideo
    let drawn = (wanted * (0.7 + 0.6 * random.unit()) + max(-1, min(1, lack))).rounded()
    let minutes = max(1, Int(drawn))
    lack += wanted - Double(minutes)
    return (videos, completes, minutes)
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How long something lasts, where for some the end has not been seen yet.
public struct KaplanMeier: Hashable, Sendable {
  /// One life: how long it was watched, and whether it ended then.
  public struct Life: Hashable, Sendable {
    public let time: Double
    /// False where it was still going on: censored.
    public let isEnded: Bool

    public init(time: Double, isEnded: Bool) {
      self.time = time
      self.isEnded = isEnded
    }
  }

  /// One time at which a life ended.
  public struct Step: Hashable, Sendable {
    public let time: Double
    /// Lives still watched just before it.
    public let atRisk: Int
    public let ended: Int
    /// The share that lasts longer than this time.
    public let survival: Double
    /// 95%, from Greenwood's variance on the scale log(-log S); nil where S is 0.
    public let interval: Interval?
  }

  /// Ascending in time.
  public let steps: [Step]

  /// S(t) = Π (1 - dᵢ/nᵢ) over the times tᵢ <= t, with dᵢ ends among nᵢ at risk; a life censored
  /// at a time still counts as at risk there.
  ///
  /// Kaplan and Meier (1958), "Nonparametric Estimation from Incomplete Observations", Journal of
  /// the American Statistical Association 53; interval: Kalbfleisch and Prentice (2002), "The
  /// Statistical Analysis of Failure Time Data", 1.4. Lives of a time that is no number are left
  /// out.
  public init(_ lives: [Life]) {
    let lives = lives.filter { $0.time.isFinite }.sorted { $0.time < $1.time }
    let z = Normal.halfWidth()
    var steps: [Step] = []
    var survival = 1.0
    var sum = 0.0
    var at = 0
    while at < lives.count {
      let time = lives[at].time
      let atRisk = lives.count - at
      var ended = 0
      while at < lives.count, lives[at].time == time {
        if lives[at].isEnded { ended += 1 }
        at += 1
      }
      guard ended > 0 else { continue }
      let (d, n) = (Double(ended), Double(atRisk))
      survival *= 1 - d / n
      var interval: Interval?
      if ended < atRisk {
        sum += d / (n * (n - d))
        let reach = exp(z * sum.squareRoot() / log(survival).magnitude)
        interval = Interval(low: pow(survival, reach), high: pow(survival, 1 / reach))
      } else {
        survival = 0
      }
      steps.append(
        Step(time: time, atRisk: atRisk, ended: ended, survival: survival, interval: interval))
    }
    self.steps = steps
  }

  /// The share that lasts longer than a time.
  public func survival(at time: Double) -> Double {
    steps.last { $0.time <= time }?.survival ?? 1
  }
}

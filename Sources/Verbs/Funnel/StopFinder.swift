/// The instants of an attempt whose steps are settled: each as early as it can be.
///
/// Backwards from the finish it notes, for each step and moment, whether the steps from there on
/// can still be served in time; then it walks forwards and takes the earliest moment that can. Of
/// several moments ahead the nearest decides, for every bound gets harder with distance.
struct StopFinder {
  let matcher: ChainMatcher
  let line: Timeline
  /// The matched steps, ascending.
  let chosen: [Int]

  func stops(of best: AttemptOutcome) -> [Stop] {
    let first = best.moment
    guard let end = line.instants.lastIndex(where: { $0 <= best.finish }), end >= first else {
      return []
    }
    // How many steps are taken at a moment where step `index` of the chosen comes first; 0 where it
    // cannot come.
    var taken = [[Int]](repeating: [], count: end - first + 1)
    var next = [Int?](repeating: nil, count: chosen.count)
    for moment in stride(from: end, through: first, by: -1) {
      let indices = moment == first ? 0..<1 : 1..<max(1, chosen.count)
      taken[moment - first] = [Int](repeating: 0, count: chosen.count)
      for index in indices {
        taken[moment - first][index] = longestRun(from: index, at: moment, next)
      }
      for index in indices where taken[moment - first][index] > 0 { next[index] = moment }
    }
    var stops: [Stop] = []
    var moment = first
    while stops.count < chosen.count, moment <= end {
      let run = stops.isEmpty && moment > first ? 0 : taken[moment - first][stops.count]
      for index in stops.count..<(stops.count + run) {
        stops.append(Stop(step: chosen[index], instant: line.instants[moment]))
      }
      moment += 1
    }
    return stops
  }

  /// The most steps from `index` on that can be taken at a moment so that the others can follow.
  private func longestRun(from index: Int, at moment: Int, _ next: [Int?]) -> Int {
    var matching = InstantMatching(line.events(at: moment))
    var longest = 0
    var run = 0
    while index + run < chosen.count, matching.add(chosen[index + run]) {
      run += 1
      if canFollow(index + run, after: moment, next) { longest = run }
      if matcher.steps.isStrictlyLater { break }
    }
    return longest
  }

  private func canFollow(_ index: Int, after moment: Int, _ next: [Int?]) -> Bool {
    guard index < chosen.count else { return true }
    guard let ahead = next[index] else { return false }
    let limit = matcher.each?.end(from: line.instants[moment], in: matcher.calendar) ?? .max
    guard line.instants[ahead] <= limit else { return false }
    return !matcher.voided.enumerated().contains { kind, steps in
      steps.contains(chosen[index - 1])
        && line.hasExcluded(kind, between: moment, and: ahead)
    }
  }
}

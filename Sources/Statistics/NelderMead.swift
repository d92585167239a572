/// The lowest place of a function of a few parameters, without its derivatives.
public enum NelderMead {
  /// Where the function is lowest near `start`, with its value there.
  ///
  /// The simplex method of Nelder and Mead (1965), "A Simplex Method for Function Minimization",
  /// The Computer Journal 7(4), with the coefficients 1, 2, ½, ½. Values that are no number count
  /// as infinitely high. Stops when the simplex's values differ by less than `tolerance`, or after
  /// 2000 steps.
  public static func minimum(
    of function: ([Double]) -> Double, from start: [Double], step: Double = 0.5,
    tolerance: Double = 1e-12
  ) -> (place: [Double], value: Double) {
    func value(_ place: [Double]) -> Double {
      let value = function(place)
      return value.isNaN ? .infinity : value
    }
    var simplex = [(place: start, value: value(start))]
    for index in start.indices {
      var place = start
      place[index] += step
      simplex.append((place, value(place)))
    }
    func mixed(_ centre: [Double], _ other: [Double], _ share: Double) -> [Double] {
      zip(centre, other).map { $0 + share * ($1 - $0) }
    }
    for _ in 0..<2000 {
      simplex.sort { $0.value < $1.value }
      guard let best = simplex.first, let worst = simplex.last, simplex.count > 1 else { break }
      let width = simplex.map {
        zip($0.place, best.place).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
      }
      if worst.value - best.value <= tolerance * (1 + best.value.magnitude),
        (width.max() ?? 0) < 1e-7
      {
        break
      }
      let others = simplex.dropLast()
      let centre = start.indices.map { index in
        others.reduce(0) { $0 + $1.place[index] } / Double(others.count)
      }
      let reflected = mixed(centre, worst.place, -1)
      let reached = value(reflected)
      let second = others.last?.value ?? best.value
      if reached < best.value {
        let far = mixed(centre, worst.place, -2)
        let farther = value(far)
        simplex[simplex.count - 1] = farther < reached ? (far, farther) : (reflected, reached)
      } else if reached < second {
        simplex[simplex.count - 1] = (reflected, reached)
      } else {
        let inner =
          reached < worst.value ? mixed(centre, reflected, 0.5) : mixed(centre, worst.place, 0.5)
        let near = value(inner)
        if near < min(reached, worst.value) {
          simplex[simplex.count - 1] = (inner, near)
        } else {
          for index in simplex.indices.dropFirst() {
            let place = mixed(best.place, simplex[index].place, 0.5)
            simplex[index] = (place, value(place))
          }
        }
      }
    }
    let best = simplex.min { $0.value < $1.value }
    return (best?.place ?? start, best?.value ?? .infinity)
  }
}

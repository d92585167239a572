import Charts
import Engine
import Reporting

extension Feedback {
  public static func render(_ answer: Answer, for plan: Plan, on canvas: Canvas) -> [Block] {
    let picture = FeedbackPicture(plan: plan, answer: answer, canvas: canvas)
    return plan.facets.flatMap { picture.blocks(of: $0.question) } + picture.differences
  }
}

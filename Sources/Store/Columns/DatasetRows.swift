import Engine

/// The rows of a dataset, without what its small tables say of them.
struct DatasetRows: Sendable {
  let users: UserTable
  let events: EventLog
  let feedback: FeedbackTable?

  init(users: UserTable, events: EventLog, feedback: FeedbackTable?) {
    self.users = users
    self.events = events
    self.feedback = feedback
  }

  init(_ dataset: Dataset) {
    self.init(users: dataset.users, events: dataset.events, feedback: dataset.feedback)
  }
}

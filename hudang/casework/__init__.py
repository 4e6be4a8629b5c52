"""申请办理: cases from the first visit to the decision, and the changes of supported households (process.md)."""

namespace AgenticApi.Execution.Tests.Server;

/// <summary>An event to send.</summary>
/// <param name="Text">Its lines, with the empty one that closes it.</param>
/// <param name="Sequence">Its sequence number; for lines as they are, that of the event before.</param>
/// <param name="Gates">The tasks that the server waits for before it sends the event.</param>
internal sealed record EventEntry(string Text, int Sequence, IReadOnlyList<Task> Gates);

namespace AgenticApi.Execution.Tests.Server;

/// <summary>An event as it is sent.</summary>
/// <param name="Text">Its lines, with the empty one that closes it.</param>
/// <param name="Sequence">Its sequence number; for lines as they are, that of the event before.</param>
/// <param name="Gates">What the server waits for before it makes the event.</param>
internal sealed record EventEntry(string Text, int Sequence, IReadOnlyList<Task> Gates);

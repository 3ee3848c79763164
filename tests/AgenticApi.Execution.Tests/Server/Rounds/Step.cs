using System.Text.Json.Nodes;

namespace AgenticApi.Execution.Tests.Server;

/// <summary>A step of a round: an item, raw lines, or a wait.</summary>
/// <param name="Item">The finished item; null for the other steps.</param>
/// <param name="Raw">The lines of one event; null for the other steps.</param>
/// <param name="Gate">The task that the stream waits for; null for other steps.</param>
internal sealed record Step(JsonObject? Item = null, string? Raw = null, Task? Gate = null);

using System.Text.Json.Nodes;

namespace AgenticApi.Execution.Tests.Server;

/// <summary>What a round does next: sends an item, sends lines as they are, or waits.</summary>
/// <param name="Item">The finished item; null for the other steps.</param>
/// <param name="Raw">The lines of one event; null for the other steps.</param>
/// <param name="Gate">What the stream waits for; null for the other steps.</param>
internal sealed record Step(JsonObject? Item = null, string? Raw = null, Task? Gate = null);

using System.Text;
using System.Text.Json.Nodes;
using AgenticApi.Scripted;

namespace AgenticApi.Cassettes.Tests.Scripted;

/// <summary>One answer, of the scripted server or of a real one.</summary>
internal sealed class Turn(int status, bool streamed, string text)
{
    private AccumulatedResponse? _folded;

    public int Status => status;

    public string Text => text;

    public AccumulatedResponse Folded => _folded ??= streamed
        // Never waits: the stream is in memory.
        ? ResponseAccumulator.FromStreamAsync(new MemoryStream(Encoding.UTF8.GetBytes(text))).GetAwaiter().GetResult()
        : ResponseAccumulator.FromJson(Encoding.UTF8.GetBytes(text));

    /// <summary>The events; none where there is a body.</summary>
    public IEnumerable<JsonObject> Events =>
        streamed
            ? text.Split('\n')
                .Select(line => line.StartsWith("data:", StringComparison.Ordinal) ? line[5..].Trim() : line)
                .Where(line => line.StartsWith('{'))
                .Select(line => JsonNode.Parse(line)!.AsObject())
            : [];

    public IEnumerable<string> EventTypes => Events.Select(e => (string?)e["type"]).OfType<string>();

    /// <summary>The answers that were recorded from a scenario.</summary>
    public static IReadOnlyList<Turn> Of(Scenario scenario) =>
        [.. Cassette.Load(Path.Combine(Repository.Cassettes, $"{scenario.Name}.yaml")).Turns.Where(turn => turn.IsResponse).Select(Of)];

    public static Turn Of(CassetteTurn turn) => new(turn.Response.Status, turn.Response.Transport != CassetteTransport.Blocking, turn.Response.ToString());
}

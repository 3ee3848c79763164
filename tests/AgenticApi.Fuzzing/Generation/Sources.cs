using AgenticApi.Cassettes;

namespace AgenticApi.Fuzzing.Generation;

/// <summary>What servers have sent: the project's own cassettes, and recordings where <c>AGENTIC_API_RECORDINGS</c> names them.</summary>
internal sealed class Sources
{
    private const int LongestEvent = 20_000;

    private Sources(List<byte[][]> streams, List<byte[]> bodies) => (Streams, Bodies) = (streams, bodies);

    /// <summary>The events of each recorded stream.</summary>
    public IReadOnlyList<byte[][]> Streams { get; }

    public IReadOnlyList<byte[]> Bodies { get; }

    public static Sources Load()
    {
        var streams = new List<byte[][]>();
        var bodies = new List<byte[]>();
        foreach (var folder in Folders.Recordings)
        {
            foreach (var turn in Cassette.Find(folder).SelectMany(file => Cassette.Load(file).Turns).Where(turn => turn.IsResponse))
            {
                var bytes = turn.Response.Bytes.ToArray();
                if (turn.Response.Transport == CassetteTransport.Blocking)
                {
                    bodies.Add(bytes);
                }
                else if (WireEvents.Split(bytes, out _) is { Count: > 0 } events)
                {
                    streams.Add([.. events.Select(e => e.Data).Where(data => data.Length < LongestEvent)]);
                }
            }
        }

        bodies.RemoveAll(body => body.Length > 2 * LongestEvent);
        streams.RemoveAll(stream => stream.Length == 0);
        return new Sources(streams, bodies);
    }
}

using System.Text;

namespace AgenticApi.Cassettes.Tests.Scripted;

/// <summary>One answer of the scripted server.</summary>
internal sealed class Turn(int status, bool streamed, string text)
{
    private AccumulatedResponse? _folded;

    public int Status => status;

    public string Text => text;

    public AccumulatedResponse Folded => _folded ??= streamed
        // Never waits: the stream is in memory.
        ? ResponseAccumulator.FromStreamAsync(new MemoryStream(Encoding.UTF8.GetBytes(text))).GetAwaiter().GetResult()
        : ResponseAccumulator.FromJson(Encoding.UTF8.GetBytes(text));
}

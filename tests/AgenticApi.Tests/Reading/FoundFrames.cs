using System.Text;
using AgenticApi.Reading;

namespace AgenticApi.Tests.Reading;

/// <summary>The frames found in a stream, and the exception.</summary>
internal sealed record FoundFrames(IReadOnlyList<(string Name, string Data, bool IsBody)> Frames, string? Thrown)
{
    public IEnumerable<string> Data => Frames.Select(frame => frame.Data);

    /// <summary>A summary to compare.</summary>
    public override string ToString() => string.Join(" | ", Frames.Select(frame => $"{frame.Name}={frame.Data}{(frame.IsBody ? " (body)" : "")}").Append("threw " + (Thrown ?? "nothing")));

    /// <param name="bytes">The stream.</param>
    /// <param name="next">Returns the maximum number of bytes of the next read.</param>
    /// <param name="most">The maximum number of bytes of an event.</param>
    public static FoundFrames In(byte[] bytes, Func<int> next, long most = 1 << 20)
    {
        var found = new List<(string, string, bool)>();
        try
        {
            using var frames = new EventFrames(new CutStream(bytes, next), most);
            do
            {
                while (frames.TryNext(out var frame))
                {
                    found.Add((Text(frame.Name), Text(frame.Data), frame.IsBody));
                }
            }
            while (frames.ReadAsync(default).AsTask().GetAwaiter().GetResult());
            frames.End();
        }
        catch (ResponseProtocolException e)
        {
            return new FoundFrames(found, e.Message);
        }

        return new FoundFrames(found, null);
    }

    public static FoundFrames In(string text, int piece = int.MaxValue, long most = 1 << 20) => In(Encoding.UTF8.GetBytes(text), () => piece, most);

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}

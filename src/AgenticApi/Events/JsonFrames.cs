using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AgenticApi;

/// <summary>Splits a stream of JSON objects, whatever white space stands between and inside them.</summary>
internal static class JsonFrames
{
    public delegate T Parse<T>(ReadOnlySpan<byte> data);

    /// <summary>Reads to the end. What follows the last whole object, cut off or damaged, is given as it is.</summary>
    /// <exception cref="ResponseProtocolException">Not even the first object is whole.</exception>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        Stream stream, Parse<T> parse, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        var length = 0;
        var first = true;
        var ended = false;
        while (!ended || length > 0)
        {
            var state = Next(buffer.AsSpan(0, length), ended, out var start, out var end);
            if (state == FrameState.Whole || (state == FrameState.Broken && !first))
            {
                yield return parse(buffer.AsSpan(start, end - start));
                buffer.AsSpan(end, length - end).CopyTo(buffer);
                length -= end;
                first = false;
                continue;
            }

            if (state == FrameState.Broken)
            {
                throw new ResponseProtocolException(
                    $"The input begins as JSON and is no whole JSON object: it breaks off or is damaged after byte {end}. Give the complete body.");
            }

            if (state == FrameState.Empty && ended)
            {
                yield break;
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, length * 2);
            }

            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            length += read;
            ended = read == 0;
        }
    }

    private static FrameState Next(ReadOnlySpan<byte> bytes, bool ended, out int start, out int end)
    {
        start = bytes.Length - bytes.TrimStart(" \t\r\n"u8).Length;
        end = start;
        if (start == bytes.Length)
        {
            return FrameState.Empty;
        }

        var reader = new Utf8JsonReader(
            bytes[start..], ended, new JsonReaderState(new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = int.MaxValue }));
        try
        {
            if (reader.Read() && reader.TrySkip())
            {
                end = start + (int)reader.BytesConsumed;
                return FrameState.Whole;
            }

            return FrameState.More;
        }
        catch (JsonException)
        {
            // The rest of the line is lost with it; the next line may be whole again.
            var line = bytes[start..].IndexOf((byte)'\n');
            if (line < 0 && !ended)
            {
                return FrameState.More;
            }

            end = line < 0 ? bytes.Length : start + line;
            return FrameState.Broken;
        }
    }

    private enum FrameState
    {
        /// <summary>A whole object.</summary>
        Whole,

        /// <summary>Nothing but white space.</summary>
        Empty,

        /// <summary>More bytes are needed to tell.</summary>
        More,

        /// <summary>No JSON.</summary>
        Broken,
    }
}

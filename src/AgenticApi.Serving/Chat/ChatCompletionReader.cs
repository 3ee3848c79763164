using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AgenticApi.Serving.Chat;
using AgenticApi.Serving.Chat.Answers;

namespace AgenticApi.Serving;

/// <summary>
/// Reads the answer of a Chat Completions server as the deltas that it means, so that a <see cref="ResponseEventEmitter"/> can make a response
/// of it: text, reasoning, refusal, annotations, calls, finish reason and usage, under the names that the servers give them. The README of the
/// package lists these.
/// </summary>
/// <remarks>
/// A fault of that server is an <see cref="ErrorDelta"/> and no exception: an error that it reports, a finish reason that says so, an event that is
/// no JSON, a stream that breaks off without a finish reason. Nothing follows it.
/// </remarks>
public static class ChatCompletionReader
{
    /// <summary>Reads a streaming answer: server-sent events, each a chunk, and <c>[DONE]</c>.</summary>
    /// <param name="stream">The bytes. It is read to its end or to <c>[DONE]</c>, and not closed.</param>
    /// <param name="cancellationToken">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The deltas as they come.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static IAsyncEnumerable<ModelDelta> ReadAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(stream, cancellationToken);
    }

    /// <summary>Reads a blocking answer.</summary>
    /// <param name="utf8Json">The body.</param>
    /// <returns>The deltas, each text whole.</returns>
    public static IReadOnlyList<ModelDelta> FromJson(ReadOnlySpan<byte> utf8Json) => Deltas(utf8Json, isWhole: true);

    private static async IAsyncEnumerable<ModelDelta> Read(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isFinished = false;
        var chunks = SseParser.Create(stream, (type, data) => data.Trim((byte)' ').SequenceEqual("[DONE]"u8) ? null : Deltas(type, data));
        await foreach (var chunk in chunks.EnumerateAsync(cancellationToken).ConfigureAwait(false))
        {
            if (chunk.Data is null)
            {
                yield break;
            }

            foreach (var delta in chunk.Data)
            {
                yield return delta;
                isFinished |= delta is FinishDelta or ErrorDelta;
                if (delta is ErrorDelta)
                {
                    yield break;
                }
            }
        }

        if (!isFinished)
        {
            yield return new ErrorDelta(ErrorDelta.ServerError, "The model's server broke its answer off.");
        }
    }

    /// <summary>The deltas of an event. An empty one keeps the connection open.</summary>
    private static List<ModelDelta> Deltas(string type, ReadOnlySpan<byte> data)
    {
        if (data.Trim((byte)' ').IsEmpty)
        {
            return [];
        }

        var deltas = Deltas(data, isWhole: false);
        return type == "error" && deltas is not [.., ErrorDelta] ? [ChatError.Delta(JsonElement.Parse(data))] : deltas;
    }

    private static List<ModelDelta> Deltas(ReadOnlySpan<byte> utf8Json, bool isWhole)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8Json);
            using var document = JsonDocument.ParseValue(ref reader);
            if (!reader.Read())
            {
                return ChatChoice.Read(document.RootElement, isWhole);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter where a member's name is no Unicode.
        }

        return [new ErrorDelta(ErrorDelta.ServerError, "The model's server sent something that is no JSON.")];
    }
}

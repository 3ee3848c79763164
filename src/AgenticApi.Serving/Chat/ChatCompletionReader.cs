using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AgenticApi.Serving.Chat;
using AgenticApi.Serving.Chat.Answers;

namespace AgenticApi.Serving;

/// <summary>
/// Reads the answer of a Chat Completions server into deltas for a <see cref="ResponseEventEmitter"/>: text, reasoning, refusals,
/// annotations, calls, the finish reason and usage. The README of the package lists the names that servers use for them.
/// </summary>
/// <remarks>
/// An error of the server becomes an <see cref="ErrorDelta"/>, not an exception: an error that it reports, a finish reason for an error, an
/// event that is not JSON, or a stream that ends without a finish reason. It is the last delta.
/// </remarks>
public static class ChatCompletionReader
{
    /// <summary>Reads a streaming answer: server-sent events with one chunk each, ended by <c>[DONE]</c>.</summary>
    /// <param name="stream">The stream. It is read to its end or to <c>[DONE]</c>, and not closed.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The deltas, as they come.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The read was cancelled.</exception>
    public static IAsyncEnumerable<ModelDelta> ReadAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(stream, cancellationToken);
    }

    /// <summary>Reads the answer to a request without <c>stream</c>.</summary>
    /// <param name="utf8Json">The body of the answer, UTF-8 JSON.</param>
    /// <returns>The deltas; each text and each call is in one delta.</returns>
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
            yield return new ErrorDelta(ErrorDelta.ServerError, "The model's server ended its answer without a finish reason.");
        }
    }

    /// <summary>Reads the deltas of an event. Servers send empty events to keep the connection open.</summary>
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
            // A member name that is not valid Unicode throws an InvalidOperationException.
        }

        return [new ErrorDelta(ErrorDelta.ServerError, "The model's server sent data that is not JSON.")];
    }
}

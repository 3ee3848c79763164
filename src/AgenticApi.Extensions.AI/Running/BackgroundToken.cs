using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Names a response that runs in the background, and the event up to which it was given out.</summary>
internal sealed class BackgroundToken(string responseId, long? sequenceNumber) : ResponseContinuationToken
{
    private const string ResponseIdName = "response_id", SequenceNumberName = "sequence_number";

    public string ResponseId { get; } = responseId;

    /// <summary>The event; null where none was given out.</summary>
    public long? SequenceNumber { get; } = sequenceNumber;

    public override ReadOnlyMemory<byte> ToBytes()
    {
        var json = new JsonObject { [ResponseIdName] = ResponseId };
        if (SequenceNumber is { } number)
        {
            json[SequenceNumberName] = number;
        }

        return System.Text.Encoding.UTF8.GetBytes(json.ToJsonString());
    }

    /// <summary>The token, also one that was stored as bytes.</summary>
    /// <exception cref="ArgumentException">It is a token of another client.</exception>
    public static BackgroundToken From(ResponseContinuationToken token)
    {
        if (token is BackgroundToken own)
        {
            return own;
        }

        try
        {
            var json = JsonElement.Parse(token.ToBytes().Span);
            if (json.TryGetMember(ResponseIdName) is { ValueKind: JsonValueKind.String } id)
            {
                return new BackgroundToken(id.GetString()!, json.TryGetMember(SequenceNumberName)?.TryGetInt64(out var number) == true ? number : null);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Bytes of another client need not be JSON.
        }

        throw new ArgumentException("This is no continuation token of this client.", nameof(token));
    }
}

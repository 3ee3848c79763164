using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Identifies a background response, and the last event that was passed on.</summary>
internal sealed class BackgroundToken(string responseId, long? sequenceNumber) : ResponseContinuationToken
{
    private const string ResponseIdName = "response_id", SequenceNumberName = "sequence_number";

    public string ResponseId { get; } = responseId;

    /// <summary>The sequence number of the event; null if none was passed on.</summary>
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

    /// <summary>Returns the token, which may have been serialized.</summary>
    /// <exception cref="ArgumentException">The token is of another client.</exception>
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
            // The token of another client may not be JSON.
        }

        throw new ArgumentException("The continuation token is not from this client.", nameof(token));
    }
}

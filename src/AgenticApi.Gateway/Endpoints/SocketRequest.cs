using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticApi.Serving.Chat;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>A WebSocket message of a client: a request for a response, with the additional members <c>type</c>, <c>stream_id</c> and <c>generate</c>.</summary>
internal sealed class SocketRequest
{
    private const int MaxStreamIdLength = 256;

    private static readonly SearchValues<char> StreamIdCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    private readonly JsonElement _message;

    /// <exception cref="GatewayException">The message is not a JSON object, or its <c>stream_id</c> is not valid.</exception>
    public SocketRequest(ReadOnlyMemory<byte> utf8Json)
    {
        _message = RequestBody.Parse(utf8Json);
        var streamId = _message.Member("stream_id");
        StreamId = !streamId.HasValue() ? null
            : streamId.Text() is { Length: > 0 and <= MaxStreamIdLength } name && !name.AsSpan().ContainsAnyExcept(StreamIdCharacters) ? name
            : throw new GatewayException(
                StatusCodes.Status400BadRequest, $"'stream_id' must be a string of 1 to {MaxStreamIdLength} of the characters A-Z, a-z, 0-9, '_', '-' and '.'.", "stream_id");
    }

    /// <summary>The <c>stream_id</c>; null for none. Requests with the same one are answered one after the other.</summary>
    public string? StreamId { get; }

    /// <summary>Whether the request has <c>"generate": false</c>: the model is not asked.</summary>
    public bool IsWarmUp => _message.Member("generate").ValueKind == JsonValueKind.False;

    /// <summary>Returns the request as the body of a POST request.</summary>
    /// <exception cref="GatewayException">The <c>type</c> is not <c>response.create</c>, or the request is for a background response.</exception>
    public JsonElement Body()
    {
        if (_message.Member("type").Text() != "response.create")
        {
            throw new GatewayException(StatusCodes.Status400BadRequest, "'type' must be 'response.create'.", "type");
        }

        if (_message.Member("background").ValueKind == JsonValueKind.True)
        {
            throw new GatewayException(StatusCodes.Status400BadRequest, "A WebSocket cannot create background responses. Send the request with POST.", "background");
        }

        var body = JsonObject.Create(_message)!;
        body.Remove("type");
        body.Remove("stream_id");
        body.Remove("generate");
        body["stream"] = true;
        return JsonElement.Parse(body.ToJsonString());
    }
}

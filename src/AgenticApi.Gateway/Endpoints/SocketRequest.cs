using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticApi.Serving.Chat;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>A message of a client on a WebSocket: a request for a response, with what only WebSockets have.</summary>
internal sealed class SocketRequest
{
    private const int LongestLane = 256;

    private static readonly SearchValues<char> OfLanes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    private readonly JsonElement _message;

    /// <exception cref="GatewayException">The message is no JSON object, or its <c>stream_id</c> is none.</exception>
    public SocketRequest(ReadOnlyMemory<byte> utf8Json)
    {
        _message = RequestBody.Checked(utf8Json);
        var lane = _message.Member("stream_id");
        Lane = !lane.HasValue() ? null
            : lane.Text() is { Length: > 0 and <= LongestLane } name && !name.AsSpan().ContainsAnyExcept(OfLanes) ? name
            : throw new GatewayException(StatusCodes.Status400BadRequest, $"It must have 1 to {LongestLane} of the characters A-Z, a-z, 0-9, '_', '-' and '.'.", "stream_id");
    }

    /// <summary>The <c>stream_id</c>: requests with the same one are answered one after the other. Null for none.</summary>
    public string? Lane { get; }

    /// <summary>Whether the model is not asked.</summary>
    public bool IsWarmUp => _message.Member("generate").ValueKind == JsonValueKind.False;

    /// <summary>The request as it would be the body of a POST.</summary>
    /// <exception cref="GatewayException">The message is none that asks for a response.</exception>
    public JsonElement Body()
    {
        if (_message.Member("type").Text() != "response.create")
        {
            throw new GatewayException(StatusCodes.Status400BadRequest, "It must be 'response.create'.", "type");
        }

        if (_message.Member("background").ValueKind == JsonValueKind.True)
        {
            throw new GatewayException(StatusCodes.Status400BadRequest, "A WebSocket takes no responses in the background. Send them with POST.", "background");
        }

        var body = JsonObject.Create(_message)!;
        body.Remove("type");
        body.Remove("stream_id");
        body.Remove("generate");
        body["stream"] = true;
        return JsonElement.Parse(body.ToJsonString());
    }
}

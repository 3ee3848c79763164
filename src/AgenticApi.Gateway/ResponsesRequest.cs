using System.Buffers;
using System.Text.Json;
using AgenticApi.Serving;
using AgenticApi.Serving.Chat;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>A request for a response, with all that came before it.</summary>
internal sealed class ResponsesRequest
{
    private const string Previous = "previous_response_id";

    private readonly IReadOnlyList<StoredResponse> _history;

    private ResponsesRequest(JsonElement body, IReadOnlyList<StoredResponse> history)
    {
        Body = body;
        _history = history;
        Input = Items(body.Member("input"));
    }

    /// <summary>The body as the client sent it, but for what is no Unicode.</summary>
    public JsonElement Body { get; }

    /// <summary>What the client said in this turn, as an array of items.</summary>
    public JsonElement Input { get; }

    public bool IsStream => Body.Member("stream").ValueKind == JsonValueKind.True;

    /// <summary>Whether the response is kept: it is, unless the request says otherwise.</summary>
    public bool IsStored => Body.Member("store").ValueKind != JsonValueKind.False;

    /// <summary>Reads a request, and finds what it continues.</summary>
    /// <exception cref="GatewayException">The body is no request, or what it continues is not kept.</exception>
    public static async Task<ResponsesRequest> ReadAsync(HttpContext context, IResponseStore store)
    {
        var body = await BodyAsync(context).ConfigureAwait(false);
        return new ResponsesRequest(body, await HistoryAsync(body.Member(Previous), store, context.RequestAborted).ConfigureAwait(false));
    }

    /// <summary>The body for the model's server, the history in it.</summary>
    /// <exception cref="GatewayException">The request asks for what that server does not have.</exception>
    public byte[] ToChatCompletion()
    {
        try
        {
            return ChatCompletionRequest.FromResponses(
                Body, _history.SelectMany(stored => stored.Input.Values().Concat(stored.Response.Output.Select(item => item.Json))));
        }
        catch (InvalidRequestException e)
        {
            throw new GatewayException(new(StatusCodes.Status400BadRequest, e.Message, e.Param));
        }
    }

    private static async Task<JsonElement> BodyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
            return ChatJson.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
        }
        catch (BadHttpRequestException e)
        {
            throw new GatewayException(new(e.StatusCode, e.Message));
        }
        catch (JsonException)
        {
            throw new GatewayException(new(StatusCodes.Status400BadRequest, "The body is no JSON. Send a JSON object."));
        }
    }

    /// <summary>What came before, the oldest first.</summary>
    private static async Task<List<StoredResponse>> HistoryAsync(JsonElement previous, IResponseStore store, CancellationToken cancellationToken)
    {
        if (previous.HasValue() && previous.ValueKind != JsonValueKind.String)
        {
            throw new GatewayException(new(StatusCodes.Status400BadRequest, "It must be a text.", Previous));
        }

        var history = new List<StoredResponse>();
        for (var id = previous.Text(); id is not null;)
        {
            var stored = await store.FindAsync(id, cancellationToken).ConfigureAwait(false)
                ?? throw new GatewayException(new(
                    StatusCodes.Status400BadRequest,
                    $"Previous response with id '{id}' not found. Continue a response that is kept, or give the whole history as input.",
                    Previous,
                    "previous_response_not_found"));
            history.Add(stored);
            id = stored.Response.PreviousResponseId;
        }

        history.Reverse();
        return history;
    }

    /// <summary>An input of text is a message of the user.</summary>
    private static JsonElement Items(JsonElement input)
    {
        if (input.ValueKind != JsonValueKind.String)
        {
            return input;
        }

        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteString("type", "message");
            json.WriteString("role", "user");
            json.WritePropertyName("content");
            input.WriteTo(json);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        return JsonElement.Parse(output.WrittenSpan);
    }
}

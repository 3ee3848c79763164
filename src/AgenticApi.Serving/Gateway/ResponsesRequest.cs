using System.Buffers;
using System.Text.Json;
using AgenticApi.Serving.Chat;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Serving.Gateway;

/// <summary>A request for a response, with all that came before it.</summary>
internal sealed class ResponsesRequest
{
    private const string Previous = "previous_response_id";
    private const string InputMember = "input";

    private readonly IReadOnlyList<StoredResponse> _history;

    private ResponsesRequest(JsonElement body, IReadOnlyList<StoredResponse> history)
    {
        Body = body;
        _history = history;
        Input = Items(body.Member(InputMember));
    }

    /// <summary>The body as the client sent it.</summary>
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
        JsonElement body;
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted).ConfigureAwait(false);
            body = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new GatewayException(new(StatusCodes.Status400BadRequest, "The body is no JSON. Send a JSON object."));
        }

        return new ResponsesRequest(body, await HistoryAsync(body.Member(Previous).Text(), store, context.RequestAborted).ConfigureAwait(false));
    }

    /// <summary>The body for the model's server, the history in it.</summary>
    /// <exception cref="GatewayException">The request asks for what that server does not have.</exception>
    public byte[] ToChatCompletion()
    {
        try
        {
            return ChatCompletionRequest.FromResponses(Body.ValueKind == JsonValueKind.Object ? WithHistory() : Body);
        }
        catch (InvalidRequestException e)
        {
            throw new GatewayException(new(StatusCodes.Status400BadRequest, e.Message, e.Param));
        }
    }

    /// <summary>What came before, the oldest first.</summary>
    private static async Task<List<StoredResponse>> HistoryAsync(string? id, IResponseStore store, CancellationToken cancellationToken)
    {
        var history = new List<StoredResponse>();
        while (id is not null)
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

    private JsonElement WithHistory()
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            foreach (var member in Body.EnumerateObject().Where(member => member.Name is not (Previous or InputMember)))
            {
                member.WriteTo(json);
            }

            json.WritePropertyName(InputMember);
            WriteInput(json);
            json.WriteEndObject();
        }

        return JsonElement.Parse(output.WrittenSpan);
    }

    private void WriteInput(Utf8JsonWriter json)
    {
        if (Input.ValueKind != JsonValueKind.Array)
        {
            // It is wrong, and whoever translates it says so.
            (Input.ValueKind == JsonValueKind.Undefined ? JsonElement.Parse("null") : Input).WriteTo(json);
            return;
        }

        json.WriteStartArray();
        foreach (var stored in _history)
        {
            Write(stored.Input.Values());
            Write(stored.Response.Output.Select(item => item.Json));
        }

        Write(Input.Values());
        json.WriteEndArray();

        void Write(IEnumerable<JsonElement> items)
        {
            foreach (var item in items)
            {
                item.WriteTo(json);
            }
        }
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

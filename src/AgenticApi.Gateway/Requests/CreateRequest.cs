using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticApi.Serving;
using AgenticApi.Serving.Chat;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>A request for a response, with the history that it continues.</summary>
internal sealed class CreateRequest
{
    private const string Previous = "previous_response_id";

    private CreateRequest(JsonElement body, string? owner)
    {
        Body = body;
        Owner = owner;
        IsStream = Flag("stream") ?? false;
        IsStored = Flag("store") ?? true;
        IsBackground = Flag("background") ?? false;
        if (IsBackground && !IsStored)
        {
            throw new GatewayException(StatusCodes.Status400BadRequest, "A background response must be stored. Remove 'store', or set it to true.", "background");
        }
    }

    /// <summary>The body as the client sent it, with U+FFFD for invalid Unicode.</summary>
    public JsonElement Body { get; }

    /// <summary>The owner of the response; null if clients are not authenticated.</summary>
    public string? Owner { get; }

    public bool IsStream { get; }

    /// <summary>Whether the response is stored: the member <c>store</c>, true by default.</summary>
    public bool IsStored { get; }

    public bool IsBackground { get; }

    /// <summary>The conversation; null for none.</summary>
    public Conversation? Conversation { get; private set; }

    /// <summary>The input of the request, as an array of items with ids.</summary>
    public JsonElement Input { get; private set; }

    /// <summary>The items of the previous responses or the conversation, the oldest first.</summary>
    public IReadOnlyList<JsonElement> History { get; private set; } = [];

    /// <summary>Reads a request and its history.</summary>
    /// <param name="body">The request.</param>
    /// <param name="response">The id of its response.</param>
    /// <param name="owner">The owner of the response; null for none.</param>
    /// <param name="records">The stored responses and conversations.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="socket">The history of the client's WebSocket; null for HTTP.</param>
    /// <exception cref="GatewayException">The request is not valid, or what it continues does not exist.</exception>
    public static async Task<CreateRequest> ReadAsync(
        JsonElement body, string response, string? owner, GatewayRecords records, CancellationToken cancellationToken, SocketHistory? socket = null)
    {
        var request = new CreateRequest(body, owner);
        var previous = Id(Previous, body.Member(Previous));
        var named = body.Member("conversation");
        var conversation = named.ValueKind == JsonValueKind.Object
            ? Id("conversation.id", named.Member("id")) ?? throw new GatewayException(StatusCodes.Status400BadRequest, "'conversation.id' is required and must be a string.", "conversation.id")
            : Id("conversation", named);
        if (previous is not null && conversation is not null)
        {
            throw new GatewayException(StatusCodes.Status400BadRequest, $"Use '{Previous}' or 'conversation', not both.", Previous, "mutually_exclusive_parameters");
        }

        if (previous is not null)
        {
            request.History = socket?.Find(previous) ?? await records.HistoryAsync(previous, owner, cancellationToken).ConfigureAwait(false);
        }

        if (conversation is not null)
        {
            request.Conversation = await records.Conversations.FindAsync(conversation, owner, cancellationToken).ConfigureAwait(false)
                ?? throw new GatewayException(GatewayError.NotFound("Conversation", conversation, "conversation"));
            request.History = [.. request.Conversation.Items.Select(item => item.Value)];
        }

        var input = await InputItems.ReadAsync(
            body.Member("input"), response, id => socket?.FindItem(id) is { } item ? new(item) : records.FindItemAsync(id, owner, cancellationToken)).ConfigureAwait(false);
        request.Input = conversation is null ? input : RepeatedOutputs.Remove(input, request.History);
        return request;
    }

    /// <summary>Translates the request and its history for the model's server.</summary>
    /// <exception cref="GatewayException">The request is not valid, or has something that Chat Completions do not support.</exception>
    public ChatCompletionRequestResult ToChatCompletion(ChatCompletionRequestOptions options)
    {
        try
        {
            return ChatCompletionRequest.FromResponses(WithoutGatewayMembers(), History, options);
        }
        catch (InvalidRequestException e)
        {
            throw new GatewayException(StatusCodes.Status400BadRequest, e.Message, e.Param, e.Code);
        }
    }

    private static string? Id(string name, JsonElement value) => !value.HasValue()
        ? null
        : value.Text() ?? throw new GatewayException(StatusCodes.Status400BadRequest, $"'{name}' must be a string.", name);

    /// <summary>Returns the body without the members that the gateway handles itself, and with items in place of references.</summary>
    private JsonElement WithoutGatewayMembers()
    {
        if (!IsBackground && Conversation is null && !Body.Member("input").Values().Any(InputItems.IsReference))
        {
            return Body;
        }

        var body = JsonObject.Create(Body)!;
        if (IsBackground)
        {
            // The events are stored while the model generates, and clients can follow them.
            body.Remove("background");
            body["stream"] = true;
        }

        body.Remove("conversation");
        body["input"] = JsonArray.Create(Input);
        return JsonElement.Parse(body.ToJsonString());
    }

    private bool? Flag(string name) => Body.Member(name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        var other when !other.HasValue() => null,
        _ => throw new GatewayException(StatusCodes.Status400BadRequest, $"'{name}' must be true or false.", name),
    };
}

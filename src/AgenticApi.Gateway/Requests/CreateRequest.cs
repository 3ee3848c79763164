using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticApi.Serving;
using AgenticApi.Serving.Chat;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>A request for a response, with all that came before it.</summary>
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
            throw new GatewayException(StatusCodes.Status400BadRequest, "A background response must be stored: leave 'store' out, or set it to true.", "background");
        }
    }

    /// <summary>The body as the client sent it, but for what is no Unicode.</summary>
    public JsonElement Body { get; }

    /// <summary>Whose the response is; null where clients are not told apart.</summary>
    public string? Owner { get; }

    public bool IsStream { get; }

    /// <summary>Whether the response is kept: it is, unless the request says otherwise.</summary>
    public bool IsStored { get; }

    public bool IsBackground { get; }

    /// <summary>The conversation; null for none.</summary>
    public Conversation? Conversation { get; private set; }

    /// <summary>What the client said in this turn, as an array of items with ids.</summary>
    public JsonElement Input { get; private set; }

    /// <summary>The items that came before, the oldest first.</summary>
    public IReadOnlyList<JsonElement> History { get; private set; } = [];

    /// <summary>Reads a request, and finds what it continues.</summary>
    /// <param name="body">The request.</param>
    /// <param name="response">The id of its response.</param>
    /// <param name="owner">Who asks.</param>
    /// <param name="records">What is kept.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="memory">What the client's WebSocket remembers; null where there is none.</param>
    /// <exception cref="GatewayException">It is no request, or what it continues is not kept.</exception>
    public static async Task<CreateRequest> ReadAsync(
        JsonElement body, string response, string? owner, GatewayRecords records, CancellationToken cancellationToken, TurnMemory? memory = null)
    {
        var request = new CreateRequest(body, owner);
        var previous = Id(Previous, body.Member(Previous));
        var named = body.Member("conversation");
        var conversation = named.ValueKind == JsonValueKind.Object
            ? Id("conversation.id", named.Member("id")) ?? throw new GatewayException(StatusCodes.Status400BadRequest, "It is required, and a text.", "conversation.id")
            : Id("conversation", named);
        if (previous is not null && conversation is not null)
        {
            throw new GatewayException(StatusCodes.Status400BadRequest, $"Give '{Previous}' or 'conversation', not both.", Previous, "mutually_exclusive_parameters");
        }

        if (previous is not null)
        {
            request.History = memory?.History(previous) ?? await records.HistoryAsync(previous, owner, cancellationToken).ConfigureAwait(false);
        }

        if (conversation is not null)
        {
            request.Conversation = await records.Conversations.FindAsync(conversation, owner, cancellationToken).ConfigureAwait(false)
                ?? throw new GatewayException(GatewayError.NotFound("Conversation", conversation, "conversation"));
            request.History = [.. request.Conversation.Items.Select(item => item.Value)];
        }

        var input = await InputItems.ReadAsync(
            body.Member("input"), response, id => memory?.FindItem(id) is { } item ? new(item) : records.FindItemAsync(id, owner, cancellationToken)).ConfigureAwait(false);
        request.Input = conversation is null ? input : RepeatedOutputs.LeaveOut(input, request.History);
        return request;
    }

    /// <summary>The request for the model's server, the history in it.</summary>
    /// <exception cref="GatewayException">The request asks for what that server does not have.</exception>
    public ChatCompletionRequestResult ToChatCompletion(ChatCompletionRequestOptions options)
    {
        try
        {
            return ChatCompletionRequest.FromResponses(Translated(), History, options);
        }
        catch (InvalidRequestException e)
        {
            throw new GatewayException(StatusCodes.Status400BadRequest, e.Message, e.Param, e.Code);
        }
    }

    private static string? Id(string name, JsonElement value) => !value.HasValue()
        ? null
        : value.Text() ?? throw new GatewayException(StatusCodes.Status400BadRequest, "It must be a text.", name);

    /// <summary>The body without what the gateway does itself, and with the items of references.</summary>
    private JsonElement Translated()
    {
        if (!IsBackground && Conversation is null && !Body.Member("input").Values().Any(InputItems.IsReference))
        {
            return Body;
        }

        var body = JsonObject.Create(Body)!;
        if (IsBackground)
        {
            // What the model says is kept while it says it, and can be followed.
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
        _ => throw new GatewayException(StatusCodes.Status400BadRequest, "It must be true or false.", name),
    };
}

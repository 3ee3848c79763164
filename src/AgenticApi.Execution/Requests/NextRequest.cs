using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Execution;

/// <summary>Makes the next request of a conversation.</summary>
internal static class NextRequest
{
    /// <summary>Returns the request that continues a conversation after a response.</summary>
    public static ResponseRequest Of(ResponseRequest request, AccumulatedResponse result, IEnumerable<OutputItem> outputs, Continuation continuation)
    {
        var next = Typed(request);
        next = next with { ToolChoice = Unforced(next.ToolChoice) };
        return continuation switch
        {
            Continuation.Items => next with
            {
                Input = [.. next.Input, .. ResentItems.Of(result, Stores(request)), .. outputs],
                PreviousResponseId = null,
                Conversation = null,
                Other = Without(next.Other, "conversation"),
            },
            Continuation.PreviousResponse => next with
            {
                Input = [.. outputs],
                PreviousResponseId = result.Response.Id is { Length: > 0 } id ? id : throw new InvalidOperationException(
                    "The response has no id, so the next request cannot name it. Continue with Continuation.Items, which sends all items."),
                Conversation = null,
                Other = Without(next.Other, "conversation"),
            },
            Continuation.Conversation => next.Conversation is not null || next.Other?["conversation"] is not null
                ? next with { Input = [.. outputs], PreviousResponseId = null }
                : throw new InvalidOperationException(
                    "The request names no conversation. Set ResponseRequest.Conversation, or continue with Continuation.Items, which sends all items."),
            _ => throw new ArgumentOutOfRangeException(nameof(continuation), continuation, "The value is not defined."),
        };
    }

    /// <summary>Returns the request with <c>input</c> and <c>tool_choice</c> in its typed members, also if <see cref="ResponseRequest.Other"/> has them.</summary>
    private static ResponseRequest Typed(ResponseRequest request)
    {
        if (request.Other is not { } other)
        {
            return request;
        }

        var input = other["input"] is { } given ? ItemsOf(given) : other.ContainsKey("input") ? [] : request.Input;
        var choice = other["tool_choice"] is { } chosen ? ElementOf(chosen) : other.ContainsKey("tool_choice") ? default : request.ToolChoice;

        // "conversation" stays in Other, because it may be an object.
        return request with { Input = input, ToolChoice = choice, Other = Without(other, "input", "tool_choice", "previous_response_id") };
    }

    /// <summary>Returns the items of an <c>input</c>. A text is one message of the user.</summary>
    public static IReadOnlyList<OutputItem> ItemsOf(JsonNode input) => input switch
    {
        JsonArray items => [.. items.Where(item => item is not null).Select(item => OutputItem.FromJson(ElementOf(item!)))],
        JsonValue value when value.TryGetValue(out string? text) => [MessageItem.User(text)],
        _ => [],
    };

    /// <summary>
    /// Returns the choice for the rounds after the first. A forced call is removed, because it would be forced in every round; a restriction of the
    /// tools is kept.
    /// </summary>
    public static JsonElement Unforced(JsonElement choice)
    {
        if (choice.ValueKind == JsonValueKind.String)
        {
            return choice.ValueEquals("required"u8) ? default : choice;
        }

        if (choice.ValueKind != JsonValueKind.Object)
        {
            return choice;
        }

        if (!choice.TryGetProperty("type"u8, out var type) || type.ValueKind != JsonValueKind.String || !type.ValueEquals("allowed_tools"u8))
        {
            return default;
        }

        var allowed = JsonObject.Create(choice)!;
        allowed["mode"] = "auto";
        return ElementOf(allowed);
    }

    private static bool? Stores(ResponseRequest request) =>
        request.Other?["store"] is JsonValue value && value.TryGetValue(out bool store) ? store : request.Store;

    /// <summary>Returns the same value as an immutable element.</summary>
    public static JsonElement ElementOf(JsonNode node) => JsonElement.Parse(node.ToJsonString());

    private static JsonObject? Without(JsonObject? members, params ReadOnlySpan<string> names)
    {
        if (members is null)
        {
            return null;
        }

        // The caller's object is not changed.
        var copy = members.DeepClone().AsObject();
        foreach (var name in names)
        {
            copy.Remove(name);
        }

        return copy;
    }
}

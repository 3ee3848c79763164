using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Execution;

/// <summary>Makes the request that follows a response.</summary>
internal static class NextRequest
{
    /// <summary>The next request of the same conversation.</summary>
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
                    "The response has no id that the next request could name. Continue with Continuation.Items, which sends all items."),
                Conversation = null,
                Other = Without(next.Other, "conversation"),
            },
            Continuation.Conversation => next.Conversation is not null || next.Other?["conversation"] is not null
                ? next with { Input = [.. outputs], PreviousResponseId = null }
                : throw new InvalidOperationException(
                    "The request names no conversation. Set ResponseRequest.Conversation, or continue with Continuation.Items, which sends all items."),
            _ => throw new ArgumentOutOfRangeException(nameof(continuation), continuation, "This is no way to continue."),
        };
    }

    /// <summary>The request with those members typed that join requests, also where <see cref="ResponseRequest.Other"/> gave them.</summary>
    private static ResponseRequest Typed(ResponseRequest request)
    {
        if (request.Other is not { } other)
        {
            return request;
        }

        var input = other["input"] is { } given ? ItemsOf(given) : other.ContainsKey("input") ? [] : request.Input;
        var choice = other["tool_choice"] is { } chosen ? ElementOf(chosen) : other.ContainsKey("tool_choice") ? default : request.ToolChoice;

        // A conversation may be an object too, and then it stays what it is.
        return request with { Input = input, ToolChoice = choice, Other = Without(other, "input", "tool_choice", "previous_response_id") };
    }

    /// <summary>The items of an <c>input</c>: a text is one message.</summary>
    public static IReadOnlyList<OutputItem> ItemsOf(JsonNode input) => input switch
    {
        JsonArray items => [.. items.Where(item => item is not null).Select(item => OutputItem.FromJson(ElementOf(item!)))],
        JsonValue value when value.TryGetValue(out string? text) => [MessageItem.User(text)],
        _ => [],
    };

    /// <summary>A choice that forces a call would force one in every round. One that only restricts the tools goes on doing that.</summary>
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

    /// <summary>The same value, immutable.</summary>
    public static JsonElement ElementOf(JsonNode node) => JsonElement.Parse(node.ToJsonString());

    private static JsonObject? Without(JsonObject? members, params ReadOnlySpan<string> names)
    {
        if (members is null)
        {
            return null;
        }

        // The caller's own is not to be changed.
        var copy = members.DeepClone().AsObject();
        foreach (var name in names)
        {
            copy.Remove(name);
        }

        return copy;
    }
}

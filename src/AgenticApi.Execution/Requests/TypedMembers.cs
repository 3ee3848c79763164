using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Execution;

/// <summary>
/// Moves members of <see cref="ResponseRequest.Other"/> to their typed places: a run joins its requests, and decides what to do about a broken
/// stream, by the typed ones.
/// </summary>
internal static class TypedMembers
{
    /// <summary>The request with those members typed. The one that is given stays as it is.</summary>
    /// <exception cref="ArgumentException">One of them is of another type.</exception>
    public static ResponseRequest Of(ResponseRequest request)
    {
        var typed = request;
        JsonObject? left = null;
        foreach (var (name, value) in request.Other ?? [])
        {
            if (Take(typed, name, value) is { } taken)
            {
                typed = taken;
                left ??= request.Other!.DeepClone().AsObject();
                left.Remove(name);
            }
        }

        return left is null ? request : typed with { Other = left.Count > 0 ? left : null };
    }

    /// <returns>Null where the member has no typed place, or none that a run decides by.</returns>
    private static ResponseRequest? Take(ResponseRequest request, string name, JsonNode? value) => name switch
    {
        "model" => request with { Model = Text(name, value) },
        "instructions" => request with { Instructions = Text(name, value) },
        "input" => request with { Input = Items(name, value) },
        "tool_choice" => request with { ToolChoice = Choice(name, value) },
        "previous_response_id" => request with { PreviousResponseId = Text(name, value) },
        "conversation" => request with { Conversation = Text(name, value is JsonObject { Count: 1 } conversation ? conversation["id"] ?? throw Wrong(name, "a text, or an object with an id") : value) },
        "store" => request with { Store = Flag(name, value) },
        "background" => request with { Background = Flag(name, value) },
        "include" => request with { Include = Texts(name, value) },
        _ => null,
    };

    private static string? Text(string name, JsonNode? value) => value?.GetValueKind() switch
    {
        null => null,
        JsonValueKind.String => value.GetValue<string>(),
        _ => throw Wrong(name, "a text"),
    };

    private static bool? Flag(string name, JsonNode? value) => value?.GetValueKind() switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(name, "true or false"),
    };

    private static IReadOnlyList<string> Texts(string name, JsonNode? value) => value switch
    {
        null => [],
        JsonArray texts when texts.All(static text => text?.GetValueKind() == JsonValueKind.String) => [.. texts.Select(static text => text!.GetValue<string>())],
        _ => throw Wrong(name, "an array of texts"),
    };

    private static IReadOnlyList<OutputItem> Items(string name, JsonNode? value) => value switch
    {
        null => [],
        JsonArray items when items.All(static item => item is JsonObject) => NextRequest.ItemsOf(items),
        JsonValue text when text.GetValueKind() == JsonValueKind.String => NextRequest.ItemsOf(text),
        _ => throw Wrong(name, "a text, or an array of items"),
    };

    private static JsonElement Choice(string name, JsonNode? value) => value?.GetValueKind() switch
    {
        null => default,
        JsonValueKind.String or JsonValueKind.Object => NextRequest.ElementOf(value),
        _ => throw Wrong(name, "a text or an object"),
    };

    private static ArgumentException Wrong(string name, string expected) => new($"The member '{name}' in {nameof(ResponseRequest)}.{nameof(ResponseRequest.Other)} takes {expected}.");
}

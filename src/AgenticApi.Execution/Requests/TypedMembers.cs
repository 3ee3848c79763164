using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Execution;

/// <summary>
/// Moves members of <see cref="ResponseRequest.Other"/> to the typed members that a run reads: it makes the next request and repairs broken streams from
/// them.
/// </summary>
internal static class TypedMembers
{
    /// <summary>Returns the request with these members typed. The given request is not changed.</summary>
    /// <exception cref="ArgumentException">A member has a value of another type.</exception>
    public static ResponseRequest Of(ResponseRequest request)
    {
        var typed = request;
        JsonObject? left = null;
        foreach (var (name, value) in request.Other ?? [])
        {
            if (TryMove(typed, name, value) is { } moved)
            {
                typed = moved;
                left ??= request.Other!.DeepClone().AsObject();
                left.Remove(name);
            }
        }

        return left is null ? request : typed with { Other = left.Count > 0 ? left : null };
    }

    /// <returns>The request with the member typed; null if the member stays in <see cref="ResponseRequest.Other"/>.</returns>
    private static ResponseRequest? TryMove(ResponseRequest request, string name, JsonNode? value) => name switch
    {
        "model" => request with { Model = Text(name, value) },
        "instructions" => request with { Instructions = Text(name, value) },
        "input" => request with { Input = Items(name, value) },
        "tool_choice" => request with { ToolChoice = Choice(name, value) },
        "previous_response_id" => request with { PreviousResponseId = Text(name, value) },
        "conversation" => request with { Conversation = Text(name, value is JsonObject { Count: 1 } conversation ? conversation["id"] ?? throw Wrong(name, "a string, or an object with an id") : value) },
        "store" => request with { Store = Flag(name, value) },
        "background" => request with { Background = Flag(name, value) },
        "include" => request with { Include = Texts(name, value) },
        _ => null,
    };

    private static string? Text(string name, JsonNode? value) => value?.GetValueKind() switch
    {
        null => null,
        JsonValueKind.String => value.GetValue<string>(),
        _ => throw Wrong(name, "a string"),
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
        _ => throw Wrong(name, "an array of strings"),
    };

    private static IReadOnlyList<OutputItem> Items(string name, JsonNode? value) => value switch
    {
        null => [],
        JsonArray items when items.All(static item => item is JsonObject) => NextRequest.ItemsOf(items),
        JsonValue text when text.GetValueKind() == JsonValueKind.String => NextRequest.ItemsOf(text),
        _ => throw Wrong(name, "a string, or an array of items"),
    };

    private static JsonElement Choice(string name, JsonNode? value) => value?.GetValueKind() switch
    {
        null => default,
        JsonValueKind.String or JsonValueKind.Object => NextRequest.ElementOf(value),
        _ => throw Wrong(name, "a string or an object"),
    };

    private static ArgumentException Wrong(string name, string expected) => new($"The member '{name}' of {nameof(ResponseRequest)}.{nameof(ResponseRequest.Other)} must be {expected}.");
}

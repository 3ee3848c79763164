using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>An item of a conversation.</summary>
/// <param name="Json">The item; a string for a message of the user that is nothing but text.</param>
/// <param name="Type">Its type.</param>
/// <param name="At">Where it stands in the request.</param>
/// <param name="IsKept">Whether it stands before the request's input.</param>
internal readonly record struct ConversationItem(JsonElement Json, string Type, string At, bool IsKept)
{
    public ItemRule Rule => ItemTable.Find(Type)!;

    /// <summary>The id that links a call and its output. The output of a local shell call may have the call's own id instead.</summary>
    public string? CallId => Json.Member("call_id").Text() is { Length: > 0 } id ? id
        : Type is ItemTypes.LocalShellCall or ItemTypes.LocalShellCallOutput ? Json.Member("id").Text()
        : null;

    public bool IsIncomplete => Json.Member("status").Text() == Statuses.Incomplete;

    /// <summary>The role of a message whose place is at the beginning.</summary>
    public bool IsSystem => Type == ItemTypes.Message && Json.Member("role").Text() is "system" or "developer";

    /// <summary>Reads an item.</summary>
    /// <exception cref="InvalidRequestException">It is none that the model can be given.</exception>
    public static ConversationItem Read(JsonElement json, string at, bool isKept)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw Fault.Type(at, "an object", json);
        }

        var type = Required.OptionalText(json, "type", at)
            ?? (json.Member("role").HasValue() ? ItemTypes.Message : json.Member("id").HasValue() ? ItemTable.Reference : throw Fault.Missing($"{at}.type"));
        _ = Required.OptionalText(json, "id", at);
        _ = Required.OptionalText(json, "status", at);
        return ItemTable.Find(type) switch
        {
            null => throw Fault.Invalid($"{at}.type", $"Invalid value for '{at}.type': an item of this type cannot be given to the model."),
            { Use: ItemUse.Refused } rule when type == ItemTable.Reference => throw Fault.Unsupported(json.Member("id").HasValue() ? $"{at}.id" : $"{at}.type", rule.Refusal),
            { Use: ItemUse.Refused } rule => throw Fault.Unsupported($"{at}.type", rule.Refusal),
            _ => new ConversationItem(json, type, at, isKept),
        };
    }
}

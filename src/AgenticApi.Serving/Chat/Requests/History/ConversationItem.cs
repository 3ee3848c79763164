using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>An item of a conversation.</summary>
/// <param name="Json">The item; a string if <c>input</c> is a string, which is a user message.</param>
/// <param name="Type">The type of the item.</param>
/// <param name="At">The path of the item in the request.</param>
/// <param name="IsStored">Whether it is a stored item, not one of the request's input.</param>
internal readonly record struct ConversationItem(JsonElement Json, string Type, string At, bool IsStored)
{
    public ItemRule Rule => ItemTable.Find(Type)!;

    /// <summary>The id that links a call and its output. A local shell call and its output may have only an item id.</summary>
    public string? CallId => Json.Member("call_id").Text() is { Length: > 0 } id ? id
        : Type is ItemTypes.LocalShellCall or ItemTypes.LocalShellCallOutput ? Json.Member("id").Text()
        : null;

    public bool IsIncomplete => Json.Member("status").Text() == Statuses.Incomplete;

    /// <summary>Whether the item is a system or developer message.</summary>
    public bool IsSystem => Type == ItemTypes.Message && Json.Member("role").Text() is "system" or "developer";

    /// <summary>Reads an item.</summary>
    /// <exception cref="InvalidRequestException">The item is invalid or not supported.</exception>
    public static ConversationItem Read(JsonElement json, string at, bool isStored)
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
            null => throw Fault.Invalid($"{at}.type", $"Invalid value for '{at}.type': items of this type are not supported."),
            { Use: ItemUse.Refused } rule when type == ItemTable.Reference => throw Fault.Unsupported(json.Member("id").HasValue() ? $"{at}.id" : $"{at}.type", rule.Refusal),
            { Use: ItemUse.Refused } rule => throw Fault.Unsupported($"{at}.type", rule.Refusal),
            _ => new ConversationItem(json, type, at, isStored),
        };
    }
}

using System.Collections.Frozen;
using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>Checks the members of a request. Throws an <see cref="InvalidRequestException"/> for unknown and invalid members.</summary>
internal static class MemberCheck
{
    /// <summary>The longest key of metadata, in characters.</summary>
    private const int LongestKey = 64;

    /// <summary>The longest value of metadata, in characters.</summary>
    private const int LongestValue = 512;

    private const int MostPairs = 16;

    /// <summary>Checks the members of the request itself.</summary>
    /// <param name="request">The request.</param>
    /// <param name="hasStore">Whether responses are stored, so that a request can refer to them.</param>
    /// <param name="passed">The members that are allowed although the Responses API does not have them.</param>
    public static void Request(JsonElement request, bool hasStore, IReadOnlySet<string> passed)
    {
        foreach (var member in request.EnumerateObject())
        {
            if (RequestMembers.Top.TryGetValue(member.Name, out var rule))
            {
                Check(rule, member, member.Name);
            }
            else if (ChatMembers.Moved.TryGetValue(member.Name, out var moved))
            {
                throw Fault.Unsupported(member.Name, $"Unsupported parameter: '{member.Name}'. In the Responses API, this parameter has moved to '{moved}'.");
            }
            else if (passed.Contains(member.Name))
            {
                Check(ChatMembers.Passed.GetValueOrDefault(member.Name), member, member.Name);
            }
            else if (member.Value.HasValue())
            {
                throw Fault.Unknown(Fault.Name(member.Name));
            }
        }

        Members(request, "reasoning", "", RequestMembers.Reasoning);
        Members(request, "text", "", RequestMembers.Text);
        Members(request, "stream_options", "", RequestMembers.StreamOptions);
        CheckMetadata(request.Member("metadata"));
        CheckConversation(request);
        foreach (var rule in RequestMembers.Top.Values.Where(rule => rule.Use == MemberUse.NeedsStore && !hasStore))
        {
            CheckWithoutStore(rule.Name, request.Member(rule.Name));
        }
    }

    /// <summary>Checks the members of a nested object.</summary>
    public static void Members(JsonElement owner, string name, string at, FrozenDictionary<string, MemberRule> rules) =>
        Members(owner.Member(name), at.Length == 0 ? name : $"{at}.{name}", rules);

    /// <summary>Checks the members of an object; does nothing for other values.</summary>
    public static void Members(JsonElement value, string at, FrozenDictionary<string, MemberRule> rules)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in value.EnumerateObject())
        {
            if (rules.TryGetValue(member.Name, out var rule))
            {
                Check(rule, member, $"{at}.{member.Name}");
            }
            else if (member.Value.HasValue())
            {
                throw Fault.Unknown($"{at}.{Fault.Name(member.Name)}");
            }
        }
    }

    private static void Check(MemberRule? rule, JsonProperty member, string at)
    {
        if (member.Value.HasValue())
        {
            rule?.Check(member.Value, at);
        }
    }

    /// <summary>Refuses members that need a store of responses.</summary>
    private static void CheckWithoutStore(string name, JsonElement value)
    {
        var refusal = (name, value.ValueKind) switch
        {
            (_, JsonValueKind.Undefined or JsonValueKind.Null) or ("background", JsonValueKind.False) or ("generate", JsonValueKind.True) => null,
            ("background", _) => "Background responses are not supported: leave out 'background', and wait for the answer or stream it.",
            ("generate", _) => "Only 'generate': true is supported: leave it out.",
            ("conversation", _) => "Conversations are not stored: send the whole history as input.",
            _ => "Responses are not stored: send the whole history as input.",
        };
        if (refusal is not null)
        {
            throw Fault.Unsupported(name, refusal);
        }
    }

    private static void CheckMetadata(JsonElement metadata)
    {
        if (metadata.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (metadata.GetPropertyCount() > MostPairs)
        {
            throw Fault.Invalid("metadata", $"Invalid 'metadata': too many properties. Expected an object with at most {MostPairs} properties.");
        }

        foreach (var pair in metadata.EnumerateObject())
        {
            var at = $"metadata.{Fault.Name(pair.Name)}";
            var value = pair.Value.Text() ?? throw Fault.Type(at, "a string", pair.Value);
            if (pair.Name.Length > LongestKey || value.Length > LongestValue)
            {
                throw Fault.Invalid(
                    pair.Name.Length > LongestKey ? "metadata" : at, $"Invalid 'metadata': a key can have at most {LongestKey} characters, and a value at most {LongestValue}.");
            }
        }
    }

    private static void CheckConversation(JsonElement request)
    {
        var conversation = request.Member("conversation");
        if (!conversation.HasValue())
        {
            return;
        }

        if (request.Member("previous_response_id").HasValue())
        {
            throw new InvalidRequestException(
                "Mutually exclusive parameters: 'conversation' and 'previous_response_id'.", "previous_response_id", "mutually_exclusive_parameters");
        }

        if (conversation.ValueKind == JsonValueKind.Object)
        {
            _ = Required.Text(conversation, "id", "conversation");
        }
    }
}

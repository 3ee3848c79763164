using System.Collections.Frozen;
using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>Refuses members that are not known, or not what they must be.</summary>
internal static class MemberCheck
{
    /// <summary>The longest key of metadata, in characters.</summary>
    private const int LongestKey = 64;

    /// <summary>The longest value of metadata, in characters.</summary>
    private const int LongestValue = 512;

    private const int MostPairs = 16;

    /// <summary>Checks the members of the request itself.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isKept">Whether somebody keeps responses, and gives the history.</param>
    /// <param name="passed">The members that pass though the API does not know them.</param>
    public static void Request(JsonElement request, bool isKept, IReadOnlySet<string> passed)
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
                throw Fault.Unknown(member.Name);
            }
        }

        Members(request, "reasoning", "", RequestMembers.Reasoning);
        Members(request, "text", "", RequestMembers.Text);
        Members(request, "stream_options", "", RequestMembers.StreamOptions);
        Metadata(request.Member("metadata"));
        Conversation(request);
        foreach (var rule in RequestMembers.Top.Values.Where(rule => rule.Use == MemberUse.ForKeeper && !isKept))
        {
            Keeper(rule.Name, request.Member(rule.Name));
        }
    }

    /// <summary>Checks the members of an object that is a member itself.</summary>
    public static void Members(JsonElement owner, string name, string at, FrozenDictionary<string, MemberRule> rules) =>
        Members(owner.Member(name), at.Length == 0 ? name : $"{at}.{name}", rules);

    /// <summary>Checks the members of an object; of anything else none.</summary>
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
                throw Fault.Unknown($"{at}.{member.Name}");
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

    /// <summary>Refuses what only somebody who keeps responses can do.</summary>
    private static void Keeper(string name, JsonElement value)
    {
        var refusal = (name, value.ValueKind) switch
        {
            (_, JsonValueKind.Undefined or JsonValueKind.Null) or ("background", JsonValueKind.False) or ("generate", JsonValueKind.True) => null,
            ("background", _) => "Nothing runs in the background here: leave it out, and wait for the answer or stream it.",
            ("generate", _) => "Nothing is prepared here: leave it out.",
            ("conversation", _) => "No conversations are kept here: give the whole history as input.",
            _ => "No responses are kept here: give the whole history as input.",
        };
        if (refusal is not null)
        {
            throw Fault.Unsupported(name, refusal);
        }
    }

    private static void Metadata(JsonElement metadata)
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
            var at = $"metadata.{pair.Name}";
            var value = pair.Value.Text() ?? throw Fault.Type(at, "a string", pair.Value);
            if (pair.Name.Length > LongestKey || value.Length > LongestValue)
            {
                throw Fault.Invalid(
                    pair.Name.Length > LongestKey ? "metadata" : at, $"Invalid 'metadata': a key has at most {LongestKey} characters, and a value {LongestValue}.");
            }
        }
    }

    private static void Conversation(JsonElement request)
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

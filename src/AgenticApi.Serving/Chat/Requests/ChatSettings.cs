using System.Collections.Frozen;
using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>Writes the members that are neither messages nor tools. <see cref="MemberCheck"/> has checked them.</summary>
internal static class ChatSettings
{
    private const string Logprobs = "message.output_text.logprobs";

    public static void Write(JsonElement request, ChatCompletionRequestOptions options, Utf8JsonWriter json)
    {
        ChatContent.Copy(request, "max_output_tokens", json, options.UsesMaxTokens ? "max_tokens" : "max_completion_tokens");
        WritePassed(request, RequestMembers.Top, json);
        WritePassed(request.Member("reasoning"), RequestMembers.Reasoning, json);
        WritePassed(request.Member("text"), RequestMembers.Text, json);
        WriteFormat(request.Member("text").Member("format"), json);
        WriteLogprobs(request, json);
        WriteListed(request, options.PassedMembers, json);
        if (request.Member("stream").ValueKind == JsonValueKind.True)
        {
            json.WriteBoolean("stream", true);
            json.WriteStartObject("stream_options");
            json.WriteBoolean("include_usage", true);
            json.WriteEndObject();
        }
    }

    /// <summary>Copies the members of an object that have the use <see cref="MemberUse.Passed"/>.</summary>
    public static void WritePassed(JsonElement owner, FrozenDictionary<string, MemberRule> rules, Utf8JsonWriter json)
    {
        foreach (var rule in rules.Values.Where(rule => rule.Use == MemberUse.Passed))
        {
            ChatContent.Copy(owner, rule.Name, json, rule.ChatName);
        }
    }

    /// <summary>Copies the members that are in <see cref="ChatCompletionRequestOptions.PassedMembers"/>.</summary>
    private static void WriteListed(JsonElement request, IReadOnlySet<string> passed, Utf8JsonWriter json)
    {
        // If a name occurs twice, its last value is used, as for all members.
        foreach (var name in request.EnumerateObject().Select(member => member.Name).Distinct().Where(passed.Contains))
        {
            if (!ChatMembers.Moved.ContainsKey(name) && RequestMembers.Top.GetValueOrDefault(name) is null or { Use: MemberUse.LeftOut })
            {
                ChatContent.Copy(request, name, json);
            }
        }
    }

    private static void WriteLogprobs(JsonElement request, Utf8JsonWriter json)
    {
        var most = request.Member("top_logprobs").Number();
        if (most > 0 || request.Member("include").Values().Any(value => value.Text() == Logprobs))
        {
            json.WriteBoolean("logprobs", true);
            if (most > 0)
            {
                json.WriteNumber("top_logprobs", most);
            }
        }
    }

    private static void WriteFormat(JsonElement format, Utf8JsonWriter json)
    {
        if (!format.HasValue())
        {
            return;
        }

        const string at = "text.format";
        MemberCheck.Members(format, at, RequestMembers.Format);
        switch (Required.Text(format, "type", at))
        {
            case "json_object":
                json.WriteStartObject("response_format");
                json.WriteString("type", "json_object");
                json.WriteEndObject();
                break;
            case "json_schema":
                var name = Required.Text(format, "name", at);
                if (!Tools.ToolNames.IsValid(name))
                {
                    throw Fault.Invalid($"{at}.name", $"Invalid '{at}.name': expected 1 to {Tools.ToolNames.Longest} letters, digits, underscores and dashes.");
                }

                _ = Required.Object(format, "schema", at);
                json.WriteStartObject("response_format");
                json.WriteString("type", "json_schema");
                json.WriteStartObject("json_schema");
                WritePassed(format, RequestMembers.Format, json);
                json.WriteEndObject();
                json.WriteEndObject();
                break;
        }
    }
}

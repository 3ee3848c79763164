using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Execution;

/// <summary>What a request has of its own, for the journal: all but what the agent gives on any host, and what other members of the record say.</summary>
internal static class OwnMembers
{
    private const string Name = "request";
    private static readonly string[] Left = ["input", "instructions", "tools", "stream", "conversation", "previous_response_id"];

    /// <summary>Writes them as a member of a record.</summary>
    public static void Write(Utf8JsonWriter json, ResponseRequest request)
    {
        using var body = JsonDocument.Parse((request with { Input = [], Tools = [] }).ToUtf8Json(stream: false), RunRecordFormat.AnyDepth);
        json.WriteStartObject(Name);
        foreach (var member in body.RootElement.EnumerateObject().Where(static member => !Left.Contains(member.Name)))
        {
            member.WriteTo(json);
        }

        json.WriteEndObject();
    }

    /// <summary>Reads them.</summary>
    /// <returns>An empty request where the record has none.</returns>
    public static ResponseRequest Read(JsonElement record) =>
        record.TryGetProperty(Name, out var members) ? TypedMembers.Of(new ResponseRequest { Other = JsonObject.Create(members.Clone()) }) : new ResponseRequest();
}

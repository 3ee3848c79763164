using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Execution;

/// <summary>Stores the members of a run's request in a record. Members that the agent or other members of the record supply are left out.</summary>
internal static class OwnMembers
{
    private const string Name = "request";
    private static readonly string[] LeftOut = ["input", "instructions", "tools", "stream", "conversation", "previous_response_id"];

    /// <summary>Writes the members to a record.</summary>
    public static void Write(Utf8JsonWriter json, ResponseRequest request)
    {
        using var body = JsonDocument.Parse((request with { Input = [], Tools = [] }).ToUtf8Json(stream: false), RunRecordFormat.AnyDepth);
        json.WriteStartObject(Name);
        foreach (var member in body.RootElement.EnumerateObject().Where(static member => !LeftOut.Contains(member.Name)))
        {
            member.WriteTo(json);
        }

        json.WriteEndObject();
    }

    /// <summary>Reads the members of a record.</summary>
    /// <returns>The request; an empty one if the record has no members.</returns>
    public static ResponseRequest Read(JsonElement record) =>
        record.TryGetProperty(Name, out var members) ? TypedMembers.Of(new ResponseRequest { Other = JsonObject.Create(members.Clone()) }) : new ResponseRequest();
}

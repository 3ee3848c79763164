using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>The response that the terminal event carries, and what decides about the ending.</summary>
internal sealed class TerminalResponse
{
    /// <summary>Copies the response.</summary>
    /// <param name="type">The event's type; empty for a bare response.</param>
    /// <param name="json">The response, an object; empty where the event carries none.</param>
    public TerminalResponse(string type, ReadOnlySpan<byte> json)
    {
        Type = type;
        Json = json.ToArray();
        if (Json.Length == 0)
        {
            return;
        }

        var members = new JsonMembers(Json, stackalloc JsonMember[JsonMembers.Room]);
        HasDuplicates = members.HasDuplicates(Json);
        if (HasDuplicates)
        {
            Json = JsonUnique.WithoutDuplicates(Json);
            members = new JsonMembers(Json, stackalloc JsonMember[JsonMembers.Room]);
        }

        Id = JsonRaw.Text(members.Value(Json, "id"u8));
        Status = JsonRaw.Text(members.Value(Json, "status"u8));
        HasError = !JsonRaw.IsEmpty(members.Value(Json, "error"u8));
        HasIncompleteDetails = !JsonRaw.IsEmpty(members.Value(Json, "incomplete_details"u8));
        var output = members.Value(Json, "output"u8);
        Output = JsonRaw.IsArray(output) && !JsonRaw.IsEmpty(output) ? Slice(output) : default;
    }

    public string Type { get; }

    public byte[] Json { get; }

    public bool HasDuplicates { get; }

    public string? Id { get; }

    public string? Status { get; }

    public bool HasError { get; }

    public bool HasIncompleteDetails { get; }

    /// <summary>The items; empty where the event gives none.</summary>
    public ReadOnlyMemory<byte> Output { get; }

    private ReadOnlyMemory<byte> Slice(ReadOnlySpan<byte> part)
    {
        Json.AsSpan().Overlaps(part, out var start);
        return Json.AsMemory(start, part.Length);
    }
}

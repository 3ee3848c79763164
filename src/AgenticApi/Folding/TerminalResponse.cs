using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>The response that the terminal event carries, and what decides about the ending.</summary>
internal sealed class TerminalResponse
{
    private readonly JsonMember[] _members;

    /// <summary>Copies the response.</summary>
    /// <param name="type">The event's type; empty for a bare response.</param>
    /// <param name="response">The response's members; none where the event carries no response.</param>
    public TerminalResponse(string type, scoped JsonMembers response)
    {
        Type = type;
        Json = response.Json.ToArray();
        _members = new JsonMember[response.Count];
        for (var i = 0; i < _members.Length; i++)
        {
            _members[i] = response[i];
        }

        if (Json.Length == 0)
        {
            return;
        }

        var room = (stackalloc JsonMember[JsonMembers.Room]);
        scoped var members = new JsonMembers(Json, (ReadOnlySpan<JsonMember>)_members);
        HasDuplicates = members.HasDuplicates();
        if (HasDuplicates)
        {
            Json = JsonUnique.WithoutDuplicates(Json);
            _members = [];
            members = new JsonMembers(Json, room);
        }

        Id = JsonRaw.Text(members.Value("id"u8));
        Status = StatusText(members.Value("status"u8));
        HasError = !JsonRaw.IsEmpty(members.Value("error"u8));
        HasIncompleteDetails = !JsonRaw.IsEmpty(members.Value("incomplete_details"u8));
        if (members.Find("output"u8) is >= 0 and var output && JsonRaw.IsArray(members.Value(output)) && !JsonRaw.IsEmpty(members.Value(output)))
        {
            Output = Json.AsMemory(members[output].Start, members[output].Length);
        }
    }

    /// <summary>The members of the response; none where they would have to be found again.</summary>
    public JsonMembers Members => new(Json, (ReadOnlySpan<JsonMember>)_members);

    public string Type { get; }

    public byte[] Json { get; }

    public bool HasDuplicates { get; }

    public string? Id { get; }

    public string? Status { get; }

    public bool HasError { get; }

    public bool HasIncompleteDetails { get; }

    /// <summary>The items; empty where the event gives none.</summary>
    public ReadOnlyMemory<byte> Output { get; }

    private static string? StatusText(ReadOnlySpan<byte> value) => value.SequenceEqual("\"completed\""u8) ? Statuses.Completed : JsonRaw.Text(value);
}

using System.Text.Json;

namespace AgenticApi.Cli;

/// <summary>Reads the JSON of a settings file forward, and reports errors with their line.</summary>
/// <param name="what">The start of each message.</param>
/// <param name="json">The content of the file. Comments and trailing commas are allowed.</param>
internal ref struct ConfigReader(string what, ReadOnlySpan<byte> json)
{
    private readonly ReadOnlySpan<byte> _json = json;

    private Utf8JsonReader _reader = new(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });

    /// <summary>Moves to the first value.</summary>
    public void ReadFirst() => Read();

    /// <summary>Throws unless the current value is an object.</summary>
    public readonly void ExpectObject(string member)
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            throw Fault(member, "must be an object.");
        }
    }

    /// <summary>Moves to the value of the next member and returns the name of the member; null at the end of the object.</summary>
    public string? ReadMember()
    {
        Read();
        if (_reader.TokenType != JsonTokenType.PropertyName)
        {
            return null;
        }

        var name = GetString();
        Read();
        return name;
    }

    /// <summary>Returns the current value, which must be a string.</summary>
    public readonly string GetString(string member) => _reader.TokenType == JsonTokenType.String ? GetString() : throw Fault(member, "must be a string.");

    /// <summary>Reads an array of strings. <paramref name="check"/> returns the error of an invalid string; null for a valid one.</summary>
    public List<string> ReadStrings(string member, Func<string, string?> check)
    {
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            throw Fault(member, "must be an array of strings.");
        }

        var texts = new List<string>();
        for (Read(); _reader.TokenType != JsonTokenType.EndArray; Read())
        {
            var text = GetString($"{member}[{texts.Count}]");
            if (check(text) is { } fault)
            {
                throw Fault($"{member}[{texts.Count}]", fault);
            }

            texts.Add(text);
        }

        return texts;
    }

    /// <summary>Returns an exception for an error at the current position.</summary>
    public readonly UsageException Fault(string member, string fault) =>
        new($"{what}: line {_json[..(int)_reader.TokenStartIndex].Count((byte)'\n') + 1}: {(member.Length > 0 ? $"{member} " : "the file ")}{fault}");

    /// <summary>Reads to the end, so that all of the JSON is validated.</summary>
    public void ReadToEnd()
    {
        try
        {
            while (_reader.Read())
            {
            }
        }
        catch (JsonException e)
        {
            throw Broken(e);
        }
    }

    private readonly string GetString()
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Fault("", "has a string that is not valid Unicode.");
        }
    }

    private void Read()
    {
        try
        {
            _reader.Read();
        }
        catch (JsonException e)
        {
            throw Broken(e);
        }
    }

    private readonly UsageException Broken(JsonException e) => new($"{what}: the JSON breaks at line {e.LineNumber + 1}.");
}

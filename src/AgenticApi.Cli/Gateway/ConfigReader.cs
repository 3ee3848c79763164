using System.Text.Json;

namespace AgenticApi.Cli;

/// <summary>Reads the JSON of a settings file from its beginning to its end, and says of a fault where it is.</summary>
/// <param name="what">What the messages begin with.</param>
/// <param name="json">The file. Comments and commas after the last value are allowed.</param>
internal ref struct ConfigReader(string what, ReadOnlySpan<byte> json)
{
    private readonly ReadOnlySpan<byte> _json = json;

    private Utf8JsonReader _reader = new(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });

    /// <summary>Goes to the first value.</summary>
    public void Begin() => Read();

    /// <summary>Goes into an object.</summary>
    public readonly void Object(string member)
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            throw Fault(member, "must be an object.");
        }
    }

    /// <summary>The name of the next member, at whose value the reader stands; null at the end of the object.</summary>
    public string? Member()
    {
        Read();
        if (_reader.TokenType != JsonTokenType.PropertyName)
        {
            return null;
        }

        var name = Text();
        Read();
        return name;
    }

    /// <summary>A string.</summary>
    public readonly string Text(string member) => _reader.TokenType == JsonTokenType.String ? Text() : throw Fault(member, "must be a string.");

    /// <summary>An array of strings, each of which is checked where it stands.</summary>
    public List<string> Texts(string member, Func<string, string?> check)
    {
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            throw Fault(member, "must be an array of strings.");
        }

        var texts = new List<string>();
        for (Read(); _reader.TokenType != JsonTokenType.EndArray; Read())
        {
            var text = Text($"{member}[{texts.Count}]");
            if (check(text) is { } fault)
            {
                throw Fault($"{member}[{texts.Count}]", fault);
            }

            texts.Add(text);
        }

        return texts;
    }

    /// <summary>What is wrong at the place where the reader stands.</summary>
    public readonly UsageException Fault(string member, string fault) =>
        new($"{what}: line {_json[..(int)_reader.TokenStartIndex].Count((byte)'\n') + 1}: {(member.Length > 0 ? $"{member} " : "the file ")}{fault}");

    /// <summary>Goes to the end.</summary>
    public void End()
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

    private readonly string Text()
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Fault("", "has a string that is no Unicode.");
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

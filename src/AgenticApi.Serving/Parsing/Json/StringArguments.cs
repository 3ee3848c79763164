using System.Text;

namespace AgenticApi.Serving.Parsing;

/// <summary>
/// Reads arguments that a model wrote as a string. The string contains a JSON object, or plain text, which is the value of the only
/// parameter of a function.
/// </summary>
internal sealed class StringArguments
{
    private readonly JsonStringDecoder _decoder = new();
    private readonly JsonRelay _relay = new();
    private readonly StringBuilder _piece = new();
    private readonly string? _parameter;
    private Kind _kind;

    public StringArguments(char quote, IReadOnlyCollection<string> parameters)
    {
        _decoder.Begin(quote);
        _relay.Begin();
        _parameter = parameters.Count == 1 ? parameters.First() : null;
    }

    private enum Kind
    {
        Unknown,
        Json,
        Plain,
        Broken,
    }

    public bool IsWhole { get; private set; }

    /// <summary>Whether the string has ended and did not contain valid arguments.</summary>
    public bool IsBroken => _decoder.IsWhole && _kind == Kind.Broken;

    /// <summary>Reads the next piece after the opening quote; returns how many characters belong to the string.</summary>
    public int Read(ReadOnlySpan<char> text, TextBlockOutput output)
    {
        var length = _decoder.Read(text, _piece);
        var piece = _piece.ToString();
        _piece.Clear();
        Write(_kind == Kind.Unknown ? piece.AsSpan().TrimStart() : piece, output.Arguments);
        if (_decoder.IsWhole)
        {
            End(output.Arguments);
        }

        return length;
    }

    private void Write(ReadOnlySpan<char> piece, StringBuilder arguments)
    {
        if (piece.IsEmpty)
        {
            return;
        }

        if (_kind == Kind.Unknown)
        {
            _kind = piece[0] == '{' ? Kind.Json : _parameter is null ? Kind.Broken : Kind.Plain;
            if (_kind == Kind.Plain)
            {
                arguments.Append('{').Append(JsonStrings.Quote(_parameter)).Append(":\"");
            }
        }

        if (_kind == Kind.Plain)
        {
            JsonStrings.AppendEscaped(arguments, piece);
            return;
        }

        if (_kind == Kind.Json)
        {
            piece = piece[_relay.Read(piece, arguments)..].TrimStart();
            _kind = piece.IsEmpty ? _kind : Kind.Broken;
        }

        // Invalid JSON is written unchanged, and the call is broken.
        arguments.Append(piece);
    }

    private void End(StringBuilder arguments)
    {
        if (_kind == Kind.Json && !_relay.End(arguments))
        {
            _kind = Kind.Broken;
        }

        arguments.Append(_kind switch { Kind.Unknown => "{}", Kind.Plain => "\"}", _ => "" });
        IsWhole = _kind != Kind.Broken;
    }
}

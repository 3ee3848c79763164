namespace AgenticApi.Json;

/// <summary>
/// Moves from value to value through an object or array that may be damaged, and checks everything between the values. The caller checks
/// the values.
/// </summary>
internal ref struct JsonSteps
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly int _open;
    private int _at;
    private bool _isPastFirst;

    /// <summary>Initializes a new instance before the first value of the object or array at a position.</summary>
    public JsonSteps(ReadOnlySpan<byte> json, int begin)
    {
        _json = json;
        _open = json[begin];
        _at = begin;
    }

    /// <summary>The start of the member's name, after its quote; -1 in an array.</summary>
    public int NameStart { get; private set; } = -1;

    public int NameLength { get; private set; }

    /// <summary>Whether a name so far contains an escape.</summary>
    public bool HasEscapedName { get; private set; }

    /// <summary>The start of the value, if there is one.</summary>
    public int Start { get; private set; } = -1;

    /// <summary>The position after the object or array, once its end was reached; -1 if it is damaged.</summary>
    public int End { get; private set; } = -1;

    /// <summary>Moves to the next value.</summary>
    /// <returns>False at the end, or if the JSON is damaged.</returns>
    public bool Next()
    {
        // The code of a closing bracket is that of its opening bracket plus two.
        var at = !_isPastFirst ? JsonScan.SkipWhiteSpace(_json, _at + 1) : _at < 0 ? -1 : JsonScan.SkipWhiteSpace(_json, _at);
        if (at >= 0 && at < _json.Length && _json[at] == _open + 2)
        {
            End = at + 1;
            return false;
        }

        if (_isPastFirst)
        {
            at = at >= 0 && at < _json.Length && _json[at] == ',' ? JsonScan.SkipWhiteSpace(_json, at + 1) : -1;
        }

        if (at >= 0 && _open == '{')
        {
            NameStart = at + 1;
            at = NameEnd(at);
            NameLength = at - 1 - NameStart;
            at = at < 0 ? at : JsonScan.SkipWhiteSpace(_json, at);
            at = at >= 0 && at < _json.Length && _json[at] == ':' ? JsonScan.SkipWhiteSpace(_json, at + 1) : -1;
        }

        Start = Math.Max(at, 0);
        return at >= 0;
    }

    /// <summary>Returns the position after the name whose quote is at a position.</summary>
    private int NameEnd(int at)
    {
        if ((uint)at < (uint)_json.Length && _json[at] == '"')
        {
            var end = JsonScan.PlainEnd(_json, at + 1);
            while (end < _json.Length && _json[end] is >= (byte)' ' and not ((byte)'"' or (byte)'\\'))
            {
                end++;
            }

            if (end < _json.Length && _json[end] == '"')
            {
                return end + 1;
            }

            HasEscapedName = true;
        }

        return JsonScan.SkipString(_json, at);
    }

    /// <summary>Moves past the value.</summary>
    /// <param name="end">The position after the value, or after the last of several; -1 if it is damaged.</param>
    public void Pass(int end)
    {
        _at = end;
        _isPastFirst = true;
    }
}

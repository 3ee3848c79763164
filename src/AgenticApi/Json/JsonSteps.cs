namespace AgenticApi.Json;

/// <summary>
/// Steps from value to value through an object or array that may be damaged, and checks all that stands between the values; the values
/// themselves are the caller's to check.
/// </summary>
internal ref struct JsonSteps
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly int _open;
    private int _at;
    private bool _isPastFirst;

    /// <summary>Stands before the first value of the object or array that begins here.</summary>
    public JsonSteps(ReadOnlySpan<byte> json, int begin)
    {
        _json = json;
        _open = json[begin];
        _at = begin;
    }

    /// <summary>Where the member's name begins, after its quote; -1 in an array.</summary>
    public int NameStart { get; private set; } = -1;

    public int NameLength { get; private set; }

    /// <summary>Whether a name so far was spelled with an escape.</summary>
    public bool HasEscapedName { get; private set; }

    /// <summary>Where the value begins, if there is one.</summary>
    public int Start { get; private set; } = -1;

    /// <summary>After the last value, the place after the object or array; -1 where it is damaged.</summary>
    public int End { get; private set; } = -1;

    /// <summary>Goes to the next value.</summary>
    /// <returns>False after the last one, and where what stands here is damaged.</returns>
    public bool Next()
    {
        // A closing bracket is two characters after its opening one.
        var at = !_isPastFirst ? JsonScan.White(_json, _at + 1) : _at < 0 ? -1 : JsonScan.White(_json, _at);
        if (at >= 0 && at < _json.Length && _json[at] == _open + 2)
        {
            End = at + 1;
            return false;
        }

        if (_isPastFirst)
        {
            at = at >= 0 && at < _json.Length && _json[at] == ',' ? JsonScan.White(_json, at + 1) : -1;
        }

        if (at >= 0 && _open == '{')
        {
            NameStart = at + 1;
            at = NameEnd(at);
            NameLength = at - 1 - NameStart;
            at = at < 0 ? at : JsonScan.White(_json, at);
            at = at >= 0 && at < _json.Length && _json[at] == ':' ? JsonScan.White(_json, at + 1) : -1;
        }

        Start = Math.Max(at, 0);
        return at >= 0;
    }

    /// <summary>The position after the name whose quote stands here.</summary>
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

        return JsonScan.String(_json, at);
    }

    /// <summary>Says where the value ends, or the last of several; -1 where it is damaged.</summary>
    public void Pass(int end)
    {
        _at = end;
        _isPastFirst = true;
    }
}

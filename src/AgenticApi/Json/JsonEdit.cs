namespace AgenticApi.Json;

/// <summary>
/// Writes a changed copy of a JSON object or array. Changes are made from front to back; everything else is copied unchanged. Without
/// changes, nothing is written.
/// </summary>
internal ref struct JsonEdit(ReadOnlySpan<byte> source)
{
    private readonly ReadOnlySpan<byte> _source = source;
    private int _copied;
    private bool _changed;
    private bool _hasMembers = source.Length > 0 && !JsonRaw.IsEmpty(source);

    /// <summary>The JSON that is copied.</summary>
    public readonly ReadOnlySpan<byte> Source => _source;

    /// <summary>Replaces the value of a member.</summary>
    public void Replace(JsonMember member, ReadOnlySpan<byte> value, ref RawBuffer output)
    {
        Copy(member.Start, ref output);
        output.Append(value);
        _copied = member.Start + member.Length;
    }

    /// <summary>Removes a member with the comma after it, or before it if it is the last one.</summary>
    public void Remove(JsonMember member, ref RawBuffer output)
    {
        var start = member.NameStart - 1;
        var end = member.Start + member.Length;
        while (end < _source.Length && _source[end] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            end++;
        }

        if (_source[end] == (byte)',')
        {
            end++;
        }

        Copy(start, ref output);
        _copied = end;
        if (_source[end] == (byte)'}')
        {
            output.TrimEnd(" \t\r\n,"u8);
            _hasMembers = !output.Span.SequenceEqual("{"u8);
        }
    }

    /// <summary>Adds a member at the end. Only <see cref="AddMember"/> and <see cref="End"/> may follow.</summary>
    public void AddMember(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ref RawBuffer output)
    {
        Copy(Math.Max(_copied, LastBrace()), ref output);
        output.Append(_hasMembers ? ",\""u8 : "\""u8);
        output.Append(name);
        output.Append("\":"u8);
        output.Append(value);
        _hasMembers = true;
    }

    /// <summary>Finishes the copy.</summary>
    /// <returns>True if anything was changed. Otherwise nothing was written.</returns>
    public bool End(ref RawBuffer output)
    {
        if (_changed)
        {
            Copy(_source.Length, ref output);
        }

        return _changed;
    }

    private void Copy(int end, ref RawBuffer output)
    {
        _changed = true;
        output.Append(_source[_copied..end]);
        _copied = end;
    }

    private readonly int LastBrace() => _source.LastIndexOf((byte)'}');
}

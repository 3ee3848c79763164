namespace AgenticApi.Json;

/// <summary>
/// A changed copy of a JSON object or array. Changes go from front to back; what is not changed is copied as it stands, and where nothing
/// is changed nothing is written.
/// </summary>
internal ref struct JsonEdit(ReadOnlySpan<byte> source)
{
    private readonly ReadOnlySpan<byte> _source = source;
    private int _copied;
    private bool _changed;
    private bool _hasMembers = source.Length > 0 && !JsonRaw.IsEmpty(source);

    /// <summary>What is changed.</summary>
    public readonly ReadOnlySpan<byte> Source => _source;

    /// <summary>Puts another value in a member's place.</summary>
    public void Replace(JsonMember member, ReadOnlySpan<byte> value, ref RawBuffer output)
    {
        Copy(member.Start, ref output);
        output.Append(value);
        _copied = member.Start + member.Length;
    }

    /// <summary>Leaves a member out, with the comma after it or, of the last one, before it.</summary>
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

    /// <summary>Adds a member at the end. Nothing but <see cref="AddMember"/> and <see cref="End"/> may follow.</summary>
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
    /// <returns>Whether anything was changed; if not, nothing was written.</returns>
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

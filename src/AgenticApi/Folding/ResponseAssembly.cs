using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>Builds the response from its envelope and its items.</summary>
internal static class ResponseAssembly
{
    /// <summary>Returns the JSON of the response.</summary>
    /// <param name="envelope">The response of the lifecycle events.</param>
    /// <param name="terminal">The terminal response; null if there is none.</param>
    /// <param name="error">The errors of <c>error</c> events.</param>
    /// <param name="items">The items; null to keep those of the terminal response.</param>
    /// <param name="status">The status; null to keep that of the events.</param>
    /// <param name="isTruncated">Whether the stream stopped early.</param>
    public static byte[] Build(
        in ResponseEnvelope envelope, TerminalResponse? terminal, in JsonVersions error, ReadOnlyMemory<byte>[]? items, string? status, bool isTruncated)
    {
        var (joined, errors) = (default(RawBuffer), default(RawBuffer));
        var last = terminal is null ? default : terminal.Members(stackalloc JsonMember[JsonMembers.Room]);
        var members = envelope.TryJoin(last, ref joined) ? new JsonMembers(joined.Span, stackalloc JsonMember[JsonMembers.Room]) : last;
        var response = Build(members, items, status, error.Whole(ref errors), isTruncated);
        joined.Release();
        errors.Release();
        return response;
    }

    private static byte[] Build(scoped JsonMembers envelope, ReadOnlyMemory<byte>[]? items, string? status, ReadOnlySpan<byte> error, bool truncated)
    {
        var members = envelope.Json.IsEmpty ? new JsonMembers("{\"object\":\"response\"}"u8, stackalloc JsonMember[1]) : envelope;
        var output = default(RawBuffer);
        var edit = new JsonEdit(members.Json);
        var (hasStatus, hasError, hasOutput, hasDetails) = (status is null, error.IsEmpty, items is null, !truncated);
        for (var i = 0; i < members.Count; i++)
        {
            var name = members.Name(i);
            if (!hasStatus && name.SequenceEqual("status"u8))
            {
                hasStatus = true;
                if (JsonRaw.Text(members.Value(i)) != status)
                {
                    edit.Replace(members[i], Quoted(status!), ref output);
                }
            }
            else if (!hasError && name.SequenceEqual("error"u8))
            {
                hasError = true;
                edit.Replace(members[i], default, ref output);
                AppendError(error, members.Value(i), ref output);
            }
            else if (!hasDetails && name.SequenceEqual("incomplete_details"u8))
            {
                hasDetails = true;
                edit.Replace(members[i], Truncated, ref output);
            }
            else if (!hasOutput && name.SequenceEqual("output"u8))
            {
                hasOutput = true;
                edit.Replace(members[i], default, ref output);
                Append(items!, ref output);
            }
        }

        if (!hasStatus)
        {
            edit.AddMember("status"u8, Quoted(status!), ref output);
        }

        if (!hasError)
        {
            edit.AddMember("error"u8, error, ref output);
        }

        if (!hasDetails)
        {
            edit.AddMember("incomplete_details"u8, Truncated, ref output);
        }

        if (!hasOutput && (items!.Length > 0 || truncated))
        {
            edit.AddMember("output"u8, default, ref output);
            Append(items, ref output);
        }

        return edit.End(ref output) ? output.Take() : members.Json.ToArray();
    }

    /// <summary>
    /// Writes the error of the response. It replaces that of an earlier event, except for <c>param</c>, which responses do not repeat.
    /// </summary>
    private static void AppendError(ReadOnlySpan<byte> said, ReadOnlySpan<byte> own, ref RawBuffer output)
    {
        var param = JsonRaw.Member(said, "param"u8);
        if (JsonRaw.IsEmpty(own) || !JsonRaw.IsObject(own) || JsonRaw.IsEmpty(param))
        {
            output.Append(JsonRaw.IsEmpty(own) ? said : own);
            return;
        }

        var more = default(RawBuffer);
        more.Append("{\"param\":"u8);
        more.Append(param);
        more.Append("}"u8);
        var differences = Differences.None;
        var merged = default(RawBuffer);
        var earlier = new JsonMembers(more.Span, stackalloc JsonMember[JsonMembers.Room]);
        var later = new JsonMembers(own, stackalloc JsonMember[JsonMembers.Room]);
        output.Append(JsonMerge.Objects(earlier, later, ref merged, ref differences) ? merged.Span : own);
        merged.Release();
        more.Release();
    }

    private static ReadOnlySpan<byte> Truncated => "{\"reason\":\"stream_truncated\"}"u8;

    private static byte[] Quoted(string text)
    {
        var output = default(RawBuffer);
        JsonText.WriteString(text, ref output);
        return output.Take();
    }

    private static void Append(ReadOnlyMemory<byte>[] items, ref RawBuffer output)
    {
        output.Append("["u8);
        for (var i = 0; i < items.Length; i++)
        {
            output.Append(i > 0 ? ","u8 : default);
            output.Append(items[i].Span);
        }

        output.Append("]"u8);
    }
}

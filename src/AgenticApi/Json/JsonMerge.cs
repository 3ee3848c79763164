namespace AgenticApi.Json;

/// <summary>
/// Joins what was said about the same thing at two times. The later word wins, and absent, null or empty never erases:
/// that is the one rule by which skeleton, deltas, finished item and terminal response become one.
/// </summary>
internal static class JsonMerge
{
    /// <summary>Joins two objects.</summary>
    /// <param name="earlier">The weaker one.</param>
    /// <param name="later">The stronger one.</param>
    /// <param name="output">Where the joined object goes, if it differs from the later one.</param>
    /// <param name="differences">What both say, and not the same, is added here.</param>
    /// <param name="ignoreStatus">Whether the earlier <c>status</c> is past, and no answer where the later object has none.</param>
    /// <returns>Whether the earlier object added anything: otherwise the later one stands as it is, and nothing was written.</returns>
    public static bool Objects(
        ReadOnlySpan<byte> earlier, ReadOnlySpan<byte> later, ref RawBuffer output, ref Differences differences, bool ignoreStatus = false)
    {
        var old = new JsonMembers(earlier, stackalloc JsonMember[JsonMembers.Room]);
        var now = new JsonMembers(later, stackalloc JsonMember[JsonMembers.Room]);
        return Objects(old, now, ref output, ref differences, ignoreStatus);
    }

    /// <summary>Joins two objects whose members are known.</summary>
    public static bool Objects(
        scoped JsonMembers old, scoped JsonMembers now, ref RawBuffer output, ref Differences differences, bool ignoreStatus = false)
    {
        var edit = new JsonEdit(now.Json);
        for (var i = 0; i < now.Count; i++)
        {
            var name = now.Name(i);
            var at = old.Find(name, i);
            if (at >= 0)
            {
                Values(name, old.Value(at), now[i], ref edit, ref output, ref differences);
            }
        }

        for (var i = 0; i < old.Count; i++)
        {
            var name = old.Name(i);
            var value = old.Value(i);
            if (!JsonRaw.IsEmpty(value) && now.Find(name, i) < 0 && !(ignoreStatus && name.SequenceEqual("status"u8)))
            {
                edit.AddMember(name, value, ref output);
            }
        }

        return edit.End(ref output);
    }

    private static void Values(
        ReadOnlySpan<byte> name, ReadOnlySpan<byte> earlier, JsonMember later, ref JsonEdit edit, ref RawBuffer output, ref Differences differences)
    {
        var value = later.Value(edit.Source);
        if (earlier.SequenceEqual(value) || JsonRaw.IsEmpty(earlier))
        {
            return;
        }

        if (JsonRaw.IsEmpty(value))
        {
            edit.Replace(later, earlier, ref output);
            return;
        }

        if (IsContainer(name) && value[0] == earlier[0])
        {
            var joined = default(RawBuffer);
            var isJoined = JsonRaw.IsArray(value) ? Arrays(earlier, value, ref joined, ref differences)
                : JsonRaw.IsObject(value) && HaveSameType(earlier, value) && Objects(earlier, value, ref joined, ref differences);
            if (isJoined)
            {
                edit.Replace(later, joined.Span, ref output);
            }

            joined.Release();
            if (JsonRaw.IsArray(value) || JsonRaw.IsObject(value))
            {
                return;
            }
        }

        differences |= Difference(name, earlier, value);
    }

    /// <summary>Joins two arrays place by place. The later one decides how many places there are.</summary>
    private static bool Arrays(ReadOnlySpan<byte> earlier, ReadOnlySpan<byte> later, ref RawBuffer output, ref Differences differences)
    {
        var old = new JsonMembers(earlier, stackalloc JsonMember[JsonMembers.Room]);
        var now = new JsonMembers(later, stackalloc JsonMember[JsonMembers.Room]);
        var edit = new JsonEdit(later);
        for (var i = 0; i < Math.Min(now.Count, old.Count); i++)
        {
            var before = old.Value(i);
            var value = now.Value(i);
            if (before.SequenceEqual(value))
            {
                continue;
            }

            if (!JsonRaw.IsObject(before) || !JsonRaw.IsObject(value) || !HaveSameType(before, value))
            {
                // A part of another kind stands in its place.
                differences |= Differences.Text;
            }
            else
            {
                var joined = default(RawBuffer);
                if (Objects(before, value, ref joined, ref differences))
                {
                    edit.Replace(now[i], joined.Span, ref output);
                }

                joined.Release();
            }
        }

        // What the later one has no place for is not in the result.
        differences |= old.Count > now.Count ? Differences.Text : Differences.None;
        return edit.End(ref output);
    }

    /// <summary>The members that events spell out piece by piece, so that two versions of them are joined and not exchanged.</summary>
    private static bool IsContainer(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("content"u8) || name.SequenceEqual("summary"u8) || name.SequenceEqual("operation"u8)
        || name.SequenceEqual("action"u8) || name.SequenceEqual("output"u8);

    private static bool HaveSameType(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var type = JsonRaw.Member(one, "type"u8);
        var otherType = JsonRaw.Member(other, "type"u8);
        return type.IsEmpty || otherType.IsEmpty || JsonRaw.AreEqual(type, otherType);
    }

    private static Differences Difference(ReadOnlySpan<byte> name, ReadOnlySpan<byte> earlier, ReadOnlySpan<byte> later)
    {
        var difference =
            name.SequenceEqual("id"u8) ? Differences.Id
            : name.SequenceEqual("call_id"u8) ? Differences.CallId
            : name.SequenceEqual("encrypted_content"u8) ? Differences.EncryptedContent
            : name.SequenceEqual("text"u8) || name.SequenceEqual("refusal"u8) || name.SequenceEqual("input"u8) || name.SequenceEqual("code"u8)
                || name.SequenceEqual("diff"u8) || name.SequenceEqual("arguments"u8) ? Differences.Text
            : Differences.None;
        return difference == Differences.None || JsonRaw.AreEqual(earlier, later) ? Differences.None
            : name.SequenceEqual("arguments"u8) && JsonRaw.HoldSameJson(earlier, later) ? Differences.Spelling
            : difference;
    }
}

namespace AgenticApi.Json;

/// <summary>
/// Merges what was said about the same thing at two times. The later word wins, and absent, null or empty never erases: by this one rule
/// skeleton, deltas, finished item and terminal response become one.
/// </summary>
internal static class JsonMerge
{
    // A response holds items, they hold parts, and those nothing that events spell out: deeper containers are exchanged whole.
    private const int ObjectLevels = 3;

    private static readonly byte[][] Containers = Names("content", "summary", "operation", "action", "output");
    private static readonly byte[][] Texts = Names("text", "refusal", "input", "code", "diff", "arguments");

    /// <summary>Merges two objects whose members are known.</summary>
    /// <param name="old">The earlier, weaker one.</param>
    /// <param name="now">The later, stronger one.</param>
    /// <param name="output">Where the merged object goes, if it differs from the later one.</param>
    /// <param name="differences">What both say, and not the same, is added here.</param>
    /// <param name="ignoreStatus">Whether the earlier <c>status</c> is past, and no answer where the later object has none.</param>
    /// <returns>Whether the earlier object added anything: otherwise the later one stands as it is, and nothing was written.</returns>
    public static bool Objects(
        scoped JsonMembers old, scoped JsonMembers now, ref RawBuffer output, ref Differences differences, bool ignoreStatus = false) =>
        Objects(old, now, ref output, ref differences, ignoreStatus, ObjectLevels);

    private static bool Objects(
        scoped JsonMembers old, scoped JsonMembers now, ref RawBuffer output, ref Differences differences, bool ignoreStatus, int levels)
    {
        var edit = new JsonEdit(now.Json);
        for (var i = 0; i < now.Count; i++)
        {
            var name = now.Name(i);
            var at = old.Find(name, i);
            if (at >= 0)
            {
                Values(name, old.Value(at), now[i], ref edit, ref output, ref differences, levels - 1);
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
        ReadOnlySpan<byte> name, ReadOnlySpan<byte> earlier, JsonMember later, ref JsonEdit edit, ref RawBuffer output, ref Differences differences, int levels)
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

        if (levels > 0 && value[0] == earlier[0] && value[0] is (byte)'{' or (byte)'[' && IsOneOf(Containers, name))
        {
            var merged = default(RawBuffer);
            var isMerged = JsonRaw.IsArray(value)
                ? Arrays(earlier, value, ref merged, ref differences, levels)
                : Nested(earlier, value, ref merged, ref differences, levels);
            if (isMerged)
            {
                edit.Replace(later, merged.Span, ref output);
            }

            merged.Release();
            return;
        }

        differences |= Difference(name, earlier, value);
    }

    /// <summary>Merges two arrays place by place. The later one decides how many places there are.</summary>
    private static bool Arrays(ReadOnlySpan<byte> earlier, ReadOnlySpan<byte> later, ref RawBuffer output, ref Differences differences, int levels)
    {
        var old = new JsonMembers(earlier, stackalloc JsonMember[JsonMembers.Room]);
        var now = new JsonMembers(later, stackalloc JsonMember[JsonMembers.Room], old);
        var edit = new JsonEdit(later);
        for (var i = 0; i < Math.Min(now.Count, old.Count); i++)
        {
            var before = old.Value(i);
            var value = now.Value(i);
            if (before.SequenceEqual(value))
            {
                continue;
            }

            if (!JsonRaw.IsObject(before) || !JsonRaw.IsObject(value))
            {
                // A part of another kind stands in its place.
                differences |= Differences.Text;
                continue;
            }

            var merged = default(RawBuffer);
            if (Nested(before, value, ref merged, ref differences, levels))
            {
                edit.Replace(now[i], merged.Span, ref output);
            }

            merged.Release();
        }

        // What the later one has no place for is not in the result.
        differences |= old.Count > now.Count ? Differences.Text : Differences.None;
        return edit.End(ref output);
    }

    private static bool Nested(ReadOnlySpan<byte> earlier, ReadOnlySpan<byte> later, ref RawBuffer output, ref Differences differences, int levels)
    {
        var old = new JsonMembers(earlier, stackalloc JsonMember[JsonMembers.Room]);
        var now = new JsonMembers(later, stackalloc JsonMember[JsonMembers.Room]);
        var oldType = old.Value("type"u8);
        var type = now.Value("type"u8);
        if (oldType.IsEmpty || type.IsEmpty || JsonRaw.AreEqual(oldType, type))
        {
            if (now.AreUneven)
            {
                NestedUneven(old, now, ref output, ref differences, levels);
                return true;
            }

            return Objects(old, now, ref output, ref differences, ignoreStatus: false, levels);
        }

        // Something of another kind stands in its place.
        differences |= Differences.Text;
        return false;
    }

    /// <summary>Merges objects of which the later one has a name twice or spelled with an escape: then it does not stand as it came.</summary>
    private static void NestedUneven(scoped JsonMembers old, scoped JsonMembers later, ref RawBuffer output, ref Differences differences, int levels)
    {
        var even = JsonUnique.Of(later);
        var now = new JsonMembers(even, stackalloc JsonMember[JsonMembers.Room]);
        if (!Objects(old, now, ref output, ref differences, ignoreStatus: false, levels))
        {
            output.Append(even);
        }
    }

    private static Differences Difference(ReadOnlySpan<byte> name, ReadOnlySpan<byte> earlier, ReadOnlySpan<byte> later)
    {
        var difference =
            name.SequenceEqual("id"u8) ? Differences.Id
            : name.SequenceEqual("call_id"u8) ? Differences.CallId
            : name.SequenceEqual("encrypted_content"u8) ? Differences.EncryptedContent
            : IsOneOf(Texts, name) ? Differences.Text
            : Differences.None;
        return difference == Differences.None || JsonRaw.AreEqual(earlier, later) ? Differences.None
            : name.SequenceEqual("arguments"u8) && JsonRaw.HoldSameJson(earlier, later) ? Differences.Spelling
            : difference;
    }

    private static bool IsOneOf(byte[][] names, ReadOnlySpan<byte> name)
    {
        foreach (var known in names)
        {
            if (name.SequenceEqual(known))
            {
                return true;
            }
        }

        return false;
    }

    private static byte[][] Names(params string[] names) => Array.ConvertAll(names, System.Text.Encoding.UTF8.GetBytes);
}

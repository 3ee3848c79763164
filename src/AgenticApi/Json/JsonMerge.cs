namespace AgenticApi.Json;

/// <summary>
/// Merges two versions of the same object. The later version wins, but an absent, null or empty value never replaces another one. This rule
/// joins the skeleton, the deltas, the finished item and the terminal response.
/// </summary>
internal static class JsonMerge
{
    // Events send parts of items of a response, which are three levels. Deeper containers are replaced as a whole.
    private const int ObjectLevels = 3;

    private static readonly byte[][] Containers = Names("content", "summary", "operation", "action", "output");
    private static readonly byte[][] Texts = Names("text", "refusal", "input", "code", "diff", "arguments");

    /// <summary>Merges two objects whose members are known.</summary>
    /// <param name="old">The earlier version.</param>
    /// <param name="now">The later version, which wins.</param>
    /// <param name="output">Receives the merged object if it differs from the later version.</param>
    /// <param name="differences">The members that both versions have with different values are added to it.</param>
    /// <param name="ignoreStatus">
    /// Whether to ignore the earlier <c>status</c>, which is outdated even if the later version has none.
    /// </param>
    /// <returns>True if the earlier version added anything. Otherwise the later version is the result, and nothing was written.</returns>
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

    /// <summary>Merges two arrays value by value. The result has the length of the later one.</summary>
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
                // The later array has a part of another kind in its place.
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

        // The result lacks the values that the later array has no place for.
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
            if (now.HaveIrregularNames)
            {
                NestedIrregular(old, now, ref output, ref differences, levels);
                return true;
            }

            return Objects(old, now, ref output, ref differences, ignoreStatus: false, levels);
        }

        // The later version has an object of another kind in its place.
        differences |= Differences.Text;
        return false;
    }

    /// <summary>Merges objects if the later one has a name that occurs twice or contains an escape. The result is always written.</summary>
    private static void NestedIrregular(scoped JsonMembers old, scoped JsonMembers later, ref RawBuffer output, ref Differences differences, int levels)
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
            : name.SequenceEqual("arguments"u8) && JsonRaw.ContainSameJson(earlier, later) ? Differences.Spelling
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

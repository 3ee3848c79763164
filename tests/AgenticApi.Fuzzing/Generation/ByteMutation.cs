namespace AgenticApi.Fuzzing.Generation;

/// <summary>Changes bytes, whatever they are.</summary>
internal static class ByteMutation
{
    private static readonly byte[][] Insertions =
    [
        [0], [0xEF, 0xBB, 0xBF], [0xC3], [0xFF], [0xED, 0xA0, 0xBD], [0xF0, 0x9F], [(byte)'\n'], [(byte)'\r'], [(byte)'\n', (byte)'\n'], [(byte)'"'], [(byte)'\\'], [(byte)'{'], [(byte)'}'], [(byte)'['],
        [(byte)','], [(byte)':'], [(byte)' '], [(byte)'\t'], [0x1F], [(byte)'-'], [(byte)'e'], [(byte)'0'],
    ];

    public static byte[] Apply(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length + 1);
        var end = Math.Min(bytes.Length, at + 1 + random.Next(random.Next(4) == 0 ? 200 : 3));
        switch (random.Next(6))
        {
            case 0:
                return bytes[..at];
            case 1:
                return [.. bytes.AsSpan(0, at), .. bytes.AsSpan(end)];
            case 2:
                return [.. bytes.AsSpan(0, end), .. bytes.AsSpan(at)];
            case 3 when at < bytes.Length:
                var copy = bytes.ToArray();
                copy[at] = (byte)(copy[at] ^ (1 << random.Next(8)));
                return copy;
            default:
                return [.. bytes.AsSpan(0, at), .. Insertions[random.Next(Insertions.Length)], .. bytes.AsSpan(at)];
        }
    }
}
